import type { MetaFunction } from "@remix-run/node";
import { useRouteLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import type { loader as rootLoader } from "~/root";

export const meta: MetaFunction = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("openData.embed.title"),
    description: t("openData.embed.lead"),
  });
};

/** How a partner shows a list or a map of the directory in a page of theirs. */
export default function Embed() {
  const { t, paths } = useI18n();
  const start = useRouteLoaderData<typeof rootLoader>("root")?.publicUrl ?? "";
  const snippets = [
    { kind: "list", path: "/integrer/liste?q=v%C3%A9lo", height: 480 },
    { kind: "map", path: "/integrer/carte?q=v%C3%A9lo", height: 640 },
  ] as const;
  return (
    <div className="prose">
      <h1 className="mb-4">{t("openData.embed.title")}</h1>
      <p className="text-lg">{t("openData.embed.lead")}</p>
      {snippets.map(({ kind, path, height }) => (
        <Fragment key={kind}>
          <h2>{t(`openData.embed.${kind}Title`)}</h2>
          <p>{t(`openData.embed.${kind}Text`)}</p>
          <p>{t("openData.embed.snippet")} :</p>
          <pre className="whitespace-pre-wrap wrap-anywhere">
            <code>{`<iframe src="${start}${path}" title="${t(`openData.embed.${kind}Label`)}" width="100%" height="${height}" loading="lazy"></iframe>`}</code>
          </pre>
          <p>
            <a href={path}>{t("openData.embed.see")}</a>
          </p>
        </Fragment>
      ))}
      <h2>{t("openData.embed.choose")}</h2>
      <p>
        {t("openData.embed.chooseText")} <a href={paths.activities()}>{t("nav.activities")}</a>
      </p>
      <p>{t("openData.embed.height")}</p>
    </div>
  );
}
