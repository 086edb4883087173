import { textFromCents } from "@essaim/database/money.schema";
import { accountLabel } from "@essaim/funding/budget/account.rules";
import { spentOn } from "@essaim/funding/budget/budget.rules";
import { setGrantBudget } from "@essaim/funding/budget/budget-line.commands";
import { type GrantBudget, getGrantBudget } from "@essaim/funding/budget/budget-line.queries";
import {
  budgetLists,
  type GrantLineInput,
  grantBudgetSchema,
} from "@essaim/funding/budget/budget-line.schema";
import { can } from "@essaim/identity/actor";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatCents, formatPeriod } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { answer, differing, versionFor } from "~/answer";
import { refuseConflict, refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { FieldRow, FieldRows } from "~/field-rows";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { AccountField, AccountList } from "./account-field";
import { BudgetSum, typedMoney } from "./budget-sum";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier le budget · ${page.budget.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const budget = await context.execute(actor, getGrantBudget, { id: recordId(params.id) });
  return { budget, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const { form, changed } = readRows(await readForm(request), budgetLists);
  if (changed) return data(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(grantBudgetSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { grantId, ...parsed.value };
  const outcome = await context.execute(actor, setGrantBudget, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.grantBudget(grantId)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "invalid") return refuseFields(form, outcome.errors);
  const { current } = outcome;
  return refuseConflict(form, outcome, compare(parsed.value.lines, current));
}

/** Both budgets, line by line: by its id, and for a new one by its name. */
function compare(mine: readonly GrantLineInput[], theirs: GrantBudget) {
  const words = (line: Omit<GrantLineInput, "id" | "startsOn" | "endsOn">) =>
    [
      line.label,
      accountLabel(line.account),
      formatCents(line.amountCents),
      theirs.actions.find((action) => action.id === line.actionId)?.name,
      line.takesAid && "petites aides",
      line.isClosed && "fermée",
    ]
      .filter(Boolean)
      .join(", ");
  const nameOf = (line: { id: string | null; label: string }) =>
    theirs.lines.find((one) => one.id === line.id)?.label ?? line.label;
  const gone = theirs.lines.filter((line) => !mine.some((one) => one.id === line.id));
  return differing(
    [
      ["Montant du financement", theirs.cents === null ? "" : formatCents(theirs.cents)],
      ...mine.map((line) => [nameOf(line), words(line)] as const),
      ...gone.map((line) => [line.label, ""] as const),
    ],
    [
      ["Montant du financement", theirs.cents === null ? "" : formatCents(theirs.cents)],
      ...theirs.lines.map((line) => [line.label, words(line)] as const),
    ],
  );
}

/** The saved lines as fields. A line that runs as long as the grant says no days of its own. */
function valuesOf(budget: GrantBudget): Record<string, string> {
  return Object.fromEntries(
    budget.lines.flatMap((line, index) =>
      Object.entries({
        id: line.id,
        label: line.label,
        account: accountLabel(line.account),
        amountCents: textFromCents(line.amountCents),
        actionId: line.actionId ?? "",
        takesAid: line.takesAid ? "oui" : "",
        isClosed: line.isClosed ? "oui" : "",
        startsOn: line.startsOn === budget.startsOn ? "" : line.startsOn,
        endsOn: line.endsOn === budget.endsOn ? "" : line.endsOn,
      }).map(([name, value]) => [`lines.${index}.${name}`, value]),
    ),
  );
}

export default function EditGrantBudget() {
  const { budget, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const saved = valuesOf(budget);
  const typed = typedMoney(answer?.state.values ?? saved, "lines");
  const [live, setLive] = useState<{ key: string | undefined; total: number }>();
  // What is typed counts until another answer comes.
  const total = live && live.key === answer?.key ? live.total : typed;
  return (
    <>
      <PageHeader
        title="Modifier le budget"
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: budget.title, href: paths.grant(budget.id) },
          { label: "Budget", href: paths.grantBudget(budget.id) },
        ]}
        lead={`Ce que ${budget.funderName} paie, ${formatPeriod(budget.startsOn, budget.endsOn)}, ligne par ligne.`}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editGrantBudget(budget.id)} />
      <AccountList side="charge" />
      <div
        className="contents"
        onInput={(event) => {
          const form = (event.target as HTMLElement).closest("form");
          if (!form) return;
          const values = Object.fromEntries(
            [...new FormData(form)].map(([name, value]) => [name, String(value)]),
          );
          setLive({ key: answer?.key, total: typedMoney(values, "lines") });
        }}
      >
        <RecordForm
          state={answer?.state}
          submissionId={answer?.key ?? submissionId}
          version={versionFor(answer, budget.version)}
          submitLabel="Enregistrer le budget"
          cancelHref={paths.grantBudget(budget.id)}
          resetKey={answer?.key}
        >
          <FieldRows list="lines" add="Ajouter une ligne" spare={3} saved={saved} answer={answer}>
            {(row, field) => {
              const id = field("id").defaultValue;
              const line = budget.lines.find((one) => one.id === id);
              const spent = line ? spentOn(line) : 0;
              const isTicked = (name: string) => field(name).defaultValue === "oui";
              const isSpecial = ["startsOn", "endsOn"].some(
                (name) => field(name).defaultValue || field(name).error,
              );
              return (
                <FieldRow key={row.index} row={row} one="Ligne" stays={spent !== 0}>
                  {id && <input type="hidden" name={field("id").name} value={id} />}
                  <TextField
                    label="Nom de la ligne"
                    width="full"
                    maxLength={120}
                    autoComplete="off"
                    className="self-end sm:col-span-2"
                    {...field("label")}
                  />
                  <MoneyField
                    label="Montant"
                    width="full"
                    className="self-end"
                    hint={spent === 0 ? undefined : `${formatCents(spent)} déjà dépensés.`}
                    {...field("amountCents")}
                  />
                  <AccountField
                    side="charge"
                    className="self-end sm:col-span-2"
                    {...field("account")}
                  />
                  <Select
                    label="Action"
                    optional="unmarked"
                    width="full"
                    className="self-end"
                    placeholder="Tout le programme"
                    options={budget.actions.map(({ id: value, name: label }) => ({ value, label }))}
                    {...field("actionId")}
                  />
                  <div className="sm:col-span-3">
                    <Checkbox
                      value="oui"
                      label="Les petites aides peuvent s’y payer"
                      defaultChecked={isTicked("takesAid")}
                      {...withoutValue(field("takesAid"))}
                    />
                    <Disclosure
                      summary="Dates de la ligne, fermeture"
                      open={isSpecial || isTicked("isClosed")}
                    >
                      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
                        <DateField
                          label="Premier jour"
                          optional
                          hint={"Vide\u202f: celui du financement."}
                          {...field("startsOn")}
                        />
                        <DateField
                          label="Dernier jour"
                          optional
                          hint={"Vide\u202f: celui du financement."}
                          {...field("endsOn")}
                        />
                        <Checkbox
                          value="oui"
                          label="Ligne fermée"
                          hint="Elle garde ce qu’elle a payé et ne paie plus rien."
                          className="sm:col-span-2"
                          defaultChecked={isTicked("isClosed")}
                          {...withoutValue(field("isClosed"))}
                        />
                      </div>
                    </Disclosure>
                  </div>
                </FieldRow>
              );
            }}
          </FieldRows>
          <BudgetSum cents={budget.cents} total={total} />
        </RecordForm>
      </div>
    </>
  );
}

/** A box that is ticked or not has no text of its own. */
const withoutValue = ({ name, id, error }: { name: string; id: string; error?: string }) => ({
  name,
  id,
  error,
});
