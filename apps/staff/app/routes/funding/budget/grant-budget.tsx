import { isInKind } from "@essaim/funding/budget/account.rules";
import { inKindOf, moneyOf, undividedOf } from "@essaim/funding/budget/budget.rules";
import { getGrantBudget } from "@essaim/funding/budget/budget-line.queries";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { LineTable } from "./line-table";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Budget · ${page.budget.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const budget = await context.execute(actor, getGrantBudget, { id: recordId(params.id) });
  return {
    budget,
    canWrite: can(actor, "grant:write"),
    seesExpenses: can(actor, "spending:read"),
  };
}

export default function GrantBudgetPage() {
  const { budget, canWrite, seesExpenses } = useLoaderData<typeof loader>();
  const inMoney = budget.lines.filter((line) => !isInKind(line.account));
  const inKind = budget.lines.filter((line) => isInKind(line.account));
  const edit = canWrite && budget.status !== "closed" && (
    <ButtonLink href={paths.editGrantBudget(budget.id)} icon="edit">
      {budget.lines.length > 0 ? "Modifier le budget" : "Répartir ce financement"}
    </ButtonLink>
  );
  return (
    <>
      <Section
        title="Lignes budgétaires"
        lead={
          seesExpenses
            ? "Ce que le financement doit payer, par compte et par action, et ce qui en est dépensé."
            : "Ce que le financement doit payer, par compte et par action."
        }
        action={budget.lines.length > 0 && edit}
      >
        {inMoney.length > 0 ? (
          <LineTable
            caption="Lignes budgétaires"
            lines={inMoney}
            actions={budget.actions}
            period={budget}
            hrefOf={seesExpenses ? (line) => paths.expenses({ ligne: line.id }) : undefined}
            withTotals
            seesSpending={seesExpenses}
          />
        ) : (
          <EmptyState title="Rien n’est encore réparti" icon="grant" level={3} action={edit}>
            Une ligne dit combien du financement va à quoi. Les dépenses s’y imputent ensuite.
          </EmptyState>
        )}
        <Undivided
          cents={budget.cents}
          lines={budget.lines}
          isAwarded={budget.amountCents !== null}
        />
      </Section>
      {inKind.length > 0 && (
        <Section
          title="En nature"
          lead={
            "Valorisé à part\u202f: aucune dépense ne s’y impute, et le financement ne le paie pas."
          }
        >
          <DescriptionList
            short
            items={[
              ...inKind.map((line) => ({
                term: `${line.label}, compte ${line.account}`,
                value: formatCents(line.amountCents),
              })),
              { term: "Total en nature", value: formatCents(inKindOf(inKind)) },
            ]}
          />
        </Section>
      )}
    </>
  );
}

/** The grant, what its lines hold and what is on none: three rows that always make a sum. */
function Undivided({
  cents,
  lines,
  isAwarded,
}: {
  cents: number | null;
  lines: readonly { account: string; amountCents: number }[];
  isAwarded: boolean;
}) {
  const left = undividedOf(cents, lines);
  if (cents === null || left === null) {
    return (
      <Alert>
        Le montant du financement n’est pas encore connu&#8239;: rien ne limite ses lignes.
      </Alert>
    );
  }
  return (
    <DescriptionList
      short
      items={[
        {
          term: isAwarded ? "Financement accordé" : "Financement demandé",
          value: formatCents(cents),
        },
        { term: "Sur des lignes", value: formatCents(moneyOf(lines)) },
        { term: "À répartir", value: <strong>{formatCents(left)}</strong> },
      ]}
    />
  );
}
