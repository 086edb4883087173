import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import type {
  CampaignRecord,
  CampaignForm as Pieces,
} from "@essaim/outreach/campaign/campaign.queries";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { ChoiceSearch, EnterFinds } from "~/choice-search-field";
import { RecordForm } from "~/record-form";
import { FieldRow } from "../meetings/meeting-fields";

type CampaignFormProps = {
  pieces: Omit<Pieces, "campaign">;
  initial: Partial<CampaignRecord>;
  state?: FormState;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
  resetKey?: string;
};

/** Why, for whom, when, and what is put forward. */
export function CampaignForm({ pieces, initial, state, ...props }: CampaignFormProps) {
  return (
    <RecordForm state={state} {...props}>
      <EnterFinds />
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
      {pieces.chosen.length + pieces.found.length > 0 || pieces.search !== "" ? (
        <Fieldset question={"Qu’est-ce qu’elle met en avant\u202f?"}>
          <PieceChoice pieces={pieces} state={state} saved={initial.pieces} />
        </Fieldset>
      ) : null}
    </RecordForm>
  );
}

/** The pieces chosen, then others to tick: the latest, or those that a search found. */
function PieceChoice({
  pieces: { chosen, found, search, hasMore },
  state,
  saved,
}: {
  pieces: CampaignFormProps["pieces"];
  state: FormState | undefined;
  saved: CampaignRecord["pieces"] | undefined;
}) {
  const ticked = fieldListProps(
    state,
    "pieceIds",
    saved?.map(({ id }) => id),
  );
  const optionsOf = (those: typeof found) =>
    those.map(({ id, title, kind }) => ({
      value: id,
      label: title,
      hint: pieceKindLabels[kind].fr,
    }));
  const summary =
    search === ""
      ? "Les plus récents\u202f:"
      : found.length === 0
        ? `Aucun autre contenu ne porte «\u202f${search}\u202f» dans son titre.`
        : `${plural(found.length, "résultat", "résultats")} pour «\u202f${search}\u202f»${hasMore ? ", les plus récents d’abord. Ajoutez un mot pour trouver les autres" : ""}\u202f:`;
  return (
    <>
      {chosen.length > 0 ? (
        <CheckboxGroup
          label="Contenus choisis"
          hint="Leur audience d’avant, de pendant et d’après se comparera sur la page de la campagne."
          optional="unmarked"
          options={optionsOf(chosen)}
          {...ticked}
        />
      ) : (
        <p className="text-muted">
          Leur audience d’avant, de pendant et d’après se comparera sur la page de la campagne.
        </p>
      )}
      <ChoiceSearch
        label="Chercher un contenu du média"
        typed={fieldProps(state, "search").defaultValue ?? ""}
        searched={search}
        summary={summary}
      >
        {found.length > 0 && (
          <CheckboxGroup
            id={chosen.length === 0 ? "pieceIds" : "found"}
            error={chosen.length === 0 ? ticked.error : undefined}
            label="Contenus à ajouter"
            optional="unmarked"
            options={optionsOf(found)}
            name="pieceIds"
          />
        )}
      </ChoiceSearch>
    </>
  );
}
