import { MOST_FURTHER_STEPS } from "@essaim/accompaniment/meeting/meeting.schema";
import { Button } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Answer } from "~/answer";
import { FieldRow } from "./meeting-fields";

/** How many rows a form shows beside the first step: a hidden field of it. */
export const FURTHER_SHOWN = "furtherStepsShown";

/** How many rows to draw: those that hold something, or as many as were asked for. */
export function furtherShown(values: FormState["values"]): number {
  const filled = Object.entries(values).flatMap(([name, value]) => {
    const at = /^furtherSteps\.(\d{1,2})\./.exec(name)?.[1];
    return at && value.length > 0 ? [Number(at) + 1] : [];
  });
  const asked = Number(values[FURTHER_SHOWN]) || 0;
  return Math.min(Math.max(asked, 0, ...filled), MOST_FURTHER_STEPS);
}

/** The steps that follow the first, one more each time the form is sent by their button: it works without a script. */
export function FurtherSteps({ state, answer }: { state?: FormState; answer?: Answer }) {
  const { pathname, search } = useLocation();
  const box = useRef<HTMLDivElement>(null);
  const shown = furtherShown(state?.values ?? {});
  const added = answer?.rows === "furtherSteps" ? answer.key : undefined;
  useEffect(() => {
    if (!added) return;
    const last = `[name="furtherSteps.${shown - 1}.nextStep"]`;
    box.current?.querySelector<HTMLElement>(last)?.focus();
  }, [added, shown]);
  return (
    <div ref={box} id="furtherSteps" className="flex flex-col gap-6">
      <input type="hidden" name={FURTHER_SHOWN} value={shown} />
      {Array.from({ length: shown }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are their numbers
        <StepRow key={at} at={at} state={state} />
      ))}
      {shown < MOST_FURTHER_STEPS && (
        <div>
          <Button
            type="submit"
            name="addStep"
            value="oui"
            icon="plus"
            size="small"
            formAction={`${pathname}${search}#furtherSteps`}
          >
            Ajouter une étape
          </Button>
        </div>
      )}
    </div>
  );
}

function StepRow({ at, state }: { at: number; state?: FormState }) {
  const number = at + 2;
  return (
    <FieldRow>
      <TextField
        label={`Étape ${number}`}
        optional="unmarked"
        width="full"
        className="min-w-64 flex-1"
        maxLength={500}
        autoComplete="off"
        {...fieldProps(state, `furtherSteps.${at}.nextStep`)}
      />
      <DateField
        label={
          <>
            Pour quand<span className="sr-only">, étape {number}</span>
          </>
        }
        optional="unmarked"
        {...fieldProps(state, `furtherSteps.${at}.nextStepOn`)}
      />
    </FieldRow>
  );
}
