import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormLayout } from "@essaim/ui/form-actions";
import type { FormState } from "@essaim/ui/form-state";
import type { ReactNode } from "react";
import { useI18n } from "~/i18n/i18n";

/** A form for people without an account, under what is wrong in it. */
export function VisitorForm({
  state,
  errorTitle,
  children,
}: {
  state: FormState | undefined;
  errorTitle: string;
  children: ReactNode;
}) {
  const { t } = useI18n();
  return (
    <>
      <ErrorSummary
        errors={state?.errors}
        formError={state?.formError}
        title={errorTitle}
        intro={t("community.proposer.errorIntro")}
      />
      <form method="post" noValidate>
        <FormLayout>{children}</FormLayout>
      </form>
    </>
  );
}
