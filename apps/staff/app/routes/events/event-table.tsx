import type { SessionRow } from "@essaim/accompaniment/workshop/workshop.queries";
import {
  sessionKindLabels,
  workshopPlaceLabels,
} from "@essaim/accompaniment/workshop/workshop.schema";
import { Badge } from "@essaim/ui/badge";
import { formatClock, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import type { Column } from "@essaim/ui/table";
import { paths } from "~/paths";

const title: Column<SessionRow> = {
  key: "title",
  header: "Événement",
  lead: true,
  cell: (row) => (
    <>
      <Link href={paths.event(row.id)}>{row.title}</Link>
      <span className="flex flex-wrap gap-x-2 gap-y-1 text-sm font-normal text-muted">
        {sessionKindLabels[row.kind]}
        {row.isPublic && <Badge icon="external">Ouvert à tous</Badge>}
        {row.isCancelled && <Badge tone="danger">Annulé</Badge>}
      </span>
    </>
  ),
};

const day: Column<SessionRow> = {
  key: "day",
  header: "Jour",
  cell: (row) => `${formatDate(row.heldOn)}, ${formatClock(row.startTime)}`,
};

const host: Column<SessionRow> = {
  key: "host",
  header: "Mené par",
  cell: (row) => row.coachName,
};

const registered: Column<SessionRow> = {
  key: "registered",
  header: "Inscrits",
  numeric: true,
  cell: (row) => (row.capacity === null ? row.expected : `${row.expected} / ${row.capacity}`),
};

/** Who came, out of those expected; asked for as long as somebody is still to be told of. */
const present = (mayWrite: boolean): Column<SessionRow> => ({
  key: "present",
  header: "Présents",
  numeric: true,
  cell: (row) => {
    if (row.isCancelled) return <span className="text-muted">–</span>;
    if (row.untold === 0 || !mayWrite) return `${row.present} / ${row.expected}`;
    return (
      <Link href={paths.eventAttendance(row.id)}>
        à noter<span className="sr-only">&#8239;: {row.title}</span>
      </Link>
    );
  },
});

export const comingEvents: readonly Column<SessionRow>[] = [
  title,
  day,
  { key: "place", header: "Lieu", cell: (row) => workshopPlaceLabels[row.place] },
  host,
  registered,
];

export const pastEvents = (mayWrite: boolean): readonly Column<SessionRow>[] => [
  title,
  day,
  host,
  present(mayWrite),
];

/** Those of a campaign, to come and past. `day`: today. */
export const campaignEvents = (mayWrite: boolean, today: string): readonly Column<SessionRow>[] => [
  title,
  day,
  registered,
  {
    ...present(mayWrite),
    cell: (row) =>
      row.heldOn > today ? (
        <span className="text-muted">à venir</span>
      ) : (
        present(mayWrite).cell(row)
      ),
  },
];
