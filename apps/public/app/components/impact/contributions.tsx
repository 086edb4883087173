import { valueLabel } from "@essaim/impact/registry/dimension.schema";
import type { ReleaseContent } from "@essaim/impact/release/release.schema";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { PHONE } from "@essaim/ui/drawn";
import { DrawnBars } from "@essaim/ui/drawn-bars";
import { formatDate, typo } from "@essaim/ui/format";
import { SmallDrawings } from "@essaim/ui/small-drawings";
import { useContentLang } from "~/components/french";
import { useI18n } from "~/i18n/i18n";
import { Part } from "./part";
import { CountTable, largestSentence } from "./people";

/** What was given to commons by kind, and where each of them is told. */
export function Contributions({
  content,
  giving,
}: {
  content: ReleaseContent;
  giving: readonly { slug: string; title: string }[];
}) {
  const i18n = useI18n();
  const { t, locale, paths } = i18n;
  const lang = useContentLang();
  const rows = content.contributions
    .filter(({ contributions }) => contributions > 0)
    .map(({ kind, contributions }) => ({
      label: valueLabel("contribution", kind)?.[locale] ?? kind,
      value: contributions,
    }));
  if (rows.length === 0) return null;
  return (
    <Part title={t("impact.contributions")}>
      <SmallDrawings>
        <ChartWithTable
          level={4}
          title={t("impact.contributionsByKind")}
          description={largestSentence(rows, i18n)}
          table={
            <CountTable
              title={t("impact.contributionsByKind")}
              rows={rows}
              headers={[t("impact.kind"), t("impact.contributionCount")]}
            />
          }
          source={t("impact.asOf", { day: formatDate(content.cutOffOn, locale) })}
        >
          <DrawnBars title={t("impact.contributions")} width={PHONE} tone={1} series={rows} />
        </ChartWithTable>
      </SmallDrawings>
      {giving.length > 0 && (
        <p>
          {t("impact.giving")}{" "}
          {giving.map(({ slug, title }, at) => (
            <span key={slug}>
              {at > 0 && ", "}
              <a href={paths.giving(slug)} lang={lang}>
                {typo(title)}
              </a>
            </span>
          ))}
          .
        </p>
      )}
    </Part>
  );
}
