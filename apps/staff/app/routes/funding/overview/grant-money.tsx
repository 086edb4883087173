import type { getGrantMoney } from "@essaim/funding/overview/grant-money.queries";
import { AHEAD, BEHIND, SOONEST_FORECAST } from "@essaim/funding/overview/grant-money.rules";
import type { LineMoney } from "@essaim/funding/overview/grant-money.schema";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, formatPercent } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { TargetMeter } from "@essaim/ui/target-meter";
import { paths } from "~/paths";
import { GrantAlerts } from "./alert-list";

type Props = Awaited<ReturnType<typeof getGrantMoney.run>> & {
  /** Who may read expenses is led to them. */
  canReadSpending: boolean;
  /** Who may write the budget is led to it. */
  canWrite: boolean;
};

/** The block « Où en est l’argent » of a grant's page. */
export function GrantMoney({ day, money, lines, canReadSpending, canWrite }: Props) {
  const isRunning = money.status === "awarded";
  const isWon = isRunning || money.status === "closed";
  const known = money.awardedCents ?? money.askedCents;
  // Nothing can be spent before a line exists: that it is not spent fast enough would only hide it.
  const alerts = money.alerts.filter(({ kind }) => lines.length > 0 || kind !== "behind");
  return (
    <Section
      title="Où en est l’argent"
      lead={`Au ${formatDate(day)}, d’après les versements notés et les dépenses imputées au budget.`}
      action={
        canReadSpending &&
        isWon && <Link href={paths.expensesToCheck(money.id)}>Dépenses à vérifier</Link>
      }
    >
      {alerts.length > 0 && <GrantAlerts grantId={money.id} alerts={alerts} />}
      {money.awardedCents !== null && (
        <div className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
          <TargetMeter
            label="Reçu du financeur"
            value={money.receivedCents}
            target={money.awardedCents}
            format={written}
          />
          <TargetMeter
            label="Dépensé et engagé"
            value={money.paidCents + money.committedCents}
            target={money.awardedCents}
            format={written}
          />
        </div>
      )}
      <DescriptionList
        columns={2}
        short
        empty="Non connu"
        items={[
          { term: "Demandé", value: amount(money.askedCents) },
          ...(isWon
            ? [
                { term: "Acquis", value: amount(money.awardedCents) },
                { term: "Reçu", value: written(money.receivedCents) },
                { term: "Acquitté", value: written(money.paidCents) },
                { term: "Engagé, pas encore acquitté", value: written(money.committedCents) },
                { term: "Reste à dépenser", value: amount(money.leftCents) },
              ]
            : []),
          { term: "À répartir", value: amount(money.undividedCents) },
          ...(isWon ? [{ term: "Temps passé, argent dépensé", value: pace(money) }] : []),
          ...(isRunning ? [{ term: "Prévision à la fin", value: forecast(money) }] : []),
        ]}
      />
      {isRunning && <ForecastRule />}
      {known !== null && lines.length === 0 ? (
        <EmptyState
          title="Aucune ligne de budget"
          icon="money"
          level={3}
          action={
            canWrite &&
            money.status !== "closed" && (
              <ButtonLink href={paths.editGrantBudget(money.id)}>Écrire le budget</ButtonLink>
            )
          }
        >
          Les dépenses s’imputent sur les lignes du budget. Tant qu’il n’y en a pas, rien ne peut
          être dépensé sur ce financement.
        </EmptyState>
      ) : (
        lines.length > 0 && (
          <Disclosure summary="Lignes du budget" onPhone>
            <Lines lines={lines} undividedCents={money.undividedCents} />
          </Disclosure>
        )
      )}
    </Section>
  );
}

const pace = ({ elapsed, spent }: Props["money"]) =>
  `${formatPercent(elapsed)} de la période${spent === null ? "" : `, ${formatPercent(spent)} du montant`}`;

function forecast({ forecastCents, awardedCents }: Props["money"]): string | null {
  if (forecastCents !== null) return written(forecastCents);
  return awardedCents === null ? null : "Trop tôt pour la dire";
}

/** The rule of the forecast and what it does not know, and when speed is told. */
export function ForecastRule() {
  return (
    <Disclosure summary="Comment la prévision est faite">
      <p className="max-w-measure text-sm">
        Ce qui est dépensé et engagé jusqu’à la fin du mois en cours, au même rythme jusqu’au
        dernier jour de la période, et jamais moins que ce qui est déjà engagé. Le mois en cours
        compte en entier, le temps jusqu’à ce jour seulement&#8239;: au début d’un mois, le rythme
        paraît plus rapide qu’il n’est. Rien n’est prévu avant {formatPercent(SOONEST_FORECAST)} de
        la période. Une dépense de début ou de fin d’année, un salaire saisi en une fois ou une
        facture que personne n’a encore notée la font mentir&#8239;: c’est un repère, pas un
        engagement. L’écart entre le temps et l’argent est signalé au-delà de {formatPercent(AHEAD)}{" "}
        d’avance ou de {formatPercent(BEHIND)} de retard.
      </p>
    </Disclosure>
  );
}

type Row = LineMoney | { id: "undivided"; amountCents: number };

function Lines({
  lines,
  undividedCents,
}: {
  lines: readonly LineMoney[];
  undividedCents: number | null;
}) {
  const rows: Row[] = [
    ...lines,
    ...(undividedCents ? [{ id: "undivided" as const, amountCents: undividedCents }] : []),
  ];
  const isInKind = (row: Row) => "account" in row && row.account.startsWith("86");
  const figure = (read: (line: LineMoney) => number) => (row: Row) =>
    "account" in row && !isInKind(row) ? written(read(row)) : "–";
  const sum = (read: (line: LineMoney) => number) =>
    written(lines.filter((line) => !isInKind(line)).reduce((total, line) => total + read(line), 0));
  const left = (row: Row) =>
    "account" in row ? row.amountCents - row.paidCents - row.committedCents : row.amountCents;
  return (
    <Table
      caption="Lignes du budget"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "line",
          header: "Ligne",
          lead: true,
          cell: (row) =>
            "account" in row ? (
              <>
                {row.label}{" "}
                <span className="text-sm text-muted">
                  compte {row.account}
                  {isInKind(row) && ", en nature"}
                </span>
              </>
            ) : (
              "À répartir"
            ),
          footer: "Total en argent",
        },
        {
          key: "amount",
          header: "Prévu",
          numeric: true,
          cell: (row) => written(row.amountCents),
          footer: written(
            rows.filter((row) => !isInKind(row)).reduce((total, row) => total + row.amountCents, 0),
          ),
        },
        {
          key: "paid",
          header: "Acquitté",
          numeric: true,
          cell: figure((line) => line.paidCents),
          footer: sum((line) => line.paidCents),
        },
        {
          key: "committed",
          header: "Engagé",
          numeric: true,
          cell: figure((line) => line.committedCents),
          footer: sum((line) => line.committedCents),
        },
        {
          key: "left",
          header: "Reste",
          numeric: true,
          cell: (row) =>
            isInKind(row) ? (
              "–"
            ) : (
              <span className={left(row) < 0 ? "font-semibold text-danger" : undefined}>
                {written(left(row))}
              </span>
            ),
          footer: written(
            rows.filter((row) => !isInKind(row)).reduce((total, row) => total + left(row), 0),
          ),
        },
      ]}
    />
  );
}

const written = (cents: number) => formatCents(cents);
const amount = (cents: number | null) => (cents === null ? null : written(cents));
