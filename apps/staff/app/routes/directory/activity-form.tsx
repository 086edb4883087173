import type { ActivityChoices } from "@essaim/directory/activity.queries";
import {
  legalFormLabels,
  legalForms,
  maturities,
  maturityLabels,
  maturityMeanings,
  sectorLabels,
  sectors,
} from "@essaim/directory/activity.schema";
import { resourceKindLabels, resourceKinds } from "@essaim/directory/open-resource.schema";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { typo } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { ReactNode } from "react";
import type { Answer } from "~/answer";
import { FieldRow, FieldRows } from "~/field-rows";
import { EnterSaves, RecordForm } from "~/record-form";
import { communeLabel } from "./activity-values";
import {
  EnglishLabel,
  EnglishPart,
  ImageRows,
  LinkRows,
  OptionalPart,
  QuestionRows,
} from "./content-fields";
import { markdownHint } from "./markdown-hint";

type ActivityFormProps = {
  choices: ActivityChoices;
  /** What the fields hold before anybody types. */
  saved?: Record<string, string>;
  /** The legal forms ticked before anybody does. */
  savedForms?: readonly string[];
  answer?: Answer;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

export function ActivityForm(props: ActivityFormProps) {
  const { answer, choices, saved = {} } = props;
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
        <Select
          label="Maturité"
          hint="Ce que l’on peut en promettre à qui voudrait commencer demain."
          optional
          width="long"
          placeholder="Je ne sais pas"
          options={maturities.map((value) => ({
            value,
            label: `${maturityLabels[value].fr}\u202f: ${maturityMeanings[value].fr}`,
          }))}
          {...field("maturity")}
        />
        <TextArea
          label="Description"
          hint={markdownHint}
          optional
          rows={8}
          {...field("description")}
        />
      </Fieldset>
      <Fieldset
        question={"Que faut-il pour commencer\u202f?"}
        hint={typo("Des ordres de grandeur suffisent : ils aident à choisir et se filtrent.")}
      >
        <Range>
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
        </Range>
        <Range>
          <MoneyField label="Coût par mois, au moins" optional {...field("monthlyCostMinCents")} />
          <MoneyField label="Coût par mois, au plus" optional {...field("monthlyCostMaxCents")} />
        </Range>
        <Range>
          <NumberField label="Personnes, au moins" {...field("peopleMin")} />
          <NumberField label="Personnes, au plus" {...field("peopleMax")} />
        </Range>
        <Range>
          <NumberField
            label="Premier revenu, au plus tôt"
            hint="En mois."
            {...field("firstIncomeMinMonths")}
          />
          <NumberField
            label="Premier revenu, au plus tard"
            hint="En mois."
            {...field("firstIncomeMaxMonths")}
          />
        </Range>
        <TextArea
          label="Lieu et place"
          hint={typo("Par exemple : un local fermé de 20 m² de plain-pied, avec une prise.")}
          optional
          rows={2}
          maxLength={500}
          {...field("space")}
        />
        <TextField
          label="Compétences"
          hint={skillsHint(choices.skills)}
          optional
          autoComplete="off"
          {...field("skills")}
        />
        <CheckboxGroup
          label="Statuts possibles"
          optional
          columns
          options={legalForms.map((value) => ({ value, label: legalFormLabels[value].fr }))}
          {...fieldListProps(state, "legalForms", props.savedForms)}
          name="legalForms[]"
          id="legalForms"
        />
        <TextArea
          label="Ce qu’il faut d’autre"
          hint="Matériel, autorisations, assurances. Un point par ligne, avec « - » devant."
          optional
          {...field("requirements")}
        />
      </Fieldset>
      <StepRows {...props} />
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
      <Fieldset question={"D’où vient le revenu\u202f?"}>
        <TextArea
          label="Sources de revenu"
          hint="Ce qui se vend, à qui, et ce qui n’en rapporte pas."
          optional
          {...field("income")}
        />
        <FigureRows {...props} />
      </Fieldset>
      <ResourceRows {...props} />
      <LocationRows {...props} />
      <Fieldset
        question={"Que dire de plus\u202f?"}
        hint="Rien de cela n’est demandé. Ouvrez ce que vous savez."
      >
        <SupporterRows {...props} />
        <QuestionRows
          hint="Ce que personne ne sait encore, et où l’on en parle sur le forum des communs."
          {...props}
        />
        <LinkRows {...props} />
        <ImageRows {...props} />
        <English {...props} />
      </Fieldset>
    </RecordForm>
  );
}

