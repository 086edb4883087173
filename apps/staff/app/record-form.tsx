import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { SubmitButton } from "@essaim/ui/submit-button";
import type { FormState } from "@essaim/web/form";
import { Form, useNavigation } from "@remix-run/react";
import type { KeyboardEvent, ReactNode } from "react";

/**
 * The form of a record: what stops it, its fields, then « Annuler » beside the button that sends it.
 * @param version of the record being edited; a new one has none
 * @param cancelHref none under a list, where nothing was opened
 * @param resetKey another one draws the fields again, with what they hold then
 * @param sentByKeys Ctrl Enter sends it from any of its fields, and the form says so
 * @param summary of the errors, when the sentences beside its fields need more words away from them
 * @param after what follows the buttons
 */
export function RecordForm(props: {
  state: FormState | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref?: string;
  id?: string;
  resetKey?: string;
  sentByKeys?: boolean;
  summary?: FormState["errors"];
  after?: ReactNode;
  children: ReactNode;
}) {
  const { state, version } = props;
  const navigation = useNavigation();
  const isSending = navigation.state !== "idle";
  return (
    <>
      <ErrorSummary errors={props.summary ?? state?.errors} formError={state?.formError} />
      <Form
        method="post"
        noValidate
        id={props.id}
        key={props.resetKey}
        onKeyDown={props.sentByKeys && navigation.state !== "submitting" ? sendOnKeys : undefined}
      >
        <input type="hidden" name="submissionId" value={props.submissionId} />
        {version !== undefined && <input type="hidden" name="version" value={version} />}
        <FormLayout>
          {props.children}
          <FormActions>
            <SubmitButton pending={isSending}>{props.submitLabel}</SubmitButton>
            {props.sentByKeys && <KeysHint />}
            {props.cancelHref && (
              <ButtonLink href={props.cancelHref} variant="quiet">
                Annuler
              </ButtonLink>
            )}
          </FormActions>
          {props.after}
        </FormLayout>
      </Form>
    </>
  );
}

/** Ctrl Enter, or Cmd Enter: the form leaves as if its main button were pressed. */
export function sendOnKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/** Beside the button that the keys press; nothing on a screen that is touched. */
export function KeysHint() {
  return (
    <span className="text-sm text-muted pointer-coarse:hidden">
      ou <kbd className="font-sans">Ctrl&nbsp;+&nbsp;Entrée</kbd>
    </span>
  );
}

/** First in a form that holds other buttons: the Enter key presses the first, which must be the one that saves. */
export function EnterSaves() {
  return <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true" />;
}
