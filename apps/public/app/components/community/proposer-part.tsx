import { CONTACT_DAYS, UNCONFIRMED_DAYS } from "@essaim/directory/community/proposal.schema";
import { Button } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { type I18n, useI18n } from "~/i18n/i18n";
import type { NamedField } from "./named-faults";
import { Trap } from "./trap-field";

/** Its fields, in their order. */
export const proposerFields = ({ t }: Pick<I18n, "t">): NamedField[] => [
  { name: "proposerName", label: t("community.proposer.name") },
  { name: "email", label: t("community.proposer.email") },
  { name: "message", label: t("community.proposer.message") },
];

/** The end of every proposal: who proposes, what becomes of it, and the button. */
export function ProposerPart({
  state,
  receiver,
}: {
  state: FormState | undefined;
  /** The cooperative that receives it; null while several may. */
  receiver: string | null;
}) {
  const { t } = useI18n();
  return (
    <>
      <h2 className="border-t border-line pt-6">{t("community.proposer.title")}</h2>
      <TextField
        label={t("community.proposer.name")}
        hint={t("community.proposer.nameHint")}
        autoComplete="name"
        maxLength={120}
        {...fieldProps(state, "proposerName")}
      />
      <TextField
        label={t("community.proposer.email")}
        hint={t("community.proposer.emailHint")}
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        {...fieldProps(state, "email")}
      />
      <TextArea
        label={t("community.proposer.message")}
        rows={3}
        optional
        maxLength={2000}
        {...fieldProps(state, "message")}
      />
      <Trap />
      <div className="flex max-w-measure flex-col gap-2 text-sm text-muted">
        <p>{t("community.proposer.licence")}</p>
        <p>
          {t("community.proposer.privacy", {
            name: receiver ?? t("community.proposer.somebody"),
            contactDays: CONTACT_DAYS,
            days: UNCONFIRMED_DAYS,
          })}
        </p>
      </div>
      <FormActions>
        <Button type="submit" variant="primary">
          {t("community.proposer.send")}
        </Button>
      </FormActions>
    </>
  );
}
