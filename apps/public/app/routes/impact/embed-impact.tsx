import { typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { loadImpact } from "./impact.server";

export async function loader(args: LoaderFunctionArgs) {
  const { slug, organisation } = await loadImpact(args);
  return { slug, organisation: typo(organisation), start: args.context.publicUrl };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("impact.embed.title", args.data),
    description: t("impact.embed.lead"),
  });
};

/** How anybody shows these figures in a page of theirs. */
export default function EmbedImpact() {
  const { slug, organisation, start } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const label = attribute(t("impact.embed.label", { organisation }));
  const page = start + paths.impact(slug);
  const drawing = (ground: "clair" | "sombre") => start + paths.impactDrawing(slug, ground);
  const snippets = [
    {
      kind: "frame",
      path: paths.impactFrame(slug),
      code: `<iframe src="${start}${paths.impactFrame(slug)}" title="${label}" width="100%" height="640" loading="lazy"></iframe>`,
    },
    {
      kind: "image",
      path: paths.impactDrawing(slug, "clair"),
      code: `<a href="${page}">
  <picture>
    <source srcset="${drawing("sombre")}" media="(prefers-color-scheme: dark)">
    <img src="${drawing("clair")}" alt="${label}" width="688" loading="lazy">
  </picture>
</a>`,
    },
  ] as const;
  return (
    <div className="flex flex-col gap-3">
      <Breadcrumb
        items={[{ label: t("impact.title", { organisation }), href: paths.impact(slug) }]}
      />
      <div className="prose">
        <h1 className="mb-4">{t("impact.embed.title", { organisation })}</h1>
        <p className="text-lg">{t("impact.embed.lead")}</p>
        {snippets.map(({ kind, path, code }) => (
          <Fragment key={kind}>
            <h2>{t(`impact.embed.${kind}Title`)}</h2>
            <p>{t(`impact.embed.${kind}Text`)}</p>
            <p>{t("impact.embed.snippet")}</p>
            <pre className="whitespace-pre-wrap wrap-anywhere">
              <code>{code}</code>
            </pre>
            <p>
              <a href={path}>{t("impact.embed.see")}</a>
            </p>
          </Fragment>
        ))}
      </div>
    </div>
  );
}

/** A text between quotes of HTML. */
const attribute = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