/** Both ends of a range, side by side. */
function Range({ children }: { children: ReactNode }) {
  return <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">{children}</div>;
}

function NumberField(props: Parameters<typeof TextField>[0]) {
  return (
    <TextField
      optional
      width="short"
      inputMode="numeric"
      autoComplete="off"
      maxLength={4}
      {...props}
    />
  );
}

function skillsHint(known: readonly string[]): string {
  const example =
    "Séparées par des virgules, par exemple\u202f: mécanique vélo, accueil, comptabilité.";
  return known.length === 0
    ? example
    : `${example} Déjà citées ailleurs\u202f: ${known.join(", ")}.`;
}

function StepRows({ saved, answer }: ActivityFormProps) {
  return (
    <Fieldset
      question={"Par quelles étapes passe-t-on\u202f?"}
      hint={typo(
        "Dans l’ordre. Une étape, une chose à faire ; sa durée compte les jours qui passent.",
      )}
    >
      <FieldRows list="steps" add="Ajouter une étape" spare={3} {...{ saved, answer }}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Étape" ordered>
            <TextArea
              label="Ce que l’on fait"
              optional="unmarked"
              rows={2}
              className="sm:col-span-3"
              {...field("text")}
            />
            <TextField
              label="Durée (jours)"
              optional="unmarked"
              width="short"
              inputMode="decimal"
              autoComplete="off"
              maxLength={6}
              {...field("days")}
            />
            <TextField
              label="Outils"
              optional="unmarked"
              width="full"
              className="sm:col-span-2"
              maxLength={300}
              {...field("tools")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </Fieldset>
  );
}

function FigureRows({ saved, answer }: ActivityFormProps) {
  return (
    <OptionalPart name="figures" title="Exemples chiffrés" {...{ saved, answer }}>
      <p className="max-w-measure text-sm text-muted">
        {typo("Des montants réels, avec leur année : un loyer, un chiffre d’affaires, un salaire.")}
      </p>
      <FieldRows list="figures" add="Ajouter un exemple" {...{ saved, answer }}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Exemple">
            <TextField
              label="De quoi"
              optional="unmarked"
              width="full"
              className="sm:col-span-3"
              maxLength={160}
              {...field("label")}
            />
            <MoneyField label="Montant" optional="unmarked" {...field("cents")} />
            <NumberField label="Année" optional="unmarked" {...field("year")} />
            <TextField
              label="Source"
              optional="unmarked"
              width="full"
              maxLength={300}
              {...field("source")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </OptionalPart>
  );
}

function SupporterRows({ saved, answer }: ActivityFormProps) {
  return (
    <OptionalPart name="supporters" title="Qui la soutient" {...{ saved, answer }}>
      <FieldRows list="supporters" add="Ajouter un soutien" {...{ saved, answer }}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Soutien">
            <TextField
              label="Nom"
              hint="Une coopérative, un réseau, une collectivité."
              optional="unmarked"
              width="full"
              maxLength={160}
              {...field("name")}
            />
            <TextField
              label="Adresse de son site"
              type="url"
              optional="unmarked"
              width="full"
              className="self-end sm:col-span-2"
              maxLength={500}
              {...field("url")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </OptionalPart>
  );
}

function English({ saved, answer }: ActivityFormProps) {
  return (
    <EnglishPart {...{ saved, answer }}>
      {(field) => (
        <>
          <TextField label={<EnglishLabel text="Title" />} maxLength={120} {...field("title")} />
          <TextArea
            label={<EnglishLabel text="Summary" />}
            rows={3}
            maxLength={300}
            {...field("summary")}
          />
          <TextArea label={<EnglishLabel text="Full text" />} {...field("description")} />
          <TextArea label={<EnglishLabel text="What it takes" />} {...field("requirements")} />
          <TextArea label={<EnglishLabel text="What speaks for it" />} {...field("advantages")} />
          <TextArea label={<EnglishLabel text="What to know beforehand" />} {...field("limits")} />
        </>
      )}
    </EnglishPart>
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
        <FieldRows list="resources" add="Ajouter une ressource" spare={2} {...{ saved, answer }}>
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
      <FieldRows list="locations" add="Ajouter un lieu" spare={2} {...{ saved, answer }}>
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
            <NumberField label="Depuis (année)" optional="unmarked" {...field("sinceYear")} />
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
