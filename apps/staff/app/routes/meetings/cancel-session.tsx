import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { SubmitButton } from "@essaim/ui/submit-button";
import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";

/** Asks once whether a session is cancelled; what follows from it is said by the page. */
export function CancelSession({
  version,
  hasChanged,
  keepHref,
  children,
}: {
  version: number;
  /** Somebody saved it since the page was shown. */
  hasChanged?: boolean;
  keepHref: string;
  children: ReactNode;
}) {
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      {hasChanged && (
        <Alert tone="warning" role="alert" title="Quelqu’un vient de modifier cette séance">
          Vérifiez-la, puis annulez-la si c’est toujours ce que vous voulez.
        </Alert>
      )}
      <p className="max-w-measure">{children}</p>
      <Form method="post">
        <input type="hidden" name="version" value={version} />
        <FormActions>
          <SubmitButton pending={isSending} variant="danger">
            Annuler la séance
          </SubmitButton>
          <ButtonLink href={keepHref} variant="quiet">
            La garder
          </ButtonLink>
        </FormActions>
      </Form>
    </>
  );
}
