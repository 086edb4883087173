import { listWorkshops, type WorkshopRow } from "@essaim/accompaniment/workshop/workshop.queries";
import {
  sessionKindLabels,
  workshopPlaceLabels,
} from "@essaim/accompaniment/workshop/workshop.schema";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
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
import { sessionsAddressSchema, whenOf } from "./sessions-address";

export const meta: MetaFunction = () => pageTitle("Ateliers");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { quand, page } = parseQuery(sessionsAddressSchema, request);
  const when = whenOf(quand);
  const list = await context.execute(actor, listWorkshops, { when, page });
  return { ...list, when, mayWrite: can(actor, "meeting:write") };
}

export default function Workshops() {
  const { workshops, total, cancelled, page, pageCount, when, mayWrite } =
    useLoaderData<typeof loader>();
  const isPast = when === "past";
  const create = mayWrite && (
    <ButtonLink href={paths.newWorkshop()} variant="primary" icon="plus">
      Séance
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Ateliers et réunions"
        meta={
          <span>
            {plural(total - cancelled, "séance", "séances")}{" "}
            {!isPast ? "à venir" : total - cancelled < 2 ? "passée" : "passées"}
            {cancelled > 0 && `, et ${plural(cancelled, "annulée", "annulées")}`}
          </span>
        }
        action={create}
      />
      <Tabs
        label="Quand"
        tabs={[
          { label: "À venir", href: paths.workshops(), current: !isPast },
          { label: "Passées", href: paths.workshops({ quand: "passes" }), current: isPast },
        ]}
      />
      <Table
        caption={isPast ? "Séances passées" : "Séances à venir"}
        hideCaption
        columns={isPast ? past : coming}
        rows={workshops}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            icon="users"
            title={isPast ? "Aucune séance passée" : "Aucune séance à venir"}
            action={!isPast && create}
          >
            {isPast
              ? "Les ateliers et les réunions y paraissent le lendemain de leur jour."
              : "Prévoyez un atelier pour les personnes accompagnées, ou une réunion d’information ouverte à tous."}
          </EmptyState>
        }
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefFor={(number) =>
          paths.workshops({ quand: isPast ? "passes" : undefined, page: number })
        }
      />
    </>
  );
}

const day: Column<WorkshopRow> = {
  key: "day",
  header: "Jour",
  cell: (row) => `${formatDate(row.heldOn)}, ${formatClock(row.startTime)}`,
};

const title: Column<WorkshopRow> = {
  key: "title",
  header: "Séance",
  lead: true,
  cell: (row) => (
    <>
      <Link href={paths.workshop(row.id)}>{row.title}</Link>
      <span className="flex flex-wrap gap-x-2 gap-y-1 text-sm font-normal text-muted">
        {sessionKindLabels[row.kind]}
        {row.isPublic && <Badge icon="external">Ouverte à tous</Badge>}
        {row.isCancelled && <Badge tone="danger">Annulée</Badge>}
      </span>
    </>
  ),
};

const coach: Column<WorkshopRow> = {
  key: "coach",
  header: "Menée par",
  cell: (row) => row.coachName,
};

const coming: readonly Column<WorkshopRow>[] = [
  title,
  day,
  { key: "place", header: "Lieu", cell: (row) => workshopPlaceLabels[row.place] },
  coach,
  {
    key: "expected",
    header: "Attendus",
    numeric: true,
    cell: (row) => (row.capacity === null ? row.expected : `${row.expected} / ${row.capacity}`),
  },
];

const past: readonly Column<WorkshopRow>[] = [
  title,
  day,
  coach,
  {
    key: "present",
    header: "Présents",
    numeric: true,
    cell: (row) =>
      row.untold > 0 && !row.isCancelled ? (
        <Link href={paths.workshopAttendance(row.id)}>à noter</Link>
      ) : (
        `${row.present} / ${row.expected}`
      ),
  },
];
