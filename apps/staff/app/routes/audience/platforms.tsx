import type { PlatformAudience } from "@essaim/media/audience/audience.queries";
import {
  type AudienceIndicator,
  audienceIndicators,
  audiencePlatformLabels,
} from "@essaim/media/audience/audience.schema";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { DrawnTrajectory } from "@essaim/ui/drawn-trajectory";
import { formatMonth, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import { indicatorNames, writeAudience } from "./audience-words";

type Props = { months: readonly string[]; platforms: readonly PlatformAudience[] };

/** What each platform brings, month by month: together, the figures of the registry. */
export function Platforms({ months, platforms }: Props) {
  return (
    <div className="flex flex-col gap-10">
      {audienceIndicators.map((key) => {
        const shown = platforms.filter(({ indicatorKey }) => indicatorKey === key);
        return (
          shown.length > 0 && <Indicator key={key} {...{ months, indicatorKey: key, shown }} />
        );
      })}
    </div>
  );
}

const nameOf = ({ platform }: PlatformAudience) =>
  platform === null ? "Totaux déclarés à la main" : audiencePlatformLabels[platform];

function Indicator({
  months,
  indicatorKey,
  shown,
}: {
  months: readonly string[];
  indicatorKey: AudienceIndicator;
  shown: readonly PlatformAudience[];
}) {
  const title = indicatorNames[indicatorKey];
  const sums = months.map((_, at) => shown.reduce((sum, one) => sum + (one.byMonth[at] ?? 0), 0));
  const sum = shown.reduce((all, one) => all + one.sum, 0);
  const rows = months.map((month, at) => ({ month, at, sum: sums[at] ?? 0 }));
  const columns: Column<(typeof rows)[number]>[] = [
    {
      key: "month",
      header: "Mois",
      lead: true,
      cell: ({ month }) => formatMonth(month),
      footer: "Douze mois",
    },
    ...shown.map(
      (one): Column<(typeof rows)[number]> => ({
        key: one.platform ?? "declared",
        header: nameOf(one),
        numeric: true,
        cell: ({ at }) => write(one.byMonth[at] ?? 0),
        footer: formatNumber(one.sum),
      }),
    ),
    {
      key: "sum",
      header: "Ensemble",
      numeric: true,
      cell: ({ sum: all }) => write(all),
      footer: formatNumber(sum),
    },
  ];
  return (
    <ChartWithTable
      title={title}
      level={2}
      description={`${writeAudience(indicatorKey, sum)} en douze mois\u202f: ${shown.map((one) => `${nameOf(one)} ${formatNumber(one.sum)}`).join(", ")}.`}
      source={
        <>
          Ces chiffres sont ceux de l’indicateur{" "}
          <Link href={paths.indicator(indicatorKey)}>{title}</Link>.
        </>
      }
      table={
        <Table
          caption={`${title}, plateforme par plateforme`}
          hideCaption
          rows={rows}
          rowKey={({ month }) => month}
          columns={columns}
        />
      }
    >
      <DrawnTrajectory
        title={`${title}, mois par mois`}
        done={months.map((month, at) => ({ on: month.slice(0, 7), value: sums[at] ?? 0 }))}
      />
    </ChartWithTable>
  );
}

const write = (value: number) =>
  value === 0 ? <span className="text-muted">–</span> : formatNumber(value);
