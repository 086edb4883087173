import { FormLayout } from "@essaim/ui/form-actions";
import type { FormState } from "@essaim/ui/form-state";
import type { ReactNode } from "react";
import { useI18n } from "~/i18n/i18n";
import type { NamedField } from "./named-faults";
import { VisitorErrors } from "./visitor-errors";

/** A form for people without an account, under what is wrong in it. */
export function VisitorForm({
  state,
  fields = [],
  errorTitle,
  children,
}: {
  state: FormState | undefined;
  /** The fields that may be refused, in the order of the page; none when there is but one. */
  fields?: readonly NamedField[];
  errorTitle: string;
  children: ReactNode;
}) {
  const { t } = useI18n();
  return (
    <>
      <VisitorErrors
        state={state}
        fields={fields}
        title={errorTitle}
        intro={t("community.proposer.errorIntro")}
      />
      <form method="post" noValidate>
        <FormLayout>{children}</FormLayout>
      </form>
    </>
  );
}
