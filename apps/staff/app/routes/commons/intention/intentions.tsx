import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import { listIntentions } from "@essaim/commons/intention/intention.queries";
import { intentionFilterSchema } from "@essaim/commons/intention/intention.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, formatDuration, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { type Column, Table } from "@essaim/ui/table";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { linksOf, wordsOf } from "../../funding/list-words";

export const meta: MetaFunction = () => pageTitle("Intentions de contribution");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(intentionFilterSchema, request);
  const found = await context.execute(actor, listIntentions, filter);
  const words = wordsOf(request, {
    etat: filter.state === "open" ? undefined : filter.state,
    commun: filter.openResourceId,
  });
  return {
    ...found,
    state: filter.state,
    words,
    day: today(),
    canWrite: can(actor, "contribution:write"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["intentions"][number];

const empty = {
  open: "Aucune intention en cours",
  done: "Aucune intention réalisée",
  dropped: "Aucune intention abandonnée",
} as const;

export default function Intentions() {
  const page = useLoaderData<typeof loader>();
  const links = linksOf(paths.intentions, page.words);
  const { commun } = page.words;
  const tab = (label: string, state: typeof page.state, etat?: string) => ({
    label,
    href: paths.intentions({ etat, commun }),
    current: page.state === state,
  });
  const add = page.canWrite && (
    <ButtonLink href={paths.newIntention({ commun })} variant="primary" icon="plus">
      Nouvelle intention
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Intentions de contribution"
        breadcrumb={[{ label: "Registre des communs", href: paths.commons() }]}
        lead="Ce que la coopérative compte rendre aux communs&#8239;: chaque intention devient une contribution, ou s’abandonne en disant pourquoi."
        action={page.total > 0 && add}
      />
      <Tabs
        label="Intentions"
        tabs={[
          tab("À venir", "open"),
          tab("Réalisées", "done", "realisees"),
          tab("Abandonnées", "dropped", "abandonnees"),
        ]}
      />
      {page.total === 0 ? (
        <EmptyState title={empty[page.state]} icon="commons" action={page.state === "open" && add}>
          Un don, des parts, une correction à proposer&#8239;: notez ce qui est prévu pour ne pas
          l’oublier.
        </EmptyState>
      ) : (
        <>
          <p className="figures text-sm text-muted">
            {plural(page.total, "intention", "intentions")}
            {page.totalCents > 0 && ` · ${formatCents(page.totalCents)}`}
          </p>
          <Table
            caption="Intentions de contribution"
            hideCaption
            rows={page.intentions}
            rowKey={(row) => row.id}
            columns={columns(page.day, page.state === "open")}
          />
          <Pagination page={page.page} pageCount={page.pageCount} hrefFor={links.page} />
        </>
      )}
    </>
  );
}

const columns = (day: string, isOpen: boolean): Column<Row>[] => [
  {
    key: "what",
    header: "Intention",
    lead: true,
    cell: (row) => (
      <>
        <Link href={paths.intention(row.id)}>{row.description}</Link>
        <span className="block text-sm font-normal text-muted">
          {contributionKindLabels[row.kind]}
          {row.budgetLineLabel && ` · ${row.budgetLineLabel}`}
        </span>
      </>
    ),
  },
  {
    key: "resource",
    header: "Commun",
    cell: (row) => <Link href={paths.oneCommons(row.openResourceId)}>{row.openResourceName}</Link>,
  },
  {
    key: "planned",
    header: "Pour quand",
    className: "whitespace-nowrap",
    cell: (row) => (
      <>
        {formatDate(row.plannedOn)}
        {isOpen && row.plannedOn < day && (
          <span className="block text-sm text-warning">passée</span>
        )}
      </>
    ),
  },
  {
    key: "amount",
    header: "Prévu",
    numeric: true,
    cell: (row) =>
      [
        row.amountCents !== null && formatCents(row.amountCents),
        row.minutes !== null && formatDuration(row.minutes),
      ]
        .filter(Boolean)
        .join(" · "),
  },
];
