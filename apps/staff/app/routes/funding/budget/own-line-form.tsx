import { textFromCents } from "@essaim/database/money.schema";
import { accountLabel } from "@essaim/funding/budget/account.rules";
import type { OwnLineInput } from "@essaim/funding/budget/budget-line.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { TextField } from "@essaim/ui/text-field";
import type { Answer, Words } from "~/answer";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { AccountField, AccountList } from "./account-field";

/** What a line of own funds is called, how much it holds, which days it covers. */
export function OwnLineForm(props: {
  saved?: Partial<OwnLineInput>;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
}) {
  const { saved, answer } = props;
  const state = answer?.state;
  const isTicked = (name: "takesAid" | "isClosed") =>
    state && "label" in state.values ? state.values[name] === "oui" : saved?.[name];
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={paths.ownLines()}
      resetKey={answer?.key}
    >
      <AccountList side="charge" />
      <Fieldset question={"Quelle somme, et pour quoi\u202f?"}>
        <TextField
          label="Nom de la ligne"
          width="full"
          maxLength={120}
          autoComplete="off"
          {...fieldProps(state, "label", saved?.label)}
        />
        <MoneyField
          label="Montant"
          {...fieldProps(
            state,
            "amountCents",
            saved?.amountCents === undefined ? undefined : textFromCents(saved.amountCents),
          )}
        />
        <AccountField
          side="charge"
          hint={"Du plan comptable\u202f: deux chiffres suffisent, par exemple 60 pour des achats."}
          {...fieldProps(
            state,
            "account",
            saved?.account === undefined ? undefined : accountLabel(saved.account),
          )}
        />
        <Checkbox
          name="takesAid"
          value="oui"
          label="Les petites aides peuvent s’y payer"
          hint="Elle est alors une enveloppe, proposée à qui accorde une aide."
          defaultChecked={isTicked("takesAid")}
          error={state?.errors.takesAid}
        />
      </Fieldset>
      <Fieldset question={"Quand peut-elle servir\u202f?"}>
        <DateField label="Premier jour" {...fieldProps(state, "startsOn", saved?.startsOn)} />
        <DateField label="Dernier jour" {...fieldProps(state, "endsOn", saved?.endsOn)} />
        <Checkbox
          name="isClosed"
          value="oui"
          label="Ligne fermée"
          hint="Elle garde ce qu’elle a payé et ne paie plus rien."
          defaultChecked={isTicked("isClosed")}
        />
      </Fieldset>
    </RecordForm>
  );
}

/** Every field of a line in words, to compare two versions. */
export function ownLineInWords(line: OwnLineInput): Words {
  return [
    ["Nom de la ligne", line.label],
    ["Montant", formatCents(line.amountCents)],
    ["Compte", accountLabel(line.account)],
    ["Petites aides", line.takesAid ? "oui" : "non"],
    ["Premier jour", formatDate(line.startsOn)],
    ["Dernier jour", formatDate(line.endsOn)],
    ["Ligne fermée", line.isClosed ? "oui" : "non"],
  ];
}
