import type { ReleaseContent, ReleasedFigure } from "@essaim/impact/release/release.schema";
import { addUp, tellSummed } from "@essaim/impact/target/told-points.rules";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { PHONE } from "@essaim/ui/drawn";
import { DrawnTrajectory } from "@essaim/ui/drawn-trajectory";
import { formatDate, formatMonth, formatNumber } from "@essaim/ui/format";
import { SmallDrawings } from "@essaim/ui/small-drawings";
import { Table } from "@essaim/ui/table";
import { useI18n } from "~/i18n/i18n";
import { Part } from "./part";
import { nameOf, writeCount } from "./sentences";

/** What adds up month after month, on the way to what was promised. */
export function Months({ content }: { content: ReleaseContent }) {
  const { t } = useI18n();
  const told = content.figures.flatMap((figure) => {
    const months = content.months[figure.key] ?? [];
    return months.length > 0 ? [{ figure, months }] : [];
  });
  if (told.length === 0) return null;
  return (
    <Part title={t("impact.months")}>
      <SmallDrawings>
        {told.map(({ figure, months }) => (
          <MonthsChart key={figure.key} content={content} figure={figure} months={months} />
        ))}
      </SmallDrawings>
    </Part>
  );
}

function MonthsChart({
  content: { header, cutOffOn },
  figure,
  months,
}: {
  content: ReleaseContent;
  figure: ReleasedFigure;
  months: readonly { month: string; value: number }[];
}) {
  const { t, locale } = useI18n();
  const told = tellSummed(addUp(months));
  const isLong = told.some(({ isYear }) => isYear);
  const { value: lastValue = 0, on: lastOn = cutOffOn, sum = 0 } = told.at(-1) ?? {};
  const title = t("impact.monthsTitle", { name: nameOf(figure, locale) });
  return (
    <ChartWithTable
      level={4}
      title={title}
      description={t("impact.monthsText", {
        sum: writeCount(figure, sum, locale),
        last: formatNumber(lastValue, locale),
        month: formatMonth(lastOn, locale),
      })}
      table={
        <Table
          caption={title}
          hideCaption
          rows={told}
          rowKey={({ on }) => on}
          stack="never"
          columns={[
            {
              key: "month",
              header: t(isLong ? "impact.yearOrMonth" : "impact.month"),
              lead: true,
              cell: ({ on, isYear }) => (isYear ? on.slice(0, 4) : formatMonth(on, locale)),
            },
            {
              key: "value",
              header: t(isLong ? "impact.thisYearOrMonth" : "impact.thisMonth"),
              numeric: true,
              cell: ({ value }) => formatNumber(value, locale),
            },
            {
              key: "sum",
              header: t("impact.sinceStart"),
              numeric: true,
              cell: (row) => formatNumber(row.sum, locale),
            },
          ]}
        />
      }
      source={t("impact.asOf", { day: formatDate(cutOffOn, locale) })}
    >
      <DrawnTrajectory
        title={title}
        width={PHONE}
        done={told.map(({ on, sum: value }) => ({ on, value }))}
        {...(figure.target !== null && {
          target: [
            { on: header.startsOn, value: 0 },
            ...figure.milestones.map(({ dueOn, value }) => ({ on: dueOn, value })),
            { on: header.endsOn, value: figure.target },
          ],
        })}
      />
    </ChartWithTable>
  );
}
