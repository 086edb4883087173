import { licenceNamed } from "@essaim/media/sheet/licence-names";
import { getMethod } from "@essaim/media/sheet/method.queries";
import { attributionOf, otherCredits } from "@essaim/media/sheet/method-archive";
import { ButtonLink } from "@essaim/ui/button";
import { formatDay } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { methodArchive, pathsIn } from "~/paths";
import { SheetFileList } from "./sheet-file-list";
import { asked } from "./start.server";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { organisation, path } = asked(params, context);
  const method = await context.execute(context.actor, getMethod, { organisation, path });
  const { sheet } = pathsIn("fr");
  const addressOf = (to: string) => context.publicUrl + sheet(organisation, to);
  const licences = new Set(
    method.sheets.flatMap((one) => [
      one.licenceExpression,
      ...one.files.map((file) => file.licenceExpression),
    ]),
  );
  return {
    organisation: method.organisation,
    changedAt: method.changedAt,
    title: method.sheets[0].title,
    path: method.sheets[0].path,
    number: method.sheets[0].number,
    rootDepth: method.sheets[0].depth,
    sheets: method.sheets.map(({ body: _, ...one }) => one),
    attribution: attributionOf(method, addressOf),
    credits: otherCredits(method),
    licences: [...licences].map((id) => ({ id, ...licenceNamed(id) })),
  };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("sheets.methods.takeTitle", { title: args.data.title }),
    description: t("sheets.methods.takeLead"),
  });
};

/** How far in a sheet is, by how deep it is below the first. */
const indents = ["", "pl-4", "pl-8", "pl-12"] as const;

/** What a method holds, what is owed to those who wrote it, and its archive. */
export default function MethodPage() {
  const method = useLoaderData<typeof loader>();
  const { t, paths, locale } = useI18n();
  const { slug, name } = method.organisation;
  // Said once below; beside what has another one, too.
  const licence = method.sheets[0]?.licenceExpression;
  return (
    <article className="flex flex-col gap-8">
      <header className="flex flex-col gap-3">
        <Breadcrumb items={[{ label: t("sheets.methods.title"), href: paths.methods }]} />
        <h1 className="max-w-3xl text-3xl">
          {t("sheets.methods.takeTitle", { title: method.title })}
        </h1>
        <p className="max-w-measure text-lg text-muted">{t("sheets.methods.takeLead")}</p>
        <p className="text-sm text-muted">
          {name}
          {". "}
          {t("sheets.changed", {
            number: method.number ?? 1,
            date: formatDay(method.changedAt, locale),
          })}
        </p>
        <p className="flex flex-wrap items-center gap-3 print:hidden">
          <ButtonLink
            href={methodArchive(slug, method.path)}
            variant="primary"
            icon="download"
            download
          >
            {t("sheets.methods.archive")}
          </ButtonLink>
          <ButtonLink href={paths.sheet(slug, method.path)}>{t("sheets.methods.read")}</ButtonLink>
        </p>
      </header>
      <section aria-labelledby="dedans" className="flex flex-col gap-3">
        <h2 id="dedans">{t("sheets.methods.inside")}</h2>
        <ol className="flex flex-col">
          {method.sheets.map((sheet) => (
            <li
              key={sheet.path}
              className={indents[Math.min(sheet.depth - method.rootDepth, indents.length - 1)]}
            >
              <a
                href={paths.sheet(slug, sheet.path)}
                lang={sheet.language === locale ? undefined : sheet.language}
                className="inline-flex min-h-11 items-center"
              >
                {sheet.title}
              </a>{" "}
              {sheet.licenceExpression !== licence && (
                <span className="text-sm whitespace-nowrap text-muted">
                  {sheet.licenceExpression}
                </span>
              )}
              {sheet.files.length > 0 && (
                <div className="mb-1 border-l border-line pl-4">
                  <SheetFileList files={sheet.files} licence={licence} />
                </div>
              )}
            </li>
          ))}
        </ol>
        <p className="max-w-measure text-muted">{t("sheets.methods.formats")}</p>
      </section>
      <section aria-labelledby="mention" className="flex flex-col gap-3">
        <h2 id="mention">{t("sheets.methods.owed")}</h2>
        <blockquote lang="fr" className="max-w-measure border-l-4 border-edge pl-4 wrap-anywhere">
          {method.attribution}
        </blockquote>
        {method.credits.length > 0 && (
          <ul lang="fr" className="max-w-measure list-disc pl-5 wrap-anywhere">
            {method.credits.map((credit) => (
              <li key={credit}>{credit}</li>
            ))}
          </ul>
        )}
        <ul className="max-w-measure">
          {method.licences.map(({ id, name: full, url }) => (
            <li key={id}>
              <a href={url} rel="license noopener" lang="fr">
                {full}
              </a>{" "}
              <span className="text-sm text-muted">{id}</span>
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
