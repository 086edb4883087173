import type { PieceKind } from "@essaim/media/piece/published-piece.schema";
import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import type { CampaignRecord } from "@essaim/outreach/campaign/campaign.queries";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { RecordForm } from "~/record-form";
import { FieldRow } from "../meetings/meeting-fields";

type CampaignFormProps = {
  pieces: readonly { id: string; title: string; kind: PieceKind }[];
  initial: Partial<CampaignRecord>;
  state?: FormState;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

/** Why, for whom, when, and what is put forward. */
export function CampaignForm({ pieces, initial, state, ...props }: CampaignFormProps) {
  return (
    <RecordForm state={state} {...props}>
      <Fieldset question={"Pour quoi, et pour qui\u202f?"}>
        <TextField
          label="Nom de la campagne"
          width="full"
          maxLength={120}
          autoComplete="off"
          {...fieldProps(state, "name", initial.name)}
        />
        <TextArea
          label="But"
          hint="Ce qui devrait changer grâce à elle."
          optional
          rows={3}
          maxLength={2000}
          {...fieldProps(state, "aim", initial.aim)}
        />
        <TextField
          label="Pour qui"
          hint={"Par exemple\u202f: les agences France Travail de la métropole."}
          optional
          width="full"
          maxLength={400}
          autoComplete="off"
          {...fieldProps(state, "audience", initial.audience)}
        />
      </Fieldset>
      <Fieldset question={"Quand\u202f?"}>
        <FieldRow>
          <DateField label="Premier jour" {...fieldProps(state, "startsOn", initial.startsOn)} />
          <DateField label="Dernier jour" {...fieldProps(state, "endsOn", initial.endsOn)} />
        </FieldRow>
      </Fieldset>
      {pieces.length > 0 && (
        <Fieldset question={"Qu’est-ce qu’elle met en avant\u202f?"}>
          <CheckboxGroup
            label="Contenus du média"
            hint="Leur audience d’avant, de pendant et d’après se comparera sur la page de la campagne."
            optional
            options={pieces.map(({ id, title, kind }) => ({
              value: id,
              label: title,
              hint: pieceKindLabels[kind].fr,
            }))}
            {...fieldListProps(
              state,
              "pieceIds",
              initial.pieces?.map(({ id }) => id),
            )}
          />
        </Fieldset>
      )}
    </RecordForm>
  );
}
