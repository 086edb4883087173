import { durationInWords, retentionMonths } from "@essaim/accompaniment/privacy/retention.schema";
import { Alert } from "@essaim/ui/alert";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { Form, useNavigation } from "@remix-run/react";
import { type Answer, versionFor } from "~/answer";
import type { Board } from "./privacy";

const durations = retentionMonths.map((months) => ({
  value: String(months),
  label: durationInWords(months),
}));

/** Asks how long files are kept; a choice that erases files the next night is asked once more, with their number. */
export function RetentionForm({
  settings,
  submissionId,
  answer,
}: Board & { answer: Answer | undefined }) {
  const state = answer?.state;
  const isSending = useNavigation().state !== "idle";
  const people = Number(state?.values.agreed ?? 0);
  return (
    <Section title="Réglages" rule={false}>
      <Form method="post" noValidate className="flex flex-col gap-6">
        <ErrorSummary errors={state?.errors} formError={state?.formError} />
        <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
        <input type="hidden" name="version" value={versionFor(answer, settings.version)} />
        {people > 0 && (
          <>
            <input type="hidden" name="agreed" value={people} />
            <Alert
              tone="warning"
              role="alert"
              title={`${plural(people, "fiche s’effacera", "fiches s’effaceront")} la nuit prochaine`}
            >
              Avec cette durée, leur temps est déjà passé. Cela ne se défait pas. Enregistrez de
              nouveau pour le confirmer, ou choisissez une durée plus longue.
            </Alert>
          </>
        )}
        <FormLayout>
          <Select
            label={"Combien de temps garder une fiche après la sortie\u202f?"}
            hint="Pour l’accompagnement social, la CNIL recommande deux ans après le dernier contact. Les contrats et les pièces comptables se gardent à part."
            optional="unmarked"
            placeholder="Pas encore décidé"
            options={durations}
            {...fieldProps(state, "retentionMonths", settings.retentionMonths)}
          />
          <TextField
            label={"À qui les personnes écrivent-elles au sujet de leurs données\u202f?"}
            hint="Un nom ou une fonction, avec une adresse. Cela figure sur la note d’information et dans les archives."
            optional
            autoComplete="off"
            {...fieldProps(state, "privacyContact", settings.privacyContact)}
          />
          <FormActions>
            <SubmitButton pending={isSending} variant={people > 0 ? "danger" : "primary"}>
              {people > 0 ? "Confirmer et enregistrer" : "Enregistrer"}
            </SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}
