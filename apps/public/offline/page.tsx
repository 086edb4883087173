import { sectorLabels, sectors } from "@essaim/directory/activity.schema";
import type { licenceOfData } from "@essaim/directory/open-data/licence.schema";
import type {
  OpenActivity,
  OpenRecord,
  OpenResource,
} from "@essaim/directory/open-data/record.schema";
import { resourceKindLabels, resourceKinds } from "@essaim/directory/open-resource.schema";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Markdown } from "@essaim/ui/markdown";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";

type Licence = ReturnType<typeof licenceOfData>;
/** What the front page of the archive says of a record. */
export type Entry = {
  kind: OpenRecord["kind"];
  group: string;
  href: string;
  title: string;
  summary: string;
};

export const entryOf = (record: OpenRecord): Entry => ({
  kind: record.kind,
  group: record.kind === "activity" ? record.sector : record.resourceKind,
  href: fileOf(record.kind, record.slug),
  title: titleOf(record),
  summary: record.summary,
});

const titleOf = (record: OpenRecord) => (record.kind === "activity" ? record.title : record.name);

/** Where a record is in the archive. */
export const fileOf = (kind: OpenRecord["kind"], slug: string) =>
  `${kind === "activity" ? "activites" : "ressources"}/${slug}.html`;

/** @param depth folders between the page and the top of the archive */
function pageOf(title: string, depth: 0 | 1, licence: Licence, body: ReactNode): string {
  const up = "../".repeat(depth);
  return `<!doctype html>${renderToStaticMarkup(
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href={`${up}style.css`} />
      </head>
      <body>
        {depth > 0 && (
          <p>
            <a href={`${up}index.html`}>Toutes les fiches</a>
          </p>
        )}
        <main>{body}</main>
        <footer>
          {licence.attribution}. Licence {licence.spdx}, {licence.url}
        </footer>
      </body>
    </html>,
  )}`;
}

