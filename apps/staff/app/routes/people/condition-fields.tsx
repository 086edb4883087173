import { listOf } from "@essaim/accompaniment/list/value-list.schema";
import {
  type Condition,
  criterionOf,
  UNKNOWN,
} from "@essaim/accompaniment/worker/worker-filter-condition.schema";
import { writeMoment } from "@essaim/accompaniment/worker/worker-filter-moment.rules";
import type { FilterChoices } from "@essaim/accompaniment/worker/worker-list.queries";
import { Button } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { formatDay } from "@essaim/ui/format";
import { type Option, Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import { fieldOf } from "./condition-names";
import { communeLabel } from "./neighbourhood-options";

/** What was typed for days, and which of it is none, by the name of the field. */
export type DayAnswers = { typed: Record<string, string>; errors: Record<string, string> };

type Place = { group: number; condition: number };

/** One condition: what it is about, whether it must be so or not, and its answers. */
export function ConditionFields({
  condition,
  place,
  joint,
  answers,
  choices,
  isManager,
}: {
  condition: Condition;
  place: Place;
  /** « et » or « ou », after another condition. */
  joint: string | null;
  answers: DayAnswers;
  choices: FilterChoices;
  isManager: boolean;
}) {
  const criterion = criterionOf(condition.about);
  const name = (part: string) => fieldOf(place.group, place.condition, part);
  const isChoice = !["flag", "moment", "period"].includes(criterion.type);
  const isClosed = criterion.type === "list" && listOf(criterion.list).isSensitive && !isManager;
  return (
    <div
      id={`condition-${place.group}-${place.condition}`}
      tabIndex={-1}
      className="flex flex-col gap-3 border-t border-line pt-4 outline-none"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="text-base">
          {joint && <span className="text-muted">{joint} </span>}
          {criterion.label}
        </h3>
        <Button
          type="submit"
          name="faire"
          value={`retirer:${place.group}:${place.condition}`}
          variant="quiet"
          size="small"
          icon="close"
        >
          Retirer<span className="sr-only"> la condition {criterion.label}</span>
        </Button>
      </div>
      {isClosed && (
        <p className="max-w-measure text-sm text-muted">
          Ne porte que sur les personnes que vous accompagnez ou que personne n’accompagne
          encore&nbsp;: les réponses des autres vous sont fermées.
        </p>
      )}
      <input type="hidden" name={name("about")} value={condition.about} />
      <Select
        name={name("not")}
        label="Il faut que"
        optional="unmarked"
        placeholder={false}
        defaultValue={condition.not ? "oui" : ""}
        options={
          isChoice
            ? [
                { value: "", label: "ce soit l’une de ces réponses" },
                { value: "oui", label: "ce ne soit aucune de ces réponses" },
              ]
            : [
                { value: "", label: "ce soit le cas" },
                { value: "oui", label: "ce ne soit pas le cas" },
              ]
        }
      />
      {isChoice && (
        <Answers
          name={name("values")}
          label={criterion.label}
          options={optionsOf(condition, choices)}
          chosen={condition.values}
          error={answers.errors[name("values")]}
        />
      )}
      {criterion.type === "moment" && (
        <MomentField
          name={name("on")}
          label="Date ou délai"
          value={condition.values[0]}
          answers={answers}
        />
      )}
      {criterion.type === "period" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <MomentField
            name={name("from")}
            label="Du"
            value={condition.values[0]}
            answers={answers}
          />
          <MomentField name={name("to")} label="Au" value={condition.values[1]} answers={answers} />
        </div>
      )}
    </div>
  );
}

function MomentField({
  name,
  label,
  value,
  answers: { typed, errors },
}: {
  name: string;
  label: string;
  value: string | undefined;
  answers: DayAnswers;
}) {
  return (
    <TextField
      name={name}
      label={label}
      hint="Par exemple 31/12/2026, aujourd’hui, dans 3 mois, il y a 6 semaines."
      optional="unmarked"
      width="medium"
      maxLength={30}
      autoComplete="off"
      error={errors[name]}
      defaultValue={typed[name] ?? (value && writeMoment(value))}
    />
  );
}

/** Boxes to tick; a long list scrolls in its own frame, so that the next condition stays in reach. */
function Answers({
  name,
  label,
  options,
  chosen,
  error,
}: {
  name: string;
  label: string;
  options: Option[];
  chosen: readonly string[];
  error: string | undefined;
}) {
  const group = (
    <CheckboxGroup
      name={name}
      label={<span className="sr-only">{label}</span>}
      optional="unmarked"
      columns
      error={error}
      defaultValue={chosen}
      options={options}
    />
  );
  if (options.length <= 15) return group;
  return (
    <div className="max-h-72 overflow-y-auto rounded-md border border-line px-3 py-1">{group}</div>
  );
}

function optionsOf({ about, values }: Condition, choices: FilterChoices): Option[] {
  const criterion = criterionOf(about);
  const unknown = criterion.unknownLabel ? [{ value: UNKNOWN, label: criterion.unknownLabel }] : [];
  const known = (): Option[] => {
    switch (criterion.type) {
      case "choice":
        return Object.keys(criterion.words).map((value) => ({
          value,
          label: criterion.labels[value] ?? value,
        }));
      case "coach":
        return [
          { value: "me", label: "Moi" },
          ...choices.coaches.map(({ id, name }) => ({ value: id, label: name })),
        ];
      case "commune":
        return choices.communes.map((commune) => ({
          value: commune.code,
          label: communeLabel(commune),
        }));
      case "neighbourhood":
        return choices.neighbourhoods.map(({ code, name }) => ({ value: code, label: name }));
      case "resource":
        return choices.resources.map(({ id, name }) => ({ value: id, label: name }));
      case "import":
        return choices.imports.map(({ id, fileName, writtenAt }) => ({
          value: id,
          label: `${fileName}, ${formatDay(writtenAt)}`,
        }));
      case "list":
        return choices.values
          .filter((value) => value.key === criterion.list)
          .map(({ id, label, isRetired }) => ({
            value: id,
            label: isRetired ? `${label} (n’est plus proposé)` : label,
          }));
      default:
        return [];
    }
  };
  const offered = [...known(), ...unknown];
  // What a view says and nobody offers any more can still be unticked.
  const gone = values.filter((value) => !offered.some((option) => option.value === value));
  return [...offered, ...gone.map((value) => ({ value, label: "Une réponse qui n’existe plus" }))];
}
