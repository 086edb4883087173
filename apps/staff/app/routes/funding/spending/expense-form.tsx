import { textFromCents } from "@essaim/database/money.schema";
import type { Expense, ExpenseChoices } from "@essaim/funding/spending/expense.queries";
import { enteredKinds, expenseKindLabels } from "@essaim/funding/spending/expense.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { Fieldset } from "@essaim/ui/fieldset";
import { FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDuration, typo } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { FieldRow, FieldRows } from "~/field-rows";
import { EnterSaves, RecordForm } from "~/record-form";
import { AccountField, AccountList } from "../budget/account-field";

/** The lists of rows of this form. */
export const expenseRows = ["shares"];

export function ExpenseForm(props: {
  choices: ExpenseChoices;
  saved?: Partial<Expense>;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { choices, saved = {}, answer } = props;
  const state = answer?.state;
  const cents = (value: number | null | undefined) =>
    value == null ? null : textFromCents(Math.abs(value));
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
      resetKey={answer?.key}
    >
      <EnterSaves />
      <Fieldset question="Qu’est-ce qui est payé&#8239;?">
        <RadioGroup
          label="Sorte de dépense"
          inline
          {...fieldProps(state, "kind", saved.kind ?? "purchase")}
          options={enteredKinds.map((value) => ({ value, label: expenseKindLabels[value] }))}
        />
        <TextField
          label="En quelques mots"
          {...fieldProps(state, "label", saved.label)}
          width="long"
          maxLength={300}
          autoComplete="off"
        />
        <TextField
          label="Fournisseur"
          {...fieldProps(state, "supplier", saved.supplier)}
          optional
          maxLength={200}
          autoComplete="off"
        />
        <AccountField
          side="charge"
          {...fieldProps(state, "account", saved.account)}
          hint="Un compte de charges&#8239;: deux chiffres suffisent, davantage sont gardés."
        />
        <AccountList side="charge" />
        <DateField
          label="Date de la dépense"
          {...fieldProps(state, "incurredOn", saved.incurredOn)}
          hint="Celle de la facture, ou des heures faites. C’est elle que la convention regarde."
        />
        <DateField
          label="Acquittée le"
          {...fieldProps(state, "paidOn", saved.paidOn)}
          optional
          hint="Sans date, la dépense est engagée."
        />
      </Fieldset>
      <Fieldset question="Combien&#8239;?">
        <MoneyField
          label="Montant"
          {...fieldProps(
            state,
            "amountCents",
            saved.kind === "staff_time" ? null : cents(saved.amountCents),
          )}
          optional="unmarked"
          hint="Pour un achat ou un avoir, sans signe moins. Pour du temps de l’équipe, il se calcule."
        />
        <Disclosure
          summary="Pour du temps de l’équipe"
          open={(state?.values.kind ?? saved.kind) === "staff_time"}
        >
          <FormLayout>
            <TextField
              label="Qui a travaillé"
              {...fieldProps(state, "staffMember", saved.staffMember)}
              optional="unmarked"
              maxLength={120}
              autoComplete="off"
            />
            <TextField
              label="Durée"
              {...fieldProps(
                state,
                "minutes",
                saved.minutes == null ? null : formatDuration(saved.minutes),
              )}
              optional="unmarked"
              width="short"
              autoComplete="off"
              hint="Par exemple 7&nbsp;h&nbsp;30."
            />
            <MoneyField
              label="Coût d’une heure"
              {...fieldProps(state, "hourlyCents", cents(saved.hourlyCents))}
              optional="unmarked"
              hint="Salaire et cotisations."
            />
          </FormLayout>
        </Disclosure>
      </Fieldset>
      <Fieldset
        question="Qui la prend en charge&#8239;?"
        hint={typo(
          "Une part par ligne budgétaire : « 60 % », « 120,50 € », ou rien pour tout le reste. Ce qu’aucune ligne ne paie reste à la charge de la coopérative.",
        )}
      >
        <FieldRows
          list="shares"
          add="Ajouter une ligne budgétaire"
          saved={savedShares(saved)}
          answer={answer}
        >
          {(row, field) => (
            <FieldRow key={row.index} row={row} one="Part">
              <Select
                label="Ligne budgétaire"
                {...field("line")}
                optional="unmarked"
                className="sm:col-span-2"
                width="long"
                placeholder="Aucune"
                options={lineOptions(choices.lines)}
              />
              <TextField
                label="Part"
                {...field("part")}
                optional="unmarked"
                width="short"
                autoComplete="off"
              />
            </FieldRow>
          )}
        </FieldRows>
        <KeepAnyway answer={answer} />
      </Fieldset>
      <Fieldset question="Pour qui, et où la retrouver&#8239;?">
        <Select
          label="Personne accompagnée"
          {...fieldProps(state, "workerId", saved.workerId)}
          optional
          width="long"
          placeholder="Personne en particulier"
          options={people(choices.workers)}
        />
        <Select
          label="Activité"
          {...fieldProps(state, "activityId", saved.activityId)}
          optional
          width="long"
          placeholder="Aucune en particulier"
          options={choices.activities.map((one) => ({ value: one.id, label: one.title }))}
        />
        {choices.pieces.length > 0 && (
          <Select
            label="Contenu du média"
            {...fieldProps(state, "pieceId", saved.pieceId)}
            optional
            width="long"
            placeholder="Aucun en particulier"
            options={choices.pieces.map((one) => ({ value: one.id, label: one.title }))}
          />
        )}
        <TextField
          label="Référence"
          {...fieldProps(state, "reference", saved.reference)}
          optional
          maxLength={120}
          autoComplete="off"
          hint="Le numéro de la facture ou de l’écriture."
        />
        <TextField
          label="Adresse de la pièce"
          type="url"
          {...fieldProps(state, "evidenceUrl", saved.evidenceUrl)}
          optional
          autoComplete="off"
          hint="Si la pièce est déjà en ligne. Un fichier se joint sur la page de la dépense."
        />
        <TextArea label="Note" {...fieldProps(state, "note", saved.note)} optional rows={3} />
      </Fieldset>
    </RecordForm>
  );
}

