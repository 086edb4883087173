import type { Grant } from "@essaim/funding/grant/grant.queries";
import type { IndicatorDefinition } from "@essaim/impact/registry/indicator.schema";
import {
  actionField,
  MILESTONE_ROWS,
  milestoneField,
  targetField,
  wholeOf,
} from "@essaim/impact/target/target.schema";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, formatNumber } from "@essaim/ui/format";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";

/** Was something typed for an indicator, or refused? Then its fields must be seen. */
export const isTyped = (state: FormState | undefined, key: string) =>
  Object.entries(state?.values ?? {}).some(([name, value]) => name.endsWith(`_${key}`) && value) ||
  undefined;

type Props = { definition: IndicatorDefinition; grant: Grant; state: FormState | undefined };

/** What is promised of one indicator: how much, in which action, and on the way. */
export function TargetFields({ definition, grant, state }: Props) {
  const { key, name, counted, unit, retiredOn } = definition;
  const saved = grant.targets.find((target) => target.indicatorKey === key);
  const write = (value: number | undefined) =>
    value === undefined ? undefined : formatNumber(value / wholeOf(counted));
  return (
    <Fieldset question={name.fr} hint={definition.definition.fr}>
      {retiredOn && (
        <p className="-mt-3 max-w-measure">
          Cet indicateur n’est plus suivi depuis le {formatDate(retiredOn)}&#8239;: son objectif ne
          se compare plus à rien. Videz-le pour le retirer.
        </p>
      )}
      <div className="grid gap-5 sm:grid-cols-[11rem_minmax(0,1fr)]">
        <TextField
          label={wholeOf(counted) === 1 ? "Objectif" : `Objectif, en ${unit.fr[1]}`}
          {...fieldProps(state, targetField(key), write(saved?.value))}
          optional="unmarked"
          width="short"
          inputMode="numeric"
          autoComplete="off"
        />
        <Select
          label="Action du programme"
          {...fieldProps(state, actionField(key), saved?.actionId)}
          optional="unmarked"
          placeholder="Tout le programme"
          width="full"
          options={grant.actions.map((action) => ({ value: action.id, label: action.name }))}
        />
      </div>
      <Milestones {...{ definition, grant, state, write }} saved={saved?.milestones ?? []} />
    </Fieldset>
  );
}

function Milestones({
  definition: { key },
  grant,
  state,
  saved,
  write,
}: Props & {
  saved: Grant["targets"][number]["milestones"];
  write: (value: number | undefined) => string | undefined;
}) {
  const rows = Array.from({ length: MILESTONE_ROWS }, (_, at) => ({
    day: fieldProps(state, milestoneField(key, at, "dueOn"), saved[at]?.dueOn),
    value: fieldProps(state, milestoneField(key, at, "value"), write(saved[at]?.value)),
  }));
  const used = rows.findLastIndex(({ day, value }) => day.defaultValue || value.defaultValue) + 1;
  return (
    <Disclosure summary="Jalons en chemin" open={used > 0}>
      <p className="mb-3 max-w-measure text-muted">
        Ce qui doit être atteint avant la fin. Sans jalon, le chemin est droit jusqu’à l’objectif.
      </p>
      <ol className="flex flex-col gap-4">
        {rows.slice(0, Math.max(2, used + 1)).map(({ day, value }, at) => (
          <li
            key={day.name}
            className="grid grid-cols-[minmax(0,11rem)_minmax(0,1fr)] items-end gap-x-5 gap-y-2"
          >
            <DateField
              label={`Jalon ${at + 1}, le`}
              {...day}
              optional="unmarked"
              min={grant.startsOn}
              max={grant.endsOn}
            />
            <TextField
              label={`Promis (jalon ${at + 1})`}
              {...value}
              optional="unmarked"
              width="short"
              inputMode="numeric"
              autoComplete="off"
            />
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
