import { type AuditEvent, listAuditEvents, listAuditPeople } from "@essaim/identity/audit.queries";
import {
  type AuditFilter,
  auditFilterSchema,
  operationLabel,
  operationLabels,
  subjectLabel,
} from "@essaim/identity/audit.schema";
import { ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { EmptyState } from "@essaim/ui/empty-state";
import { type ActiveFilter, FilterBar } from "@essaim/ui/filter-bar";
import { formatDate, formatDateTime } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { type Column, Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Journal");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(auditFilterSchema, request);
  const [{ events, next }, people] = await Promise.all([
    context.execute(actor, listAuditEvents, filter),
    context.execute(actor, listAuditPeople, {}),
  ]);
  return { filter, events, next, people };
}

const operations = Object.entries(operationLabels)
  .map(([value, label]) => ({ value, label }))
  .sort((a, b) => a.label.localeCompare(b.label, "fr"));

export default function Audit() {
  const { filter, events, next, people } = useLoaderData<typeof loader>();
  const { before, ...chosen } = filter;
  const active = activeFilters(chosen, people);
  return (
    <>
      <PageHeader
        title="Journal"
        lead="Qui a fait quoi, quand, et sur quelle fiche. Jamais ce qui était écrit."
      />
      {/* The fields are filled from the address: a new address makes new fields. */}
      <FilterBar
        key={JSON.stringify(chosen)}
        label="Filtrer le journal"
        active={active}
        clearHref={paths.audit()}
      >
        <Select
          name="membershipId"
          label="Personne"
          optional="unmarked"
          placeholder="Tout le monde"
          defaultValue={chosen.membershipId}
          options={people.map((person) => ({ value: person.id, label: person.fullName }))}
        />
        <Select
          name="operation"
          label="Action"
          optional="unmarked"
          placeholder="Toutes les actions"
          defaultValue={chosen.operation}
          options={operations}
        />
        <DateField name="from" label="Du" optional="unmarked" defaultValue={chosen.from} />
        <DateField name="to" label="Au" optional="unmarked" defaultValue={chosen.to} />
      </FilterBar>
      <Table
        caption="Lignes du journal, la plus récente d’abord"
        hideCaption
        rows={events}
        rowKey={(event) => event.id}
        columns={columns}
        empty={
          <EmptyState
            title={active.length > 0 ? "Aucune ligne ne correspond" : "Le journal est vide"}
            icon="audit"
            action={active.length > 0 && <ButtonLink href={paths.audit()}>Tout voir</ButtonLink>}
          >
            {active.length > 0
              ? "Élargissez la période ou retirez un filtre."
              : "Chaque création, modification et connexion s’inscrira ici."}
          </EmptyState>
        }
      />
      {(before || next) && (
        <nav aria-label="Suite du journal" className="flex flex-wrap gap-3">
          {before && (
            <ButtonLink href={paths.audit(chosen)} icon="arrowUp">
              Lignes les plus récentes
            </ButtonLink>
          )}
          {next && (
            <ButtonLink href={paths.audit({ ...chosen, before: next })} icon="arrowDown">
              Lignes plus anciennes
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}

function activeFilters(
  chosen: AuditFilter,
  people: readonly { id: string; fullName: string }[],
): ActiveFilter[] {
  const without = (name: keyof AuditFilter) => paths.audit({ ...chosen, [name]: undefined });
  const person = people.find((one) => one.id === chosen.membershipId);
  return [
    person && { label: person.fullName, removeHref: without("membershipId") },
    chosen.operation && {
      label: operationLabel(chosen.operation),
      removeHref: without("operation"),
    },
    chosen.from && { label: `Du ${formatDate(chosen.from)}`, removeHref: without("from") },
    chosen.to && { label: `Au ${formatDate(chosen.to)}`, removeHref: without("to") },
  ].filter((filter) => typeof filter === "object");
}

const columns: Column<AuditEvent>[] = [
  {
    key: "what",
    header: "Qui a fait quoi",
    lead: true,
    cell: (event) => (
      <>
        {event.fullName ?? "Le système"}{" "}
        <span className="font-normal">{operationLabel(event.operation)}</span>
      </>
    ),
  },
  { key: "subject", header: "Fiche", cell: (event) => <Subject event={event} /> },
  {
    key: "when",
    header: "Quand",
    cell: (event) => (
      // Day and hour together are too long for the smallest phones.
      <time
        dateTime={event.occurredAt.toISOString()}
        className="whitespace-normal sm:whitespace-nowrap"
      >
        {formatDateTime(event.occurredAt)}
      </time>
    ),
  },
];

/**
 * The record's name where this role may read it, with a link where it may open it; otherwise the end of its id,
 * enough to tell two records apart. What kind of record it is, the action says already.
 */
function Subject({ event }: { event: AuditEvent }) {
  const { subjectType, subjectId, subjectName, membershipId } = event;
  if (!subjectType || !subjectId || subjectId === membershipId) {
    return <span className="text-muted">aucune</span>;
  }
  const label = subjectLabel(subjectType);
  const href = hrefOf(subjectType, subjectId);
  if (href) return <Link href={href}>{subjectName ?? label}</Link>;
  if (subjectName) return subjectName;
  return (
    <span className="text-muted">
      <span className="sr-only">{label} dont le numéro finit par </span>…{subjectId.slice(-6)}
    </span>
  );
}

function hrefOf(subjectType: string, id: string): string | null {
  switch (subjectType) {
    case "membership":
      return paths.member(id);
    case "invitation":
      return paths.members();
    case "organisation":
      return paths.organisation();
    default:
      return null;
  }
}
