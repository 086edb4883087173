import type { ReleaseContent } from "@essaim/impact/release/release.schema";
import { type PeopleRow, peopleTables } from "@essaim/impact/release/release.words";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { PHONE } from "@essaim/ui/drawn";
import { DrawnBars } from "@essaim/ui/drawn-bars";
import { formatDate, formatNumber, formatPercent } from "@essaim/ui/format";
import { SmallDrawings } from "@essaim/ui/small-drawings";
import { Table } from "@essaim/ui/table";
import { type I18n, useI18n } from "~/i18n/i18n";
import { Part } from "./part";

/** The people of a release, by each table that it may show. */
export function People({ content }: { content: ReleaseContent }) {
  const { t, locale } = useI18n();
  const { total, neighbourhoods } = content.people;
  if (!total) return null;
  const shown = peopleTables(content, locale).flatMap((table) =>
    table.asOf === null ? [] : [{ ...table, asOf: table.asOf }],
  );
  return (
    <Part
      title={t("impact.people")}
      lead={t("impact.peopleTotal", {
        count: total.people,
        number: formatNumber(total.people, locale),
        from: formatDate(content.header.startsOn, locale),
        to: formatDate(total.asOf, locale),
      })}
    >
      <SmallDrawings>
        {shown.map((table) => (
          <PeopleChart key={table.breakdown} {...table} />
        ))}
      </SmallDrawings>
      {neighbourhoods && (
        <div className="flex max-w-2xl flex-col gap-2">
          <Table
            caption={t("impact.neighbourhoods")}
            rows={Object.entries(neighbourhoods.people).sort(([, one], [, other]) => other - one)}
            rowKey={([code]) => code}
            stack="never"
            columns={[
              {
                key: "name",
                header: t("impact.neighbourhood"),
                lead: true,
                cell: ([code]) => neighbourhoods.names[code] ?? code,
              },
              {
                key: "people",
                header: t("impact.number"),
                numeric: true,
                cell: ([, people]) => formatNumber(people, locale),
              },
            ]}
          />
          <p className="text-sm text-muted">
            {t("impact.neighbourhoodsNote", { day: formatDate(neighbourhoods.asOf, locale) })}
          </p>
        </div>
      )}
    </Part>
  );
}

function PeopleChart({ title, rows, asOf }: { title: string; rows: PeopleRow[]; asOf: string }) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const whole = rows.reduce((sum, { people }) => sum + (people ?? 0), 0);
  return (
    <ChartWithTable
      level={4}
      title={title}
      description={largestSentence(
        rows.map(({ label, people }) => ({ label, value: people ?? 0 })),
        i18n,
      )}
      table={
        <CountTable
          title={title}
          rows={rows.map(({ label, people }) => ({ label, value: people ?? 0 }))}
          headers={[t("impact.situation"), t("impact.number")]}
        />
      }
      source={t("impact.asOf", { day: formatDate(asOf, locale) })}
    >
      <DrawnBars
        title={title}
        width={PHONE}
        whole={whole}
        series={rows.map(({ label, people, isUnknown }) => ({ label, value: people, isUnknown }))}
      />
    </ChartWithTable>
  );
}

type Counted = { label: string; value: number };

/** « En quartier prioritaire : 13 sur 25 (52 %). » */
export function largestSentence(rows: readonly Counted[], { t, locale }: I18n): string {
  const whole = rows.reduce((sum, { value }) => sum + value, 0);
  const [largest] = [...rows].sort((one, other) => other.value - one.value);
  if (!largest || whole === 0) return "";
  return t("impact.largest", {
    label: largest.label,
    part: formatNumber(largest.value, locale),
    whole: formatNumber(whole, locale),
    percent: formatPercent(largest.value / whole, locale),
  });
}

export function CountTable({
  title,
  rows,
  headers: [label, value],
}: {
  title: string;
  rows: readonly Counted[];
  headers: readonly [string, string];
}) {
  const { t, locale } = useI18n();
  const whole = rows.reduce((sum, row) => sum + row.value, 0);
  return (
    <Table
      caption={title}
      hideCaption
      rows={rows}
      rowKey={(row) => row.label}
      stack="never"
      columns={[
        {
          key: "label",
          header: label,
          lead: true,
          cell: (row) => row.label,
          footer: t("impact.total"),
        },
        {
          key: "value",
          header: value,
          numeric: true,
          cell: (row) => formatNumber(row.value, locale),
          footer: formatNumber(whole, locale),
        },
      ]}
    />
  );
}
