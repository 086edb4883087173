import { sectorLabels, sectors } from "@essaim/directory/activity.schema";
import { dumps } from "@essaim/directory/open-data/catalogue";
import { dataLicence } from "@essaim/directory/open-data/licence.schema";
import { openColumns } from "@essaim/impact/release/open-release";
import { listPublicImpact } from "@essaim/impact/release/release.queries";
import { typo } from "@essaim/ui/format";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { Cc } from "~/components/cc";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";
import { impactFile } from "~/paths";
import type { loader as rootLoader } from "~/root";

export const loader = ({ context }: LoaderFunctionArgs) =>
  context.execute(context.actor, listPublicImpact, {});

export const meta: MetaFunction = (args) => {
  const { t } = i18nAt(args.location.pathname);
  const root = args.matches.find(({ id }) => id === "root")?.data as
    | { publicUrl: string }
    | undefined;
  const publicUrl = root?.publicUrl ?? "";
  return [
    ...pageMeta(args, { title: t("openData.title"), description: t("openData.lead") }),
    {
      "script:ld+json": {
        "@context": "https://schema.org",
        "@type": "Dataset",
        name: t("openData.title"),
        description: t("site.description"),
        url: `${publicUrl}/donnees`,
        license: dataLicence.url,
        isAccessibleForFree: true,
        creator: { "@type": "Organization", name: "Essaim", url: publicUrl },
        distribution: dumps.map(({ path, type }) => ({
          "@type": "DataDownload",
          encodingFormat: type,
          contentUrl: `${publicUrl}${path}`,
        })),
      },
    },
  ];
};

/** All that can be done with the data of the directory. */
export default function OpenData() {
  const { t, paths, locale } = useI18n();
  const start = useRouteLoaderData<typeof rootLoader>("root")?.publicUrl ?? "";
  const contents = ["all", "activities", "resources", "places"] as const;
  const files = [
    ...dumps.map(({ path, format }, at) => ({ path, format, says: contents[at] ?? "all" })),
    { path: "/donnees/annuaire.zip", format: "ZIP", says: "offline" as const },
    { path: "/donnees/catalogue.jsonld", format: "JSON-LD", says: "catalogue" as const },
  ];
  const calls = [
    { path: "/api/v1/openapi.json", says: "apiDocument" },
    { path: "/api/v1/activities?q=v%C3%A9lo&near=59350&radius=25", says: "apiSearch" },
    { path: "/api/v1/activities/{slug}", says: "apiRecord" },
    { path: "/api/v1/changes?since=0", says: "apiChanges" },
  ] as const;
  return (
    <div className="prose">
      <h1 className="mb-4">{t("openData.title")}</h1>
      <p className="text-lg">{t("openData.lead")}</p>

      <h2>{t("openData.licenceTitle")}</h2>
      <p>
        {t("openData.licence")} <Cc>{t("footer.licenceName")}</Cc>. {t("openData.licenceAsks")}
      </p>

      <h2>{t("openData.filesTitle")}</h2>
      <p>{t("openData.filesLead")}</p>
      <ul>
        {files.map(({ path, format, says }) => (
          <li key={path}>
            <a href={path}>{path.slice("/donnees/".length)}</a> ({format}) : {t(`openData.${says}`)}
            .
          </li>
        ))}
      </ul>
      <p>{t("openData.units")}</p>

      <ImpactData />

      <h2>{t("openData.apiTitle")}</h2>
      <p>{t("openData.apiLead")}</p>
      <ul>
        {calls.map(({ path, says }) => (
          <li key={path}>
            {t(`openData.${says}`)} :{" "}
            <code className="wrap-anywhere">
              {path.includes("{") ? `${start}${path}` : <a href={path}>{`${start}${path}`}</a>}
            </code>
          </li>
        ))}
      </ul>
      <p>{t("openData.apiPolite")}</p>

      <h2>{t("openData.feedsTitle")}</h2>
      <p>{t("openData.feedsLead")}</p>
      <ul>
        <li>
          <a href="/donnees/flux.atom">{t("openData.feedAll")}</a>
        </li>
        <li>
          <a href="/donnees/flux.atom?q=v%C3%A9lo">{t("openData.feedSearch")}</a>
        </li>
        {sectors.map((sector) => (
          <li key={sector}>
            <a href={`/donnees/flux.atom?sector=${sector}`}>{sectorLabels[sector][locale]}</a>
          </li>
        ))}
      </ul>

      <p>
        <a href={paths.embed}>{t("openData.embedLink")}</a>
      </p>

      <h2>{t("openData.visitsTitle")}</h2>
      <p>{t("openData.visits")}</p>
    </div>
  );
}

/** The figures of each organisation that makes them public, and what their columns say. */
function ImpactData() {
  const { t, paths, locale } = useI18n();
  const organisations = useLoaderData<typeof loader>();
  return (
    <>
      <h2 id="impact">{t("impact.data.title")}</h2>
      <p>{t("impact.data.lead")}</p>
      {organisations.length === 0 ? (
        <p>{t("impact.data.none")}</p>
      ) : (
        <ul>
          {organisations.map(({ slug, name }) => (
            <li key={slug}>
              <a href={paths.impact(slug)}>{typo(name)}</a> :{" "}
              <a href={impactFile(slug, "csv")}>CSV</a>, <a href={impactFile(slug, "json")}>JSON</a>
            </li>
          ))}
        </ul>
      )}
      <p>{t("impact.data.null")}</p>
      <Table
        caption={t("impact.data.columns")}
        rows={Object.entries(openColumns)}
        rowKey={([column]) => column}
        stack="sm"
        columns={[
          {
            key: "column",
            header: t("impact.data.column"),
            lead: true,
            cell: ([column]) => <code>{column}</code>,
          },
          {
            key: "meaning",
            header: t("impact.data.meaning"),
            cell: ([, meaning]) => (locale === "fr" ? typo(meaning.fr) : meaning.en),
          },
        ]}
      />
    </>
  );
}
