import { generationLabels, generations } from "@essaim/territory/contours/generation.rules";
import { registerFileLimit } from "@essaim/territory/register/register.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { Form, useNavigation } from "@remix-run/react";
import type { Answer } from "~/answer";

/** INSEE's limit is the reader's (16 MB): nothing larger is any use. */
const figuresLimit = 16 * 1024 * 1024;

/** Brings a file of contours. */
export function ContoursForm({
  answer,
  submissionId,
  fileId,
}: {
  answer: Answer | undefined;
  submissionId: string;
  fileId: string;
}) {
  const isSending = useIsSending("contours");
  const state = answer?.state;
  return (
    <Section
      title="Importer des contours"
      lead="Le fichier est contrôlé en entier avant que rien ne soit écrit. Les générations précédentes restent."
    >
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" encType="multipart/form-data" noValidate key={answer?.key}>
        <input type="hidden" name="intent" value="contours" />
        <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
        <input type="hidden" name="contoursId" value={answer ? "" : fileId} />
        <FormLayout>
          <FileField
            name="contours"
            label="Fichier des contours"
            hint="GeoJSON en longitude et latitude (WGS84), sorti de son archive ZIP. 48 Mo au plus. Le nom du fichier paraît sous vos cartes, comme leur source."
            accept=".geojson,.json"
            maxBytes={registerFileLimit}
            error={state?.errors.contours}
          />
          <RadioGroup
            label="Génération"
            name="generation"
            options={generations
              .map((value) => ({ value: String(value), label: generationLabels[value] }))
              .reverse()}
            defaultValue={textOf(state?.values.generation) ?? "2024"}
            error={state?.errors.generation}
          />
          <Checkbox
            name="isPartial"
            label="Fichier partiel"
            hint="Une région ou un département&#8239;: les quartiers qu’il ne nomme pas restent en vigueur. Un fichier national sort de la liste ceux qu’il ne nomme plus."
            defaultChecked={textOf(state?.values.isPartial) === "on"}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Importer les contours</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
      <p className="text-sm text-muted">
        Le fichier officiel est sur{" "}
        <a
          href="https://www.data.gouv.fr/datasets/quartiers-prioritaires-de-la-politique-de-la-ville-qpv"
          rel="noreferrer"
        >
          data.gouv.fr, «&#8239;Quartiers prioritaires de la politique de la ville (QPV)&#8239;»
        </a>
        &#8239;: dans l’archive ZIP, prenez{" "}
        <span className="wrap-anywhere">
          GEOJSON/QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson
        </span>
        .
      </p>
    </Section>
  );
}

/** Brings a file of indicators with its dictionary. */
export function IndicatorsForm({
  answer,
  submissionId,
  fileIds,
}: {
  answer: Answer | undefined;
  submissionId: string;
  fileIds: { figures: string; dictionary: string };
}) {
  const isSending = useIsSending("indicators");
  const state = answer?.state;
  return (
    <Section
      title="Importer des indicateurs"
      lead="Une ligne par quartier ou par commune, une colonne par indicateur, et le dictionnaire qui dit ce que sont les colonnes."
    >
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" encType="multipart/form-data" noValidate key={answer?.key}>
        <input type="hidden" name="intent" value="indicators" />
        <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
        <input type="hidden" name="figuresId" value={answer ? "" : fileIds.figures} />
        <input type="hidden" name="dictionaryId" value={answer ? "" : fileIds.dictionary} />
        <FormLayout>
          <FileField
            name="figures"
            label="Fichier des valeurs"
            hint="CSV, avec une virgule ou un point-virgule. «&#8239;s&#8239;» reste un secret statistique, et non zéro. 16 Mo au plus."
            accept=".csv,.txt"
            maxBytes={figuresLimit}
            error={state?.errors.figures}
          />
          <FileField
            name="dictionary"
            label="Dictionnaire"
            hint="CSV avec le code et le libellé de chaque colonne, et si possible son unité, sa source et son année."
            accept=".csv,.txt"
            maxBytes={figuresLimit}
            error={state?.errors.dictionary}
          />
          <TextField
            label="Source"
            optional
            hint="Si le dictionnaire ne la dit pas. Par exemple&#8239;: Insee, Filosofi."
            {...fieldProps(state, "source", "")}
          />
          <TextField
            label="Année décrite"
            optional
            inputMode="numeric"
            width="short"
            hint="Si le dictionnaire ne la dit pas. Celle des valeurs, et non de leur parution."
            {...fieldProps(state, "year", "")}
          />
          <Checkbox
            name="isPartial"
            id="indicatorsPartial"
            label="Laisser de côté les lieux inconnus"
            hint="Un fichier national, dans un registre où il n’y a qu’une région."
            defaultChecked={textOf(state?.values.isPartial) === "on"}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Importer les indicateurs</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
      <p className="text-sm text-muted">
        Les fichiers sont sur{" "}
        <a href="https://www.insee.fr/fr/statistiques" rel="noreferrer">
          insee.fr
        </a>
        , sous «&#8239;Estimations démographiques&#8239;» et «&#8239;Revenus, pauvreté et niveau de
        vie&#8239;», dans les quartiers prioritaires.
      </p>
    </Section>
  );
}

function useIsSending(intent: string): boolean {
  const navigation = useNavigation();
  return navigation.state !== "idle" && navigation.formData?.get("intent") === intent;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
