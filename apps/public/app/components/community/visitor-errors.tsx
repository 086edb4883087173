import { ErrorSummary } from "@essaim/ui/error-summary";
import type { FormState } from "@essaim/ui/form-state";
import { useI18n } from "~/i18n/i18n";
import { type NamedField, nameFaults } from "./named-faults";

/** What is wrong in a form of the public pages, field by field in their order. */
export function VisitorErrors({
  state,
  fields,
  title,
  intro,
}: {
  state: FormState | undefined;
  /** The fields that may be refused, in the order of the page; none when there is but one. */
  fields: readonly NamedField[];
  title: string;
  intro: string;
}) {
  const { t } = useI18n();
  return (
    <ErrorSummary
      errors={nameFaults(state?.errors ?? {}, fields, (line) => t("community.faultLine", line))}
      formError={state?.formError}
      title={title}
      intro={intro}
    />
  );
}
