import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { TextArea } from "@essaim/ui/text-area";
import { Form } from "@remix-run/react";

/** Refuses a proposal, with why. @param hint who reads that sentence */
export function RefuseProposal({
  version,
  state,
  submissionId,
  hint = "La personne recevra cette phrase.",
}: {
  version: number;
  state: FormState | undefined;
  submissionId: string;
  hint?: string;
}) {
  return (
    <Disclosure summary="Refuser la proposition" open={state !== undefined}>
      <Form method="post" noValidate className="flex flex-col gap-4">
        <ErrorSummary
          errors={state?.errors}
          formError={state?.formError}
          ids={{ reply: "refuse-reply" }}
        />
        <input type="hidden" name="submissionId" value={submissionId} />
        <input type="hidden" name="version" value={version} />
        <TextArea
          label="Pourquoi"
          id="refuse-reply"
          rows={3}
          maxLength={2000}
          hint={hint}
          {...fieldProps(state, "reply")}
        />
        <FormActions>
          <Button type="submit" name="step" value="refuse" variant="danger">
            Refuser
          </Button>
        </FormActions>
      </Form>
    </Disclosure>
  );
}