/** The front page: every record, by what it is about. */
export function indexPage(entries: readonly Entry[], on: string, licence: Licence): string {
  const groups = [
    ...sectors.map((key) => ({ kind: "activity", key, title: sectorLabels[key].fr })),
    ...resourceKinds.map((key) => ({
      kind: "resource",
      key,
      title: `Ressources : ${resourceKindLabels[key].fr}`,
    })),
  ];
  return pageOf(
    "Annuaire Essaim",
    0,
    licence,
    <>
      <h1>Annuaire Essaim, à lire sans réseau</h1>
      <p>
        Tel qu’il était le {formatDate(on)}. Les mêmes fiches sont en données dans le fichier{" "}
        <a href="donnees/annuaire.json">donnees/annuaire.json</a>.
      </p>
      {entries.length === 0 && <p>Rien n’est publié pour l’instant.</p>}
      {groups.map(({ kind, key, title }) => {
        const list = entries.filter((entry) => entry.kind === kind && entry.group === key);
        if (list.length === 0) return null;
        return (
          <section key={`${kind}/${key}`}>
            <h2>{title}</h2>
            <ul>
              {list.map((entry) => (
                <li key={entry.href}>
                  <a href={entry.href}>{entry.title}</a>, {entry.summary}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>,
  );
}

/** The page of one record, as complete as on the site but for its images. */
export const recordPage = (record: OpenRecord, licence: Licence): string =>
  pageOf(
    titleOf(record),
    1,
    licence,
    <>
      <h1>{titleOf(record)}</h1>
      <p className="lead">{record.summary}</p>
      {record.kind === "activity" ? <Activity record={record} /> : <Resource record={record} />}
      {record.links.length > 0 && (
        <Part title="À voir, à lire">
          <ul>
            {record.links.map(({ title, url }) => (
              <li key={url}>
                <a href={url}>{title}</a>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <p>
        Fiche tenue par {record.organisation.name}, confirmée le {formatDate(record.confirmedOn)}.
        En ligne : <a href={record.url}>{record.url}</a>
      </p>
    </>,
  );

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const Text = ({ title, children }: { title: string; children: string }) =>
  children && (
    <Part title={title}>
      <Markdown level={2}>{children}</Markdown>
    </Part>
  );

function Activity({ record }: { record: OpenActivity }) {
  const { startupCostMinCents: least, startupCostMaxCents: most } = record;
  const euros = (cents: number) => formatCents(cents, "fr", { cents: "auto" });
  const cost =
    least === null || most === null
      ? "coût non renseigné"
      : least === most
        ? euros(most)
        : `de ${euros(least)} à ${euros(most)}`;
  return (
    <>
      <p>
        {sectorLabels[record.sector].fr}. Pour démarrer : {cost}.
      </p>
      {record.description && <Markdown level={1}>{record.description}</Markdown>}
      <Text title="Ce qu’il faut">{record.requirements}</Text>
      {record.skills.length > 0 && <p>Compétences : {record.skills.join(", ")}.</p>}
      {record.steps.length > 0 && (
        <Part title="Les étapes">
          <ol>
            {record.steps.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a page that is written once
              <li key={at}>
                <Markdown level={2}>{step.text}</Markdown>
                {step.tools && <p>Outils : {step.tools}</p>}
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Text title="Avantages">{record.advantages}</Text>
      <Text title="Limites">{record.limits}</Text>
      <Text title="De quoi on en vit">{record.income}</Text>
      {record.resources.length > 0 && (
        <Part title="Sur quoi elle repose">
          <ul>
            {record.resources.map(({ slug, name, usage }) => (
              <li key={slug}>
                <a href={`../${fileOf("resource", slug)}`}>{name}</a>
                {usage && `, ${usage}`}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {record.locations.length > 0 && (
        <Part title="Où elle marche">
          <ul>
            {record.locations.map(({ commune, sinceYear, transferredFrom, description }) => (
              <li key={commune.code}>
                {commune.name}
                {sinceYear && `, depuis ${sinceYear}`}
                {transferredFrom && `, reprise de ${transferredFrom.name}`}
                {description && `. ${description}`}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {record.experiences.length > 0 && (
        <Part title="Expériences vécues">
          {record.experiences.map((one) => (
            <section key={one.id}>
              <h3>
                {one.displayName}
                {one.commune && `, ${one.commune.name}`}
                {one.sinceYear && `, depuis ${one.sinceYear}`}
              </h3>
              <p>Ce qui a marché : {one.worked}</p>
              {one.didNot && <p>Ce qui n’a pas marché : {one.didNot}</p>}
            </section>
          ))}
        </Part>
      )}
    </>
  );
}

function Resource({ record }: { record: OpenResource }) {
  const addresses = [record.websiteUrl, record.sourceUrl, record.documentationUrl];
  return (
    <>
      <p>
        {resourceKindLabels[record.resourceKind].fr}. Licence :{" "}
        {record.licenceExpression ?? "non renseignée"}.
      </p>
      {record.description && <Markdown level={1}>{record.description}</Markdown>}
      <Text title="S’en servir">{record.usageGuide}</Text>
      <Text title="Y contribuer">{record.contributionGuide}</Text>
      <Text title="Gouvernance">{record.governance}</Text>
      <Text title="Ce dont sa communauté a besoin">{record.needs}</Text>
      {addresses.some(Boolean) && (
        <Part title="Adresses">
          <ul>
            {[...new Set(addresses)].map(
              (url) =>
                url && (
                  <li key={url}>
                    <a href={url}>{url}</a>
                  </li>
                ),
            )}
          </ul>
        </Part>
      )}
      {record.activities.length > 0 && (
        <Part title="Activités qui reposent dessus">
          <ul>
            {record.activities.map(({ slug, title }) => (
              <li key={slug}>
                <a href={`../${fileOf("activity", slug)}`}>{title}</a>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

export const style = `:root{color-scheme:light dark}
body{margin:0 auto;max-width:42rem;padding:1.5rem;font:1.0625rem/1.6 system-ui,sans-serif;background:#faf7f1;color:#23201b}
h1{line-height:1.2}h2{margin-top:2rem}a{color:inherit}.lead{font-size:1.2em}li{margin:.25rem 0}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid;font-size:.9rem;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{background:#1c1a16;color:#f3eee4}}
@media print{body{max-width:none;background:none}}
`;
