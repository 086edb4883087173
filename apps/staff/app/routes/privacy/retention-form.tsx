import { durationInWords, retentionMonths } from "@essaim/accompaniment/privacy/retention.schema";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { type Answer, versionFor } from "~/answer";
import type { Board } from "./privacy";

const durations = retentionMonths.map((months) => ({
  value: String(months),
  label: durationInWords(months),
}));

/**
 * Asks how long files are kept. A choice that erases files the next night comes back with their number, to be
 * confirmed beside the list of the people concerned.
 * @param children what stands beside the button
 */
export function RetentionForm({
  settings,
  submissionId,
  answer,
  children,
}: Pick<Board, "settings" | "submissionId"> & {
  answer: Answer | undefined;
  children?: ReactNode;
}) {
  const state = answer?.state;
  const isSending = useNavigation().state !== "idle";
  const people = Number(state?.values.agreed ?? 0);
  return (
    <Section title={people > 0 ? "Votre choix" : "Réglages"} rule={false}>
      <Form method="post" noValidate className="flex flex-col gap-6">
        <ErrorSummary errors={state?.errors} formError={state?.formError} />
        <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
        <input type="hidden" name="version" value={versionFor(answer, settings.version)} />
        {people > 0 && <input type="hidden" name="agreed" value={people} />}
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
            {children}
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}
