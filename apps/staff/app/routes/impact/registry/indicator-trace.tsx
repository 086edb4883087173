import { can } from "@essaim/identity/actor";
import type { SourceKey } from "@essaim/impact/registry/source.schema";
import { sourceOf } from "@essaim/impact/registry/source.schema";
import {
  indicatorFilterSchema,
  type TracedFigure,
  type TracedRecord,
  traceIndicator,
} from "@essaim/impact/registry/trace.queries";
import { Alert } from "@essaim/ui/alert";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import {
  formatCents,
  formatDate,
  formatDuration,
  formatMonth,
  formatNumber,
  formatPeriod,
  plural,
} from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { type Column, Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { writeFigure } from "./indicator-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page ? `${page.definition.name.fr} · D’où vient ce chiffre` : "D’où vient ce chiffre");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(indicatorFilterSchema, request);
  const page = await context.execute(actor, traceIndicator, { ...filter, key: params.key ?? "" });
  return { ...page, canDeclare: can(actor, "figure:write") };
}

export default function IndicatorTrace() {
  const page = useLoaderData<typeof loader>();
  const { definition, grant, scope } = page;
  return (
    <>
      <PageHeader
        title="D’où vient ce chiffre"
        breadcrumb={[
          { label: "Indicateurs", href: paths.indicators() },
          {
            label: definition.name.fr,
            href: paths.indicator(definition.key, { financement: grant?.id }),
          },
        ]}
        lead={definition.definition.fr}
        meta={
          scope && (
            <>
              {page.value !== null && (
                <strong className="text-ink">{writeFigure(definition, page.value)}</strong>
              )}
              {grant && <span>{grant.title}</span>}
              <span>{formatPeriod(scope.from, scope.to)}</span>
              <span>Chiffres au {formatDate(page.day)}</span>
            </>
          )
        }
      />
      <Behind {...page} />
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Behind(page: Page) {
  const { definition, grant, traced } = page;
  if (definition.retiredOn) {
    return (
      <Alert
        title={`Cet indicateur n’est plus suivi depuis le ${formatDate(definition.retiredOn)}`}
      />
    );
  }
  if (!grant || !page.scope) {
    return <p>Ce financement n’a pas commencé&#8239;: il n’y a rien derrière ce chiffre.</p>;
  }
  if (traced.kind === "closed") {
    return <p>Votre rôle ne lit pas les enregistrements que ce chiffre compte.</p>;
  }
  if (traced.kind === "ratio") {
    return (
      <DescriptionList
        short
        items={traced.parts.map(({ key, name, value, counted, unit }) => ({
          term: name,
          value: (
            <Link href={paths.indicatorTrace(key, { financement: grant.id })}>
              {value === null ? "aucun chiffre" : writeFigure({ counted, unit }, value)}
            </Link>
          ),
        }))}
      />
    );
  }
  return (
    <>
      {traced.kind === "records" ? (
        <Records source={traced.source} rows={traced.rows} total={traced.total} />
      ) : (
        <Figures rows={traced.rows} total={traced.total} canDeclare={page.canDeclare} />
      )}
      <Pagination
        page={page.page}
        pageCount={page.pageCount}
        hrefFor={(number) =>
          paths.indicatorTrace(definition.key, { financement: grant.id, page: number })
        }
      />
    </>
  );
}

const nothing = (
  <EmptyState title="Rien n’est compté sur cette période" icon="search">
    Ce chiffre vaut zéro&#8239;: aucun enregistrement ne répond à sa définition.
  </EmptyState>
);

/** The page that tells of a record of each source. */
const pageOf: Record<SourceKey, (record: TracedRecord) => string | null> = {
  people: ({ id }) => paths.worker(id),
  contracts: ({ workerId }) => workerId && paths.pathway(workerId),
  exits: ({ workerId }) => workerId && paths.pathway(workerId),
  meetings: ({ id }) => paths.meeting(id),
  workshops: ({ id }) => paths.workshop(id),
  participations: ({ toldBy }) => toldBy && paths.workshop(toldBy),
  mentorships: ({ workerId }) => workerId && paths.workerMentoring(workerId),
  aids: ({ workerId }) => workerId && paths.workerAids(workerId),
  contributions: ({ id }) => paths.contribution(id),
  activities: ({ id }) => paths.activity(id),
  transfers: ({ toldBy }) => toldBy && paths.activity(toldBy),
  experiences: ({ toldBy }) => toldBy && paths.activity(toldBy),
  expenses: ({ id }) => paths.expense(id),
};

function Records({
  source,
  rows,
  total,
}: {
  source: SourceKey;
  rows: readonly TracedRecord[];
  total: number;
}) {
  const { name, record, amounts } = sourceOf(source);
  const weights: Column<TracedRecord>[] = [
    {
      key: "cents",
      header: "Montant",
      numeric: true,
      cell: ({ cents }) => cents !== null && formatCents(cents),
    },
    {
      key: "minutes",
      header: "Durée",
      numeric: true,
      cell: ({ minutes }) => minutes !== null && formatDuration(minutes),
    },
    {
      key: "days",
      header: "Attente",
      numeric: true,
      cell: ({ days }) => days !== null && plural(days, "jour", "jours"),
    },
  ];
  return (
    <Table
      caption={`${name.fr}\u202f: ${plural(total, ...record.fr)}`}
      rows={rows}
      rowKey={({ id, day, label }) => `${id} ${day} ${label}`}
      stack="sm"
      empty={nothing}
      columns={[
        {
          key: "label",
          header: name.fr,
          lead: true,
          cell: (row) => {
            const href = pageOf[source](row);
            return href ? <Link href={href}>{row.label}</Link> : row.label;
          },
        },
        {
          key: "day",
          header: source === "people" ? "Dernier jour dans la période" : "Jour",
          className: "whitespace-nowrap",
          cell: ({ day }) => (source === "transfers" ? day.slice(0, 4) : formatDate(day)),
        },
        ...weights.filter(({ key }) => (amounts as readonly string[]).includes(key)),
      ]}
    />
  );
}

function Figures(props: { rows: readonly TracedFigure[]; total: number; canDeclare: boolean }) {
  return (
    <Table
      caption={`Chiffres déclarés\u202f: ${plural(props.total, "relevé", "relevés")}`}
      rows={props.rows}
      rowKey={({ id }) => id}
      stack="md"
      empty={nothing}
      columns={[
        {
          key: "month",
          header: "Mois",
          lead: true,
          cell: ({ id, month, source, fromPieces }) =>
            props.canDeclare || fromPieces ? (
              <Link
                href={
                  fromPieces ? paths.audience({ mois: month.slice(0, 7) }) : paths.editFigure(id)
                }
              >
                {formatMonth(month)}
                <span className="sr-only">, {source}</span>
              </Link>
            ) : (
              formatMonth(month)
            ),
        },
        { key: "source", header: "Source", cell: ({ source }) => source },
        {
          key: "value",
          header: "Chiffre",
          numeric: true,
          cell: ({ value }) => formatNumber(value),
        },
        {
          key: "evidence",
          header: "Preuve",
          cell: ({ evidence }) => (
            <span className="whitespace-pre-line text-sm break-words">{evidence}</span>
          ),
        },
      ]}
    />
  );
}
