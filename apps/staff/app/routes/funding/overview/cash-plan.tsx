import { getCashPlan } from "@essaim/funding/overview/cash-plan.queries";
import {
  type CashMonth,
  cashPlanSchema,
  type ExpectedPayment,
  PLAN_MONTHS,
  type Unplaced,
} from "@essaim/funding/overview/cash-plan.schema";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { Chart } from "@essaim/ui/chart";
import { Disclosure } from "@essaim/ui/disclosure";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatCents, formatDate, formatMonth } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { TextField } from "@essaim/ui/text-field";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Plan de trésorerie");

/** More are told by the overview and its spreadsheet. */
const ROWS_SHOWN = 40;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { openingCents } = parseQuery(cashPlanSchema, request);
  const plan = await context.execute(actor, getCashPlan, { openingCents });
  const typed = new URL(request.url).searchParams.get("solde")?.trim() ?? "";
  const read = cashPlanSchema.safeParse({ solde: typed });
  const unread = typed === "" ? undefined : read.error?.issues[0]?.message;
  const payments = [...plan.late, ...plan.coming];
  return {
    ...plan,
    typed,
    unread,
    late: plan.late.map(({ id }) => id),
    coming: payments.slice(0, ROWS_SHOWN),
    comingCount: payments.length,
    withoutInstalment: plan.withoutInstalment.slice(0, ROWS_SHOWN),
    leftAfterEnd: plan.leftAfterEnd.slice(0, ROWS_SHOWN),
    withoutInstalmentCents: sum(plan.withoutInstalment),
    leftAfterEndCents: sum(plan.leftAfterEnd),
  };
}

const sum = (rows: readonly { amountCents: number }[]) =>
  rows.reduce((total, row) => total + row.amountCents, 0);
const money = (cents: number) => formatCents(cents);
/** A month without anything is no figure to read. */
const moved = (cents: number) =>
  cents === 0 ? <span className="text-muted">–</span> : money(cents);

/** What comes in and goes out, month by month. */
export default function CashPlanPage() {
  const plan = useLoaderData<typeof loader>();
  const { months, openingCents, typed } = plan;
  const lowest = months.reduce<CashMonth | undefined>(
    (low, month) => (low && low.balanceCents <= month.balanceCents ? low : month),
    undefined,
  );
  return (
    <>
      <PageHeader
        title="Plan de trésorerie"
        breadcrumb={[{ label: "Suivi des financements", href: paths.fundingOverview() }]}
        lead={`Ce qui entre et ce qui sort pendant ${PLAN_MONTHS} mois, d’après les versements attendus, les dépenses engagées et ce qu’il reste à dépenser.`}
        action={
          <ButtonLink
            href={paths.cashPlanCsv({ solde: plan.unread ? null : typed })}
            icon="download"
          >
            Télécharger (CSV)
          </ButtonLink>
        }
      />
      <FilterBar
        action={paths.cashPlan()}
        label="Solde de départ"
        submit="Calculer"
        summary={
          openingCents === 0
            ? "Le plan part de zéro\u202f: indiquez ce qu’il y a en banque pour le lire comme un solde."
            : `Le plan part de ${money(openingCents)}. Ce solde n’est gardé nulle part, que dans l’adresse de cette page.`
        }
      >
        <TextField
          name="solde"
          label="En banque aujourd’hui, en euros"
          optional="unmarked"
          inputMode="decimal"
          defaultValue={typed}
          error={plan.unread}
        />
      </FilterBar>
      <Chart
        kind="line"
        level={2}
        title="Solde à la fin de chaque mois"
        description={
          lowest
            ? `Le plus bas est ${money(lowest.balanceCents)}, à la fin de ${formatMonth(lowest.month)}.`
            : ""
        }
        unit="€"
        labelHeader="Mois"
        format={(value) => formatCents(Math.round(value) * 100, "fr", { cents: "auto" })}
        series={months.map(({ month, balanceCents }) => ({
          label: formatMonth(month),
          value: balanceCents / 100,
        }))}
        source="La prévision étale ce qu’il reste de chaque financement acquis, à parts égales, sur les mois de sa période qui ne sont pas finis. Les dépenses que rien ne finance et que personne n’a notées n’y sont pas."
      />
      <Section
        title="Mois par mois"
        lead="Les dépenses prévues supposent que tout ce qui reste sera dépensé. La prévision de la page d’un financement suit, elle, le rythme tenu jusqu’ici."
      >
        <Disclosure summary="Chaque mois" onPhone>
          <Months months={months} />
        </Disclosure>
        <Beyond plan={plan} />
      </Section>
      <Section
        title="Versements attendus"
        lead={
          plan.comingCount > plan.coming.length
            ? `Les ${plan.coming.length} premiers, de ${plan.comingCount}.`
            : undefined
        }
      >
        <Payments payments={plan.coming} late={plan.late} />
      </Section>
      {plan.withoutInstalmentCents > 0 && (
        <Section
          title="À recevoir sans échéance"
          lead={`${money(plan.withoutInstalmentCents)} acquis ne sont dans aucun versement attendu\u202f: aucun mois ne les compte.`}
        >
          <UnplacedTable
            caption="À recevoir sans échéance"
            rows={plan.withoutInstalment}
            href={paths.payments}
          />
        </Section>
      )}
      {plan.leftAfterEndCents > 0 && (
        <Section
          title="Restes de financements dont la période est finie"
          lead={`${money(plan.leftAfterEndCents)} ne sont ni dépensés ni engagés\u202f: la prévision ne les compte pas.`}
        >
          <UnplacedTable
            caption="Restes de périodes finies"
            rows={plan.leftAfterEnd}
            href={paths.grant}
          />
        </Section>
      )}
    </>
  );
}

