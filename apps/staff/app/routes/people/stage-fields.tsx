import type { ListValue } from "@essaim/accompaniment/list/value-list.schema";
import { isCape } from "@essaim/accompaniment/pathway/stage.rules";
import { type StageKind, UNKNOWN } from "@essaim/accompaniment/pathway/stage.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import type { FormState } from "@essaim/web/form";

export type ExitLists = {
  exit_reason: readonly ListValue[];
  exit_destination: readonly ListValue[];
};

type StageFieldsProps = {
  kind: StageKind;
  state?: FormState;
  lists: ExitLists;
  /** What the fields hold before anybody types. */
  initial: {
    startsOn?: string;
    termOn?: string | null;
    exitReason?: string;
    exitDestination?: string;
    note?: string;
  };
};

/** What a stage is told by: its day, the term of a CAPE, the reason and destination of an exit. */
export function StageFields({ kind, state, lists, initial }: StageFieldsProps) {
  return (
    <>
      <DateField
        label={dayLabels[kind] ?? "Premier jour du contrat"}
        {...fieldProps(state, "startsOn", initial.startsOn)}
      />
      {isCape(kind) && (
        <DateField
          label="Dernier jour écrit dans le contrat"
          hint={"Douze mois au plus\u202f: le terme est la veille de la date anniversaire."}
          {...fieldProps(state, "termOn", initial.termOn)}
        />
      )}
      {kind === "exit" && (
        <>
          <Select
            label={"Pourquoi l’accompagnement s’arrête-t-il\u202f?"}
            width="long"
            options={withUnknown(lists.exit_reason)}
            {...fieldProps(state, "exit_reason", initial.exitReason)}
          />
          <Select
            label={"Que devient la personne\u202f?"}
            width="long"
            options={withUnknown(lists.exit_destination)}
            {...fieldProps(state, "exit_destination", initial.exitDestination)}
          />
        </>
      )}
      <TextArea
        label="Note"
        optional
        rows={3}
        maxLength={2000}
        {...fieldProps(state, "note", initial.note)}
      />
    </>
  );
}

const dayLabels: Partial<Record<StageKind, string>> = {
  candidate: "Date de la candidature",
  diagnosis: "Date du diagnostic",
  amendment: "Date d’effet de l’avenant",
  associate: "Date de l’admission",
  exit: "Dernier jour d’accompagnement",
};

function withUnknown(values: readonly ListValue[]) {
  return [
    ...values.map(({ id, label }) => ({ value: id, label })),
    { value: UNKNOWN, label: "Non renseigné" },
  ];
}
