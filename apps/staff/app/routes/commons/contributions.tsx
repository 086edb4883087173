import {
  listContributionChoices,
  listContributions,
} from "@essaim/commons/contribution/contribution.queries";
import {
  contributionFilterSchema,
  contributionKindLabels,
  contributionKinds,
} from "@essaim/commons/contribution/contribution.schema";
import { DAYS_WITHOUT_ANSWER } from "@essaim/commons/upstream/upstream.rules";
import { upstreamLabels } from "@essaim/commons/upstream/upstream.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatCents, formatDate, formatDuration, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Select } from "@essaim/ui/select";
import { type Column, Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { linksOf, wordsOf } from "../funding/list-words";

export const meta: MetaFunction = () => pageTitle("Contributions aux communs");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(contributionFilterSchema, request);
  const [found, { resources, years }] = await Promise.all([
    context.execute(actor, listContributions, filter),
    context.execute(actor, listContributionChoices, {}),
  ]);
  const words = wordsOf(request, {
    nature: filter.kind,
    commun: filter.openResourceId,
    par: filter.by,
    annee: filter.year,
    amont: filter.upstream,
  });
  return {
    ...found,
    resources,
    years,
    words,
    canWrite: can(actor, "contribution:write"),
    canImport: can(actor, "commons:write"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["contributions"][number];

const byOptions = [
  { value: "cooperative", label: "La coopérative" },
  { value: "personnes", label: "Les personnes accompagnées" },
];

const upstreamOptions = [
  { value: "proposee", label: upstreamLabels.proposed },
  { value: "discutee", label: upstreamLabels.discussed },
  { value: "integree", label: upstreamLabels.merged },
  { value: "refusee", label: upstreamLabels.declined },
  { value: "sans-reponse", label: `Sans réponse depuis ${DAYS_WITHOUT_ANSWER} jours` },
];

export default function Contributions() {
  const page = useLoaderData<typeof loader>();
  const { contributions, resources, years, words, canWrite } = page;
  const links = linksOf(paths.contributions, words);
  const kind = contributionKinds.find((one) => one === words.nature);
  const resource = resources.find((one) => one.id === words.commun);
  const by = byOptions.find((one) => one.value === words.par);
  const upstream = upstreamOptions.find((one) => one.value === words.amont);
  const active = [
    kind && { label: contributionKindLabels[kind], removeHref: links.without("nature") },
    resource && { label: resource.name, removeHref: links.without("commun") },
    by && { label: by.label, removeHref: links.without("par") },
    words.annee && { label: words.annee, removeHref: links.without("annee") },
    upstream && { label: upstream.label, removeHref: links.without("amont") },
  ].filter((one) => typeof one === "object");
  const newContribution = canWrite && (
    <ButtonLink href={paths.newContribution()} variant="primary" icon="plus">
      Nouvelle contribution
    </ButtonLink>
  );
  const isEmpty = page.total === 0 && active.length === 0;
  return (
    <>
      <PageHeader
        title="Contributions aux communs"
        lead="Ce que la coopérative et les personnes accompagnées rendent aux communs dont elles se servent."
        action={
          <>
            {page.canImport && (
              <ButtonLink href={paths.importContributions()} icon="upload">
                Importer
              </ButtonLink>
            )}
            {!isEmpty && newContribution}
          </>
        }
      />
      {isEmpty ? (
        <EmptyState
          title="Aucune contribution pour l’instant"
          icon="commons"
          action={newContribution}
        >
          Un don, une correction, une traduction, une heure de votre temps&#8239;: notez-les pour
          montrer ce qui est rendu.
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.contributions()}
            label="Trier les contributions"
            active={active}
            clearHref={paths.contributions()}
            summary={summary(page)}
            fold
          >
            <Select
              name="nature"
              label="Nature"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={words.nature}
              options={contributionKinds.map((value) => ({
                value,
                label: contributionKindLabels[value],
              }))}
            />
            <Select
              name="commun"
              label="Commun"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.commun}
              options={resources.map((one) => ({ value: one.id, label: one.name }))}
            />
            <Select
              name="par"
              label="Par"
              optional="unmarked"
              placeholder="Tout le monde"
              defaultValue={words.par}
              options={byOptions}
            />
            <Select
              name="annee"
              label="Année"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={words.annee}
              options={years.map((year) => ({ value: String(year), label: String(year) }))}
            />
            <Select
              name="amont"
              label="En amont"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={words.amont}
              options={upstreamOptions}
            />
          </FilterBar>
          <Table
            caption="Contributions aux communs"
            hideCaption
            rows={contributions}
            rowKey={(row) => row.id}
            stack="never"
            empty={
              <EmptyState title="Aucune contribution ne correspond" icon="search">
                Retirez un filtre pour en voir davantage.
              </EmptyState>
            }
            columns={columns}
          />
          <Pagination page={page.page} pageCount={page.pageCount} hrefFor={links.page} />
        </>
      )}
    </>
  );
}

/** What was given, in money and in time; empty when neither is known. */
function given(row: Row): string {
  return [
    row.amountCents !== null && formatCents(row.amountCents),
    row.minutes !== null && formatDuration(row.minutes),
  ]
    .filter(Boolean)
    .join(" · ");
}

const columns: Column<Row>[] = [
  {
    key: "what",
    header: "Contribution",
    lead: true,
    cell: (row) => (
      <>
        <Link href={paths.contribution(row.id)}>{row.description}</Link>
        <span className="block text-sm font-normal text-muted">
          {contributionKindLabels[row.kind]}
          {row.upstreamState && ` · ${upstreamLabels[row.upstreamState].toLowerCase()} en amont`}
          <span className="lg:hidden">
            {[
              row.openResourceName,
              row.workerName ?? "La coopérative",
              formatDate(row.contributedOn),
              given(row),
            ]
              .filter(Boolean)
              .map((text) => ` · ${text}`)}
          </span>
          {row.evidenceUrl && (
            <>
              {" · "}
              <a href={row.evidenceUrl} rel="noreferrer">
                preuve
              </a>
            </>
          )}
        </span>
      </>
    ),
  },
  {
    key: "resource",
    header: "Commun",
    className: "max-lg:hidden",
    cell: (row) => <Link href={paths.oneCommons(row.openResourceId)}>{row.openResourceName}</Link>,
  },
  {
    key: "by",
    header: "Par",
    className: "max-lg:hidden",
    cell: (row) => row.workerName ?? "La coopérative",
  },
  {
    key: "date",
    header: "Date",
    className: "whitespace-nowrap max-lg:hidden",
    cell: (row) => formatDate(row.contributedOn),
  },
  {
    key: "given",
    header: "Donné",
    numeric: true,
    className: "whitespace-nowrap max-lg:hidden",
    cell: (row) => given(row) || <span className="text-muted">Non chiffré</span>,
  },
  {
    key: "worth",
    header: "Valeur",
    numeric: true,
    className: "whitespace-nowrap max-lg:hidden",
    cell: (row) =>
      row.worth.cents === null ? (
        <span className="text-muted">Inconnue</span>
      ) : (
        formatCents(row.worth.cents)
      ),
  },
];

function summary(page: Page): string {
  return [
    page.resourceCount > 1
      ? `${plural(page.total, "contribution", "contributions")} à ${plural(page.resourceCount, "commun", "communs")}`
      : plural(page.total, "contribution", "contributions"),
    page.totalCents > 0 && formatCents(page.totalCents),
    page.totalMinutes > 0 && formatDuration(page.totalMinutes),
  ]
    .filter(Boolean)
    .join(" · ");
}
