import type { ActivityChoices } from "@essaim/directory/activity.queries";
import { sectorLabels, sectors } from "@essaim/directory/activity.schema";
import { resourceKindLabels, resourceKinds } from "@essaim/directory/open-resource.schema";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { typo } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { EnterSaves, RecordForm } from "~/record-form";
import { communeLabel } from "./activity-values";
import { FieldRow, FieldRows } from "./field-rows";
import { markdownHint } from "./markdown-hint";

type ActivityFormProps = {
  choices: ActivityChoices;
  /** What the fields hold before anybody types. */
  saved?: Record<string, string>;
  answer?: Answer;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

export function ActivityForm(props: ActivityFormProps) {
  const { answer, saved = {} } = props;
  const { state } = answer ?? {};
  const field = (name: string) => fieldProps(state, name, saved[name]);
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
    >
      <EnterSaves />
      <Fieldset question={"De quelle activité s’agit-il\u202f?"}>
        <TextField
          label="Titre"
          hint="Ce que l’on fait, en quelques mots. L’adresse publique de la page en est tirée une fois pour toutes."
          maxLength={120}
          {...field("title")}
        />
        <TextArea
          label="Résumé"
          hint="Une ou deux phrases, lues dans les résultats de recherche. 300 caractères au plus."
          rows={3}
          maxLength={300}
          {...field("summary")}
        />
        <Select
          label="Secteur"
          options={sectors.map((value) => ({ value, label: sectorLabels[value].fr }))}
          {...field("sector")}
        />
        <TextArea
          label="Description"
          hint={markdownHint}
          optional
          rows={8}
          {...field("description")}
        />
      </Fieldset>
      <Fieldset question={"Que faut-il pour commencer\u202f?"}>
        <TextArea
          label="Ce qu’il faut"
          hint="Matériel, lieu, compétences, statut, nombre de personnes."
          optional
          {...field("requirements")}
        />
        <div className="flex flex-wrap gap-x-6 gap-y-5">
          <MoneyField
            label="Coût de démarrage, au moins"
            optional
            {...field("startupCostMinCents")}
          />
          <MoneyField
            label="Coût de démarrage, au plus"
            optional
            {...field("startupCostMaxCents")}
          />
        </div>
        <TextArea
          label="Étape par étape"
          hint="Dans l’ordre, avec le temps que chacune prend."
          optional
          rows={8}
          {...field("steps")}
        />
      </Fieldset>
      <Fieldset
        question={"Qu’apporte-t-elle, et quelles sont ses limites\u202f?"}
        hint={typo("L’annuaire promet d’être honnête : il faut remplir les deux pour publier.")}
      >
        <TextArea
          label="Ce qui plaide pour"
          hint="Les avantages."
          optional="unmarked"
          {...field("advantages")}
        />
        <TextArea
          label="Ce qu’il faut savoir avant"
          hint="Les limites&#8239;: ce qui ne marche pas, ce qui fatigue, ce qui dépend d’autres."
          optional="unmarked"
          {...field("limits")}
        />
      </Fieldset>
      <ResourceRows {...props} />
      <LocationRows {...props} />
    </RecordForm>
  );
}

function ResourceRows({ choices, saved, answer }: ActivityFormProps) {
  const options = resourceKinds
    .map((kind) => ({
      label: resourceKindLabels[kind].fr,
      options: choices.resources
        .filter((resource) => resource.kind === kind)
        .map(({ id, name, status }) => ({
          value: id,
          label: status === "draft" ? `${name} (brouillon)` : name,
        })),
    }))
    .filter((group) => group.options.length > 0);
  return (
    <Fieldset
      question={"Sur quelles ressources ouvertes repose-t-elle\u202f?"}
      hint={
        options.length === 0
          ? "Aucune ressource n’est encore décrite. Enregistrez l’activité, décrivez-la, puis revenez la citer ici."
          : undefined
      }
    >
      {options.length > 0 && (
        <FieldRows list="resources" add="Ajouter une ressource" {...{ saved, answer }}>
          {(row, field) => (
            <FieldRow key={row.index} row={row} one="Ressource">
              <Select
                label="Ressource"
                optional="unmarked"
                width="full"
                className="sm:col-span-3"
                placeholder="Aucune"
                options={options}
                {...field("openResourceId")}
              />
              <TextField
                label="Comment elle sert"
                optional="unmarked"
                width="full"
                className="sm:col-span-3"
                maxLength={500}
                {...field("usage")}
              />
            </FieldRow>
          )}
        </FieldRows>
      )}
    </Fieldset>
  );
}

function LocationRows({ choices, saved, answer }: ActivityFormProps) {
  return (
    <Fieldset
      question={"Où fonctionne-t-elle déjà\u202f?"}
      hint={typo(
        "Si elle est venue d’une autre commune, citez aussi cette commune parmi les lieux : on pourra suivre son chemin.",
      )}
    >
      <datalist id="communes">
        {choices.communes.map((commune) => (
          <option key={commune.code} value={communeLabel(commune)} />
        ))}
      </datalist>
      <FieldRows list="locations" add="Ajouter un lieu" {...{ saved, answer }}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Lieu">
            <TextField
              label="Commune"
              optional="unmarked"
              width="full"
              list="communes"
              autoComplete="off"
              maxLength={120}
              {...field("commune")}
            />
            <TextField
              label="Venue de (commune)"
              optional="unmarked"
              width="full"
              list="communes"
              autoComplete="off"
              maxLength={120}
              {...field("transferredFrom")}
            />
            <TextField
              label="Depuis (année)"
              optional="unmarked"
              width="short"
              inputMode="numeric"
              autoComplete="off"
              maxLength={4}
              {...field("sinceYear")}
            />
            <TextField
              label="Par qui, comment"
              optional="unmarked"
              width="full"
              className="sm:col-span-3"
              maxLength={1000}
              {...field("description")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </Fieldset>
  );
}
