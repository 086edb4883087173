import type { ReciprocityYear } from "@essaim/commons/reciprocity/reciprocity.queries";
import { Chart, type ChartPoint } from "@essaim/ui/chart";
import { formatCents, formatDuration, formatNumber, plural } from "@essaim/ui/format";
import type { Column } from "@essaim/ui/table";

/** People who draw on it against what is given, by year: the drawing shows the contributions, the table all of it. */
export function ReciprocityYears({
  years,
  level,
}: {
  years: readonly ReciprocityYear[];
  level: 2 | 3;
}) {
  const byLabel = new Map(years.map((one) => [String(one.year), one]));
  const column = (
    key: string,
    header: string,
    write: (one: ReciprocityYear) => string,
  ): Column<ChartPoint> => ({
    key,
    header,
    numeric: true,
    className: "whitespace-nowrap",
    cell: ({ label }) => {
      const one = byLabel.get(label);
      return one ? write(one) : "";
    },
  });
  const given = years.reduce((sum, one) => sum + one.contributions, 0);
  return (
    <Chart
      level={level}
      title="Ce qui est rendu, année par année"
      description={
        given === 0
          ? "Rien n’a encore été rendu."
          : `${plural(given, "contribution", "contributions")} en ${plural(years.length, "an", "ans")}, à comparer aux personnes qui s’en servent.`
      }
      unit="contributions"
      kind="bars"
      labelHeader="Année"
      series={[...years]
        .reverse()
        .map((one) => ({ label: String(one.year), value: one.contributions }))}
      columns={[
        column("people", "Personnes qui s’en servent", (one) => formatNumber(one.people)),
        column("given", "Contributions", (one) => formatNumber(one.contributions)),
        column("by", "Personnes qui ont contribué", (one) => formatNumber(one.contributors)),
        column("money", "Argent", (one) => formatCents(one.amountCents)),
        column("time", "Temps", (one) => (one.minutes > 0 ? formatDuration(one.minutes) : "0")),
        column("pots", "Cagnottes versées", (one) => formatCents(one.potCents)),
      ]}
      source="Registre des contributions. Une personne s’en sert d’après ce que dit sa situation aujourd’hui, et compte les années où elle est accompagnée."
    />
  );
}
