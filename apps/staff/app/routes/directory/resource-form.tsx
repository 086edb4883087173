import { resourceKindLabels, resourceKinds } from "@essaim/directory/open-resource.schema";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { typo } from "@essaim/ui/format";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { EnterSaves, RecordForm } from "~/record-form";
import { EnglishLabel, EnglishPart, ImageRows, LinkRows } from "./content-fields";
import { markdownHint } from "./markdown-hint";

type ResourceFormProps = {
  /** What the fields hold before anybody types. */
  saved?: Record<string, string>;
  answer?: Answer;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

/** Licences met most often in the directory; any other SPDX expression may be typed. */
const commonLicences = [
  "AGPL-3.0-or-later",
  "GPL-3.0-or-later",
  "MIT",
  "Apache-2.0",
  "CC-BY-SA-4.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ODbL-1.0",
  "etalab-2.0",
  "CERN-OHL-S-2.0",
  "CC-BY-NC-SA-4.0",
  "LicenseRef-Coopyleft",
];

export function ResourceForm(props: ResourceFormProps) {
  const { answer, saved = {} } = props;
  const { state } = answer ?? {};
  const field = (name: string) => fieldProps(state, name, saved[name]);
  const original = field("licenceOriginal").defaultValue;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
    >
      <EnterSaves />
      <Fieldset question={"De quelle ressource s’agit-il\u202f?"}>
        <TextField
          label="Nom"
          hint="L’adresse publique de la page en est tirée une fois pour toutes."
          maxLength={120}
          autoComplete="off"
          {...field("name")}
        />
        <RadioGroup
          label="Nature"
          options={resourceKinds.map((value) => ({
            value,
            label: resourceKindLabels[value].fr,
          }))}
          inline
          {...field("kind")}
        />
        <TextArea
          label="Résumé"
          hint="Une ou deux phrases, lues dans les résultats de recherche. 300 caractères au plus."
          rows={3}
          maxLength={300}
          {...field("summary")}
        />
        <TextArea
          label="Description"
          hint={markdownHint}
          optional
          rows={8}
          {...field("description")}
        />
      </Fieldset>
      <Fieldset question={"Qu’a-t-on le droit d’en faire\u202f?"}>
        <TextField
          label="Licence"
          hint="Son identifiant SPDX, par exemple AGPL-3.0-or-later ou CC-BY-SA-4.0. Pour une licence à part, LicenseRef- suivi de son nom. Laissez vide si aucune n’est indiquée."
          optional
          list="licences"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
          {...field("licenceExpression")}
        />
        <datalist id="licences">
          {commonLicences.map((licence) => (
            <option key={licence} value={licence} />
          ))}
        </datalist>
        <TextArea
          label="Précision sur la licence"
          hint="Ce qu’elle permet ou réserve, et à qui, en mots de tous les jours."
          optional
          rows={3}
          maxLength={1000}
          {...field("licenceNote")}
        />
        {original && (
          <p className="max-w-measure text-sm text-muted">
            Écrite ainsi dans le fichier importé{"\u202f"}: «{"\u202f"}
            {original}
            {"\u202f"}»
            <input type="hidden" name="licenceOriginal" value={original} />
          </p>
        )}
      </Fieldset>
      <Fieldset question={"Où la trouver\u202f?"}>
        <TextField label="Site" type="url" optional {...field("websiteUrl")} />
        <TextField
          label="Sources"
          hint="Le code, les plans ou les fichiers que l’on peut reprendre."
          type="url"
          optional
          {...field("sourceUrl")}
        />
        <TextField label="Documentation" type="url" optional {...field("documentationUrl")} />
      </Fieldset>
      <Fieldset question={"Comment s’en servir, et comment y contribuer\u202f?"}>
        <TextArea
          label="Comment s’en servir"
          hint={typo("Par où commencer, ce qu’il faut savoir ou installer, qui peut aider.")}
          optional
          {...field("usageGuide")}
        />
        <TextArea
          label="Comment contribuer"
          hint="Où se parlent celles et ceux qui la tiennent, et ce que l’on peut y faire."
          optional
          {...field("contributionGuide")}
        />
      </Fieldset>
      <Fieldset question={"Qui la tient, et de quoi ont-ils besoin\u202f?"}>
        <TextArea
          label="Gouvernance"
          hint="Qui décide, comment, et qui paie."
          optional
          {...field("governance")}
        />
        <TextArea
          label="Besoins de sa communauté"
          hint={typo("Ce qui manque pour qu’elle continue : argent, temps, compétences, relais.")}
          optional
          {...field("needs")}
        />
      </Fieldset>
      <Fieldset
        question={"Que dire de plus\u202f?"}
        hint="Rien de cela n’est demandé. Ouvrez ce que vous savez."
      >
        <LinkRows {...{ saved, answer }} />
        <ImageRows {...{ saved, answer }} />
        <EnglishPart {...{ saved, answer }}>
          {(english) => (
            <>
              <TextField
                label={<EnglishLabel text="Name" />}
                maxLength={120}
                {...english("name")}
              />
              <TextArea
                label={<EnglishLabel text="Summary" />}
                rows={3}
                maxLength={300}
                {...english("summary")}
              />
              <TextArea label={<EnglishLabel text="Full text" />} {...english("description")} />
              <TextArea label={<EnglishLabel text="How to use it" />} {...english("usageGuide")} />
              <TextArea
                label={<EnglishLabel text="How to contribute" />}
                {...english("contributionGuide")}
              />
            </>
          )}
        </EnglishPart>
      </Fieldset>
    </RecordForm>
  );
}
