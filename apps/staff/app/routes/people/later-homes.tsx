import type { ResidenceAnswer } from "@essaim/accompaniment/residence/residence.schema";
import { answerInWords } from "@essaim/accompaniment/residence/residence.words";
import { Checkbox } from "@essaim/ui/checkbox";
import { formatDate } from "@essaim/ui/format";
import { RadioGroup } from "@essaim/ui/radio-group";
import type { FormState } from "@essaim/web/form";

/** Which homes begin after the day that was typed, in words. */
export function laterHomesSentence(later: readonly ResidenceAnswer[]): string {
  const all = later.map((answer) => {
    const place = answer.source === "address" ? answer.askedAddress : "";
    return `«\u00a0${place || answerInWords(answer)}\u00a0» depuis le ${formatDate(answer.holdsFrom)}`;
  });
  return `La fiche dit déjà autre chose après ce jour\u202f: ${all.join(", ")}.`;
}

type Asked = {
  state?: FormState;
  /** The first day of the homes that were just found; asked before, it is among what was typed. */
  replaceFrom?: string;
};

/** Agrees that a home takes the place of those that begin later. Nothing as long as there are none. */
export function ReplaceLaterHomes({ state, replaceFrom }: Asked) {
  const typed = typedDay(state);
  const day = replaceFrom ?? typed;
  if (!day) return null;
  return (
    <Checkbox
      key={day}
      name="replaceFrom"
      value={day}
      label={`Remplacer ce que la fiche dit depuis le ${formatDate(day)}`}
      hint="Cela reste lisible dans «&nbsp;Lieu de vie&nbsp;». Pour dire seulement où cette personne habitait avant, gardez son adresse d’aujourd’hui et répondez dans «&nbsp;Lieu de vie&nbsp;»."
      defaultChecked={typed === day}
    />
  );
}

/** What becomes of the homes that begin after an answer by hand. Nothing as long as there are none. */
export function KeepOrReplaceLaterHomes({ state, replaceFrom }: Asked) {
  const typed = typedDay(state);
  const day = replaceFrom ?? typed;
  if (!day) return null;
  const chosen = state?.values.laterHomes;
  return (
    <>
      <input type="hidden" name="replaceFrom" value={day} />
      <RadioGroup
        key={day}
        label={`Et ce que la fiche dit depuis le ${formatDate(day)}\u202f?`}
        name="laterHomes"
        options={[
          {
            value: "keep",
            label: "Le garder",
            hint: "La nouvelle réponse vaut jusqu’à la veille.",
          },
          {
            value: "replace",
            label: "Le remplacer",
            hint: "La nouvelle réponse vaut encore aujourd’hui. L’autre reste lisible, barrée.",
          },
        ]}
        defaultValue={typed === day && typeof chosen === "string" ? chosen : undefined}
      />
    </>
  );
}

function typedDay(state: FormState | undefined): string | undefined {
  const typed = [state?.values.replaceFrom ?? []].flat().at(-1);
  return typed && /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : undefined;
}
