import { textFromCents } from "@essaim/database/money.schema";
import { accountLabel } from "@essaim/funding/budget/account.rules";
import { editPlan } from "@essaim/funding/budget/plan.commands";
import { getPlan, listPlanGrants, type Plan } from "@essaim/funding/budget/plan.queries";
import {
  type PlanInput,
  planLists,
  planRefusals,
  planSchema,
} from "@essaim/funding/budget/plan.schema";
import { grantStatusLabels } from "@essaim/funding/grant/grant.schema";
import { can } from "@essaim/identity/actor";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldListProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
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
import { type Answer, answer, differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { FieldRow, FieldRows } from "~/field-rows";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { AccountField, AccountList } from "./account-field";
import { PlanSum, typedMoney } from "./budget-sum";
import { PlanHeading } from "./plan-heading";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.plan.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const [plan, grants] = await Promise.all([
    context.execute(actor, getPlan, { id }),
    context.execute(actor, listPlanGrants, { id }),
  ]);
  // A settled plan is opened again from its own page first.
  if (plan.settledOn) throw redirect(paths.fundingPlan(id));
  return { plan, grants, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { form, changed } = readRows(await readForm(request), planLists);
  if (changed) return data(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(planSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editPlan, { ...parsed.value, id }, { submissionId });
  if (outcome.ok) throw redirect(`${paths.fundingPlan(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, planRefusals[outcome.reason]);
  const grants = await context.execute(actor, listPlanGrants, { id });
  const titles = new Map(grants.map((grant) => [grant.id, grant.title]));
  const mine = inWords(parsed.value, outcome.current, (grantId) => titles.get(grantId) ?? "");
  return refuseConflict(form, outcome, differing(mine, savedInWords(outcome.current)));
}

type Row = { label: string; account: string; amountCents: number; actionId?: string | null };

const rowsInWords = (rows: readonly Row[], { actions }: Plan) =>
  rows
    .map((row) => {
      const action = actions.find((one) => one.id === row.actionId)?.name;
      const what = `${row.label} (${accountLabel(row.account)}${action ? `, ${action}` : ""})`;
      return `${what}\u202f: ${formatCents(row.amountCents)}`;
    })
    .join("\n");

function inWords(input: PlanInput, plan: Plan, titleOf: (grantId: string) => string): Words {
  return [
    ["Titre", input.title],
    ["Premier jour", formatDate(input.startsOn)],
    ["Dernier jour", formatDate(input.endsOn)],
    ["Note", input.note],
    ["Charges", rowsInWords(input.charges, plan)],
    ["Financements", input.grantIds.map(titleOf).sort().join("\n")],
    ["Autres produits", rowsInWords(input.products, plan)],
  ];
}

const savedInWords = (plan: Plan): Words => {
  const titles = new Map(plan.entries.map(({ grant }) => [grant?.id ?? "", grant?.title ?? ""]));
  return inWords(inputOf(plan), plan, (grantId) => titles.get(grantId) ?? "");
};

function inputOf(plan: Plan): PlanInput {
  const ofSide = (side: "charge" | "product") =>
    plan.entries
      .filter((entry) => entry.side === side && entry.grant === null)
      .map(({ label, account, actionId, cents }) => ({
        label,
        account,
        actionId,
        amountCents: cents ?? 0,
      }));
  return {
    title: plan.title,
    startsOn: plan.startsOn,
    endsOn: plan.endsOn,
    note: plan.note,
    charges: ofSide("charge"),
    products: ofSide("product"),
    grantIds: plan.entries.flatMap((entry) => (entry.grant ? [entry.grant.id] : [])),
  };
}

/** The saved rows as fields. */
function valuesOf({ charges, products }: PlanInput): Record<string, string> {
  const fields = (list: string, rows: readonly Row[]) =>
    rows.flatMap((row, index) =>
      Object.entries({
        label: row.label,
        account: accountLabel(row.account),
        amountCents: textFromCents(row.amountCents),
        actionId: row.actionId ?? "",
      }).map(([name, value]) => [`${list}.${index}.${name}`, value]),
    );
  return Object.fromEntries([...fields("charges", charges), ...fields("products", products)]);
}

export default function EditPlan() {
  const { plan, grants, submissionId } = useLoaderData<typeof loader>();
  const answer: Answer | undefined = useActionData<typeof action>();
  const saved = inputOf(plan);
  const rows = { saved: valuesOf(saved), answer };
  const sumOf = (values: Parameters<typeof typedMoney>[0], chosen: readonly string[]) => ({
    charges: typedMoney(values, "charges"),
    products: grants.reduce(
      (total, grant) => total + (chosen.includes(grant.id) ? (grant.cents ?? 0) : 0),
      typedMoney(values, "products"),
    ),
  });
  const typed = sumOf(
    answer?.state.values ?? rows.saved,
    answer ? [answer.state.values.grantIds ?? []].flat() : saved.grantIds,
  );
  const [live, setLive] = useState<{ key: string | undefined; sum: typeof typed }>();
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${plan.title}\u202f»`}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: "Plans de financement", href: paths.fundingPlans() },
          { label: plan.title, href: paths.fundingPlan(plan.id) },
        ]}
        lead={`Ce que coûte «\u202f${plan.programmeName}\u202f», et qui le paie.`}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editFundingPlan(plan.id)} />
      <AccountList side="charge" />
      <AccountList side="product" />
      <div
        className="contents"
        onInput={(event) => {
          const form = (event.target as HTMLElement).closest("form");
          if (!form) return;
          const sent = new FormData(form);
          const values = Object.fromEntries(
            [...sent].map(([name, value]) => [name, String(value)]),
          );
          const sum = sumOf(values, sent.getAll("grantIds[]").map(String));
          setLive({ key: answer?.key, sum });
        }}
      >
        <RecordForm
          state={answer?.state}
          submissionId={answer?.key ?? submissionId}
          version={versionFor(answer, plan.version)}
          submitLabel="Enregistrer le plan"
          cancelHref={paths.fundingPlan(plan.id)}
          resetKey={answer?.key}
        >
          <PlanHeading state={answer?.state} saved={plan} />
          <Fieldset
            question={"Que coûte le programme\u202f?"}
            hint={"Le compte 86 est celui de ce qui est donné en nature\u202f: il compte à part."}
          >
            <FieldRows list="charges" add="Ajouter une charge" spare={3} {...rows}>
              {(row, field) => (
                <FieldRow key={row.index} row={row} one="Charge" ordered>
                  <TextField
                    label="Ce que c’est"
                    width="full"
                    maxLength={200}
                    autoComplete="off"
                    className="self-end sm:col-span-2"
                    {...field("label")}
                  />
                  <MoneyField
                    label="Montant"
                    width="full"
                    className="self-end"
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
                    options={plan.actions.map(({ id, name }) => ({ value: id, label: name }))}
                    {...field("actionId")}
                  />
                </FieldRow>
              )}
            </FieldRows>
          </Fieldset>
          <Fieldset question={"Quels financements le paient\u202f?"}>
            {grants.length === 0 ? (
              <p>
                Aucun financement de ce programme n’est à compter sur cette période&#8239;: ceux qui
                sont déjà dans un autre plan ne sont pas proposés.
              </p>
            ) : (
              <CheckboxGroup
                label="Financements du programme"
                optional="unmarked"
                hint={"Leur montant est lu du financement\u202f: accordé, ou demandé en attendant."}
                options={grants.map((grant) => ({
                  value: grant.id,
                  label: `${grant.title} (${grant.funderName})`,
                  hint: `${grantStatusLabels[grant.status]}, ${grant.cents === null ? "montant non connu" : formatCents(grant.cents)}`,
                }))}
                {...fieldListProps(answer?.state, "grantIds", saved.grantIds)}
                id="grantIds"
                name="grantIds[]"
              />
            )}
          </Fieldset>
          <Fieldset
            question={"D’où vient le reste\u202f?"}
            hint={
              "Ventes, fonds propres, dons, autres aides. Le compte 87 est celui du bénévolat et des dons en nature."
            }
          >
            <FieldRows list="products" add="Ajouter un produit" spare={2} {...rows}>
              {(row, field) => (
                <FieldRow key={row.index} row={row} one="Produit" ordered>
                  <TextField
                    label="D’où cela vient"
                    width="full"
                    maxLength={200}
                    autoComplete="off"
                    className="self-end sm:col-span-2"
                    {...field("label")}
                  />
                  <MoneyField
                    label="Montant"
                    width="full"
                    className="self-end"
                    {...field("amountCents")}
                  />
                  <AccountField side="product" className="sm:col-span-2" {...field("account")} />
                </FieldRow>
              )}
            </FieldRows>
          </Fieldset>
          {/* What is typed counts until another answer comes. */}
          <PlanSum {...(live && live.key === answer?.key ? live.sum : typed)} />
        </RecordForm>
      </div>
    </>
  );
}