function Months({ months }: { months: readonly CashMonth[] }) {
  const total = (name: "expectedCents" | "committedCents" | "forecastCents") =>
    money(months.reduce((all, month) => all + month[name], 0));
  return (
    <Table
      caption="Entrées, sorties et solde de chaque mois"
      hideCaption
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        {
          key: "month",
          header: "Mois",
          lead: true,
          cell: ({ month }) => formatMonth(month),
          footer: "Total",
        },
        {
          key: "expected",
          header: "Versements attendus",
          numeric: true,
          cell: ({ expectedCents }) => moved(expectedCents),
          footer: total("expectedCents"),
        },
        {
          key: "committed",
          header: "Dépenses engagées",
          numeric: true,
          cell: ({ committedCents }) => moved(committedCents),
          footer: total("committedCents"),
        },
        {
          key: "forecast",
          header: "Dépenses prévues",
          numeric: true,
          cell: ({ forecastCents }) => moved(forecastCents),
          footer: total("forecastCents"),
        },
        {
          key: "balance",
          header: "Solde à la fin",
          numeric: true,
          cell: ({ balanceCents }) => (
            <span className={balanceCents < 0 ? "font-semibold text-danger" : undefined}>
              {money(balanceCents)}
            </span>
          ),
        },
      ]}
    />
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** What the months above do not hold, said rather than lost. */
function Beyond({ plan }: { plan: Loaded }) {
  const parts = [
    plan.laterExpectedCents > 0 && `${money(plan.laterExpectedCents)} à recevoir`,
    plan.laterCommittedCents !== 0 && `${money(plan.laterCommittedCents)} engagés`,
    plan.laterForecastCents > 0 && `${money(plan.laterForecastCents)} prévus`,
  ].filter((part) => part !== false);
  return (
    <p className="max-w-measure text-sm text-muted">
      Ce qui est en retard est compté dans le mois en cours.
      {parts.length > 0 && <> Au-delà du dernier mois&#8239;: {parts.join(", ")}.</>}
    </p>
  );
}

function Payments({
  payments,
  late,
}: {
  payments: readonly ExpectedPayment[];
  late: readonly string[];
}) {
  return (
    <Table
      caption="Versements attendus"
      hideCaption
      rows={payments}
      rowKey={({ id }) => id}
      empty={
        <p className="text-muted">
          Aucun versement n’est annoncé. Les échéances d’une convention se notent dans les
          versements de son financement.
        </p>
      }
      columns={[
        {
          key: "grant",
          header: "Financement",
          lead: true,
          cell: ({ grantId, grantTitle }) => (
            <Link href={paths.payments(grantId)}>{grantTitle}</Link>
          ),
        },
        { key: "funder", header: "Financeur", cell: ({ funderName }) => funderName },
        { key: "label", header: "Versement", cell: ({ label }) => label },
        {
          key: "day",
          header: "Attendu le",
          cell: ({ id, expectedOn }) => (
            <>
              {formatDate(expectedOn)} {late.includes(id) && <Badge tone="danger">En retard</Badge>}
            </>
          ),
        },
        {
          key: "amount",
          header: "Montant",
          numeric: true,
          cell: ({ amountCents }) => money(amountCents),
        },
      ]}
    />
  );
}

function UnplacedTable({
  caption,
  rows,
  href,
}: {
  caption: string;
  rows: readonly Unplaced[];
  href: (grantId: string) => string;
}) {
  return (
    <Table
      caption={caption}
      hideCaption
      stack="never"
      rows={rows}
      rowKey={({ grantId }) => grantId}
      columns={[
        {
          key: "grant",
          header: "Financement",
          lead: true,
          cell: ({ grantId, grantTitle }) => <Link href={href(grantId)}>{grantTitle}</Link>,
        },
        {
          key: "amount",
          header: "Montant",
          numeric: true,
          cell: ({ amountCents }) => money(amountCents),
        },
      ]}
    />
  );
}
