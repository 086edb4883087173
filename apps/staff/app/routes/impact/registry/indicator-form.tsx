import type { Composer, Trial } from "@essaim/impact/registry/composer.queries";
import { type Dimension, dimensions } from "@essaim/impact/registry/dimension.schema";
import type { IndicatorDefinition } from "@essaim/impact/registry/indicator.schema";
import {
  type Countable,
  isSource,
  type OwnIndicatorInput,
  wayOf,
  waysOf,
  whereField,
} from "@essaim/impact/registry/own-indicator.schema";
import { type SourceKey, sourceOf } from "@essaim/impact/registry/source.schema";
import { Button } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Disclosure } from "@essaim/ui/disclosure";
import { Fieldset } from "@essaim/ui/fieldset";
import { type FormState, fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { formatPeriod } from "@essaim/ui/format";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { EnterSaves, RecordForm } from "~/record-form";
import { audienceLabels, wayLabels, writeFigure } from "./indicator-words";

export const countableLabels = (countable: Countable): { label: string; hint: string } => {
  if (isSource(countable)) {
    const { name, period } = sourceOf(countable);
    return { label: name.fr, hint: period.fr };
  }
  return countable === "declared_people"
    ? {
        label: "Des personnes, déclarées à la main",
        hint: "Chaque mois, avec la preuve. Hors de l’équipe, un petit nombre est masqué.",
      }
    : {
        label: "Autre chose que des personnes, déclaré à la main",
        hint: "Chaque mois, avec la preuve\u202f: des vues, des objets, des lieux…",
      };
};

export function IndicatorForm(props: {
  countable: Countable;
  saved?: IndicatorDefinition;
  composer: Composer;
  answer: (Answer & { trial?: Trial }) | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { countable, saved, answer } = props;
  const state = answer?.state;
  const formula = saved?.source === "records" ? saved.formula : undefined;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
      resetKey={answer?.key}
    >
      <EnterSaves />
      <input type="hidden" name="countable" value={countable} />
      <TextField
        label="Nom"
        {...fieldProps(state, "name", saved?.name.fr)}
        autoComplete="off"
        hint="Court, par exemple «&#8239;Femmes en CESA&#8239;»."
      />
      <TextArea
        label="Définition"
        {...fieldProps(state, "definition", saved?.definition.fr)}
        rows={2}
        hint="Une phrase&#8239;: ce qui est compté, et ce qui ne l’est pas. Aucun nom de personne."
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Unité"
          {...fieldProps(state, "unitOne", saved?.unit.fr[0])}
          autoComplete="off"
          hint="Par exemple personne."
        />
        <TextField
          label="Unité au pluriel"
          {...fieldProps(state, "unitMany", saved?.unit.fr[1])}
          autoComplete="off"
          hint="Par exemple personnes."
        />
      </div>
      {isSource(countable) ? (
        <Counting
          source={countable}
          state={state}
          way={formula && wayOf(formula)}
          where={formula?.where ?? {}}
          choices={props.composer.choices}
        />
      ) : (
        <input type="hidden" name="way" value="records" />
      )}
      <RadioGroup
        label="Qui le lit"
        {...fieldProps(state, "readers", saved?.audience ?? "team")}
        options={(["team", "funder", "public"] as const).map((value) => ({
          value,
          label: audienceLabels[value],
        }))}
      />
      {isSource(countable) && props.composer.grants.length > 0 && (
        <Try grants={props.composer.grants} state={state} trial={answer?.trial} />
      )}
    </RecordForm>
  );
}

function Counting({
  source,
  state,
  way,
  where,
  choices,
}: {
  source: SourceKey;
  state: FormState | undefined;
  way: string | undefined;
  where: Partial<Record<Dimension, string[]>>;
  choices: Composer["choices"];
}) {
  const ways = waysOf(source);
  return (
    <>
      {ways.length === 1 ? (
        <input type="hidden" name="way" value={ways[0]} />
      ) : (
        <RadioGroup
          label="Comment compter"
          {...fieldProps(state, "way", way)}
          options={ways.map((value) => ({ value, label: wayLabels[value](source) }))}
        />
      )}
      {choices.length > 0 && (
        <Fieldset
          question="À quelles conditions&#8239;?"
          {...(ways.length === 1 && { id: "way", error: state?.errors.way })}
          hint="Rien de coché&#8239;: tout compte. Entre deux conditions, les deux doivent être vraies&#8239;; dans une même condition, une seule suffit."
        >
          {choices.map(({ dimension, values }) => {
            const field = fieldListProps(state, whereField(dimension), where[dimension]);
            const count = field.defaultValue.length;
            return (
              <Disclosure
                key={dimension}
                open={count > 0}
                summary={`${dimensions[dimension].name.fr}${count > 0 ? ` (${count})` : ""}`}
              >
                <CheckboxGroup
                  {...field}
                  label={dimensions[dimension].name.fr}
                  optional="unmarked"
                  columns
                  options={values
                    .filter(
                      ({ value, isRetired }) => !isRetired || field.defaultValue.includes(value),
                    )
                    .map(({ value, label }) => ({ value, label }))}
                />
              </Disclosure>
            );
          })}
        </Fieldset>
      )}
    </>
  );
}

/** The value before anything is saved. */
function Try({
  grants,
  state,
  trial,
}: {
  grants: Composer["grants"];
  state: FormState | undefined;
  trial: Trial | undefined;
}) {
  return (
    <Fieldset
      question="Voir le chiffre avant d’enregistrer"
      hint="Rien n’est enregistré tant que vous ne le demandez pas, plus bas."
    >
      <Select
        label="Période du financement"
        {...fieldProps(state, "grantId", grants[0]?.id)}
        optional="unmarked"
        placeholder={false}
        width="full"
        options={grants.map(({ id, title, funderName }) => ({
          value: id,
          label: `${funderName} – ${title}`,
        }))}
      />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" name="intent" value="essai">
          Voir le chiffre
        </Button>
        {trial && (
          <p role="status" data-answer="done" tabIndex={-1}>
            <TrialWords trial={trial} />
          </p>
        )}
      </div>
    </Fieldset>
  );
}

function TrialWords({ trial: { definition, figure, scope, grantTitle } }: { trial: Trial }) {
  if (!scope) return <>Ce financement n’a pas commencé&#8239;: il n’y a rien à compter.</>;
  if (!figure || figure.value === null) {
    return (
      <>
        Rien à compter pour {grantTitle}, {formatPeriod(scope.from, scope.to)}.
      </>
    );
  }
  return (
    <>
      <strong className="figures text-lg">{writeFigure(definition, figure.value)}</strong> pour{" "}
      {grantTitle}, {formatPeriod(scope.from, scope.to)}.
      {figure.unknown > 0 &&
        ` ${figure.unknown} de plus si l’on savait ce qui n’est pas renseigné.`}
    </>
  );
}

/** Every field of an own indicator in words, to compare two versions. */
export function indicatorInWords(
  one: OwnIndicatorInput | IndicatorDefinition,
  choices: Composer["choices"],
): [string, string][] {
  const isSaved = "key" in one;
  const formula = isSaved
    ? one.source === "records"
      ? one.formula
      : undefined
    : "declared" in one.calculation
      ? undefined
      : one.calculation;
  const asked = choices.map(({ dimension, values }): [string, string] => [
    dimensions[dimension].name.fr,
    (formula?.where?.[dimension] ?? [])
      .map((value) => values.find((known) => known.value === value)?.label ?? value)
      .join(", "),
  ]);
  return [
    ["Nom", isSaved ? one.name.fr : one.name],
    ["Définition", isSaved ? one.definition.fr : one.definition],
    ["Unité", isSaved ? one.unit.fr[0] : one.unitOne],
    ["Unité au pluriel", isSaved ? one.unit.fr[1] : one.unitMany],
    ["Comment compter", formula ? wayLabels[wayOf(formula)](formula.source) : "Déclaré à la main"],
    ...asked,
    ["Qui le lit", audienceLabels[one.audience]],
  ];
}