/** Asked only of whoever was warned: something to have read, not a rule. */
function KeepAnyway({ answer }: { answer: Answer | undefined }) {
  const { error, defaultValue } = fieldProps(answer?.state, "keepAnyway");
  if (!error && !defaultValue) return null;
  return (
    <Checkbox
      name="keepAnyway"
      value="oui"
      label="J’ai lu, et je garde cette dépense ainsi"
      error={error}
      className="mt-2"
      defaultChecked={Boolean(defaultValue)}
    />
  );
}

/** The saved parts as a form would say them: in euros, whatever they were typed as. */
function savedShares({ parts = [] }: Partial<Expense>): Record<string, string> {
  return Object.fromEntries(
    parts.flatMap(({ budgetLineId, amountCents }, index) => [
      [`shares.${index}.line`, budgetLineId],
      [`shares.${index}.part`, amountCents ? textFromCents(Math.abs(amountCents)) : ""],
    ]),
  );
}

/** By grant, the latest first, then the lines of own funds. */
function lineOptions(lines: ExpenseChoices["lines"]) {
  const groups = new Map<string, { label: string; options: { value: string; label: string }[] }>();
  for (const line of lines) {
    const key = line.grantId ?? "";
    const group = groups.get(key) ?? { label: line.grantTitle ?? "Fonds propres", options: [] };
    const left = line.leftCents < 0 ? "dépassée de" : "reste";
    group.options.push({
      value: line.id,
      // Closed, a list shows the choice without its group: two grants may name a line alike.
      label: `${group.label} · ${line.label} (${left} ${formatCents(Math.abs(line.leftCents))})`,
    });
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The people accompanied now, then those whom the cooperative no longer accompanies. */
function people(workers: ExpenseChoices["workers"]) {
  const choices = (ended: boolean) =>
    workers
      .filter((one) => Boolean(one.hasEnded) === ended)
      .map((one) => ({ value: one.id, label: `${one.familyName} ${one.givenName}` }));
  return [
    { label: "Accompagnées aujourd’hui", options: choices(false) },
    { label: "Accompagnement terminé", options: choices(true) },
  ].filter((group) => group.options.length > 0);
}
