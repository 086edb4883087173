import {
  type Attendance,
  attendanceLabels,
  toldAttendances,
} from "@essaim/accompaniment/meeting/attendance.schema";
import type { Participant } from "@essaim/accompaniment/workshop/workshop.queries";
import { recordAttendanceSchema } from "@essaim/accompaniment/workshop/workshop.schema";
import { Button } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { fieldProps } from "@essaim/ui/form-state";
import { TextArea } from "@essaim/ui/text-area";
import type { FormState } from "@essaim/web/form";
import { useEffect, useState } from "react";
import { differing, type Words } from "~/answer";

const prefix = "presence.";

/** Told of a session whose day has not come. */
export const notYet =
  "La séance n’a pas encore eu lieu. D’ici là, vous pouvez seulement noter qui s’est excusé.";

/**
 * One answer per person, under `presence.` and the id of their registration. « Tous présents », for whoever has no
 * script, is a button that answers for those not told yet.
 */
export function attendancesIn(form: FormData) {
  const everybody = form.get("intent") === "everybody";
  const told = [...form]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, attendance]) => ({
      participantId: name.slice(prefix.length),
      attendance: everybody && attendance === "expected" ? "present" : attendance,
    }));
  const answers = recordAttendanceSchema.shape.attendances.safeParse(told);
  if (!answers.success) throw new Response(null, { status: 400 });
  return answers.data;
}

type Told = {
  minutes: string;
  attendances: readonly { participantId: string; attendance: Attendance }[];
};

/** What was told, beside what somebody else told meanwhile. */
export function attendanceDiffers(
  mine: Told,
  theirs: { minutes: string; participants: readonly Participant[] },
) {
  const told = new Map(mine.attendances.map((one) => [one.participantId, one.attendance]));
  const words = (text: string, attendanceOf: (one: Participant) => Attendance): Words => [
    ...theirs.participants.map((one) => [one.name, attendanceLabels[attendanceOf(one)]] as const),
    ["Compte rendu", text],
  ];
  return differing(
    words(mine.minutes, (one) => told.get(one.id) ?? one.attendance),
    words(theirs.minutes, (one) => one.attendance),
  );
}

/** Everybody in one screen: who came. */
export function AttendanceList({
  participants,
  state,
  hasCome,
}: {
  participants: readonly Participant[];
  state?: FormState;
  hasCome: boolean;
}) {
  const error = state?.errors.presence;
  if (participants.length === 0) {
    return (
      <EmptyState icon="users" title="Personne n’était attendu">
        Ajoutez d’abord les personnes qui sont venues.
      </EmptyState>
    );
  }
  return (
    <fieldset aria-describedby={error ? "presence-error" : undefined}>
      <legend className="sr-only">Qui était là</legend>
      {error && (
        <p id="presence-error" className="mb-3 font-semibold text-danger">
          {error}
        </p>
      )}
      {hasCome && <Everybody />}
      <ul id="presence" className="border-t border-line">
        {participants.map((one) => (
          <Line
            key={one.id}
            participant={one}
            answer={fieldProps(state, prefix + one.id, one.attendance).defaultValue}
          />
        ))}
      </ul>
    </fieldset>
  );
}

export function MinutesField({ state, minutes }: { state?: FormState; minutes: string }) {
  return (
    <TextArea
      label="Compte rendu de la séance"
      hint="Ce qui s’est fait et dit, sans rien de personnel&#8239;: toute l’équipe le lit."
      optional
      rows={7}
      maxLength={20_000}
      {...fieldProps(state, "minutes", minutes)}
    />
  );
}

/** With a script it ticks, to be corrected before saving; without one it saves at once. */
function Everybody() {
  const [hasScript, setHasScript] = useState(false);
  useEffect(() => setHasScript(true), []);
  return (
    <p className="mb-3">
      <Button
        type={hasScript ? "button" : "submit"}
        name="intent"
        value="everybody"
        size="small"
        icon="check"
        onClick={(event) => {
          if (!hasScript) return;
          const form = event.currentTarget.form;
          const unsaid = form?.querySelectorAll<HTMLInputElement>("input[value=expected]:checked");
          for (const radio of unsaid ?? []) {
            const present = [...(form?.elements ?? [])].find(
              (one): one is HTMLInputElement =>
                one instanceof HTMLInputElement &&
                one.name === radio.name &&
                one.value === "present",
            );
            if (present) present.checked = true;
          }
          form?.dispatchEvent(new Event("input", { bubbles: true }));
        }}
      >
        Tous présents
      </Button>
    </p>
  );
}

/** One person: their name, and the four answers side by side. */
function Line({ participant, answer }: { participant: Participant; answer?: string }) {
  const name = prefix + participant.id;
  return (
    <li className="border-b border-line py-1.5">
      <fieldset className="flex flex-wrap items-center justify-between gap-x-6">
        <legend className="float-left mr-auto py-1.5 font-semibold">
          {participant.name || "Coordonnées effacées"}
        </legend>
        <div className="grid grid-cols-2 gap-x-4 max-sm:w-full sm:flex sm:flex-wrap">
          {/* Not told yet comes last: it is what nobody comes here to say. */}
          {([...toldAttendances, "expected"] as const).map((value) => (
            <label
              key={value}
              className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11"
              htmlFor={`${name}-${value}`}
            >
              <input
                type="radio"
                className="tick"
                id={`${name}-${value}`}
                name={name}
                value={value}
                defaultChecked={value === answer}
              />
              {attendanceLabels[value]}
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  );
}
