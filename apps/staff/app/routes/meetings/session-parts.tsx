import { attendanceLabels } from "@essaim/accompaniment/meeting/attendance.schema";
import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import type { Participant, WorkshopRecord } from "@essaim/accompaniment/workshop/workshop.queries";
import {
  countAttendance,
  placesLeft,
  placesTaken,
} from "@essaim/accompaniment/workshop/workshop.rules";
import { workshopPlaceLabels } from "@essaim/accompaniment/workshop/workshop.schema";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { formatDay, formatDuration, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import type { Column } from "@essaim/ui/table";
import { Form } from "@remix-run/react";

// What the page of a group session shows, of a workshop or of an event.

/** That it does not take place, and the way back. */
export function CancelledNotice({
  session,
  mayWrite,
}: {
  session: Pick<WorkshopRecord, "cancelledAt" | "version">;
  mayWrite: boolean;
}) {
  if (!session.cancelledAt) return null;
  return (
    <Alert
      tone="warning"
      title={`Annulée le ${formatDay(session.cancelledAt)}`}
      action={
        mayWrite && (
          <Form method="post">
            <input type="hidden" name="version" value={session.version} />
            <Button type="submit" name="intent" value="reopen" size="small">
              Rétablir la séance
            </Button>
          </Form>
        )
      }
    >
      Les personnes inscrites gardent leur place si la séance est rétablie.
    </Alert>
  );
}

/** @param tellHref where it is written; null for whoever may not */
export function Minutes({ minutes, tellHref }: { minutes: string; tellHref: string | null }) {
  return (
    <Section title="Compte rendu">
      {minutes ? (
        <p className="max-w-measure whitespace-pre-line">{minutes}</p>
      ) : (
        <p className="text-muted">
          Rien n’a été écrit.{" "}
          {tellHref && <Link href={tellHref}>Notez les présences et ce qui s’est dit</Link>}
        </p>
      )}
    </Section>
  );
}

export const lengthAndPlace = (
  session: Pick<WorkshopRecord, "durationMinutes" | "place" | "placeDetail">,
) => [
  { term: "Durée", value: formatDuration(session.durationMinutes) },
  {
    term: "Lieu",
    value: [workshopPlaceLabels[session.place], session.placeDetail].filter(Boolean).join(", "),
  },
];

export const placesOf = (
  { capacity }: Pick<WorkshopRecord, "capacity">,
  participants: readonly Participant[],
  isOver: boolean,
) => ({
  term: "Places",
  value:
    capacity === null
      ? "Sans limite"
      : isOver
        ? capacity
        : `${capacity}, dont ${placesLeft(capacity, placesTaken(participants))} encore libres`,
});

/** Who is expected; once somebody is told of, who came, and what became of the others. */
export function whoInWords(participants: readonly Participant[]): { title: string; lead?: string } {
  const { expected, present, absent, excused } = countAttendance(participants);
  if (participants.length === 0) return { title: "Personnes attendues" };
  const excuses = excused > 0 ? [plural(excused, "excusée", "excusées")] : [];
  if (present + absent === 0) {
    const title = plural(expected, "personne attendue", "personnes attendues");
    return { title, lead: excuses[0] && `Et ${excuses[0]}.` };
  }
  const others = [
    ...(absent > 0 ? [plural(absent, "absente", "absentes")] : []),
    ...excuses,
    ...(expected > 0 ? [`${plural(expected, "présence", "présences")} à noter`] : []),
  ];
  return {
    title: plural(present, "personne venue", "personnes venues"),
    lead: others.length > 0 ? `${others.join(", ")}.` : undefined,
  };
}

export const contactAndAttendance: readonly Column<Participant>[] = [
  {
    key: "contact",
    header: "Contact",
    cell: (row) => (
      <span className="flex flex-col">
        {row.phone && <a href={`tel:${row.phone}`}>{formatPhone(row.phone)}</a>}
        {row.email && (
          // Breaks before its @, and inside a word only where nothing else is possible.
          <a href={`mailto:${row.email}`} className="wrap-break-word">
            {row.email.slice(0, row.email.lastIndexOf("@"))}
            <wbr />
            {row.email.slice(row.email.lastIndexOf("@"))}
          </a>
        )}
      </span>
    ),
  },
  {
    key: "attendance",
    header: "Présence",
    cell: (row) => attendanceLabels[row.attendance],
  },
];

/** Expects somebody no longer, as long as nothing is told of them. */
export function Withdraw({ participant: { id, name, attendance } }: { participant: Participant }) {
  if (attendance === "present" || attendance === "absent") return null;
  return (
    <Form method="post">
      <input type="hidden" name="participantId" value={id} />
      <Button type="submit" name="intent" value="withdraw" size="small" variant="quiet">
        Désinscrire<span className="sr-only"> {name}</span>
      </Button>
    </Form>
  );
}
