import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { SubmitButton } from "@essaim/ui/submit-button";
import type { FormState } from "@essaim/web/form";
import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";

/**
 * The form of a record: what stops it, its fields, then « Annuler » beside the button that sends it.
 * @param version of the record being edited; a new one has none
 * @param resetKey another one draws the fields again, with what they hold then
 * @param after what follows the buttons
 */
export function RecordForm(props: {
  state: FormState | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
  id?: string;
  resetKey?: string;
  after?: ReactNode;
  children: ReactNode;
}) {
  const { state, version } = props;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form method="post" noValidate id={props.id} key={props.resetKey}>
        <input type="hidden" name="submissionId" value={props.submissionId} />
        {version !== undefined && <input type="hidden" name="version" value={version} />}
        <FormLayout>
          {props.children}
          <FormActions>
            <SubmitButton pending={isSending}>{props.submitLabel}</SubmitButton>
            <ButtonLink href={props.cancelHref} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
          {props.after}
        </FormLayout>
      </Form>
    </>
  );
}
