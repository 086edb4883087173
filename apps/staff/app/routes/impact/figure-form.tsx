import type { DeclaredFigure, DeclaredIndicator } from "@essaim/impact/declared-figure.queries";
import type { DeclaredFigureInput } from "@essaim/impact/declared-figure.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { formatMonth, formatNumber } from "@essaim/ui/format";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";

export function FigureForm(props: {
  saved?: Partial<DeclaredFigure>;
  indicators: readonly DeclaredIndicator[];
  sources: readonly string[];
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
}) {
  const { saved, sources, answer } = props;
  const state = answer?.state;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={paths.figures()}
      resetKey={answer?.key}
    >
      <RadioGroup
        label="Que comptez-vous&#8239;?"
        {...fieldProps(state, "indicatorKey", saved?.indicatorKey)}
        options={props.indicators.map(({ key, name, definition }) => ({
          value: key,
          label: name,
          hint: definition,
        }))}
      />
      <TextField
        label="Mois"
        {...fieldProps(state, "month", saved?.month && formatMonth(saved.month))}
        width="short"
        autoComplete="off"
        hint="Par exemple mars 2026, ou 03/2026."
      />
      <TextField
        label="Source"
        {...fieldProps(state, "source", saved?.source)}
        width="medium"
        autoComplete="off"
        list="sources"
        hint="La plateforme ou le relevé, écrit chaque mois de la même façon."
      />
      <datalist id="sources">
        {sources.map((source) => (
          <option key={source} value={source} />
        ))}
      </datalist>
      <TextField
        label="Chiffre du mois"
        {...fieldProps(
          state,
          "value",
          saved?.value === undefined ? null : formatNumber(saved.value),
        )}
        width="short"
        inputMode="numeric"
        autoComplete="off"
      />
      <TextArea
        label="Preuve"
        {...fieldProps(state, "evidence", saved?.evidence)}
        rows={3}
        hint="Où et comment retrouver ce chiffre&#8239;: page de statistiques, date du relevé, méthode d’estimation. Aucun nom de personne."
      />
    </RecordForm>
  );
}

/** Every field of a declared figure in words, to compare two versions. */
export function figureInWords(
  input: DeclaredFigureInput | DeclaredFigure,
  indicators: readonly DeclaredIndicator[],
): [string, string][] {
  const indicator = indicators.find(({ key }) => key === input.indicatorKey);
  return [
    ["Ce qui est compté", indicator?.name ?? input.indicatorKey],
    ["Mois", formatMonth(input.month)],
    ["Source", input.source],
    ["Chiffre du mois", formatNumber(input.value)],
    ["Preuve", input.evidence],
  ];
}
