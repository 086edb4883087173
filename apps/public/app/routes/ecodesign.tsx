import { formatDate, formatNumber } from "@essaim/ui/format";
import { Table } from "@essaim/ui/table";
import type { MetaFunction } from "@remix-run/node";
import { i18nAt, useI18n } from "~/i18n/i18n";
import type { Messages } from "~/i18n/messages";
import { pageMeta } from "~/page-meta";
import weights from "~/page-weights.json";

export const meta: MetaFunction = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, { title: t("ecodesign.title"), description: t("ecodesign.lead") });
};

const themes = [
  "strategy",
  "specifications",
  "architecture",
  "interface",
  "contents",
  "frontend",
  "backend",
  "hosting",
  "algorithms",
] as const;

type Weight = (typeof weights.pages)[number];
type PageName = keyof Messages["ecodesign"]["pageNames"];

/** By the themes of RGESN 2024; the weights come from `pnpm weigh`, never from a hand. */
export default function Ecodesign() {
  const { t, locale } = useI18n();
  const kilobytes = (bytes: number) => formatNumber(bytes / 1000, locale, 1);
  return (
    <>
      <div className="prose">
        <h1 className="mb-4">{t("ecodesign.title")}</h1>
        <p className="text-lg">{t("ecodesign.lead")}</p>
        <p>{t("ecodesign.state")}</p>
        <h2>{t("ecodesign.weightsTitle")}</h2>
        <p>
          {t("ecodesign.weights", {
            day: formatDate(weights.measuredOn, locale),
            browser: weights.browser,
          })}
        </p>
      </div>
      <Table
        caption={t("ecodesign.caption")}
        rows={weights.pages}
        rowKey={(page) => page.page}
        stack="sm"
        columns={[
          {
            key: "page",
            header: t("ecodesign.page"),
            lead: true,
            cell: ({ page }: Weight) => t(`ecodesign.pageNames.${page as PageName}`),
          },
          ...(["document", "style", "script", "image", "other", "total"] as const).map((kind) => ({
            key: kind,
            header: t(`ecodesign.${kind}`),
            numeric: true,
            cell: (page: Weight) => kilobytes(page[kind]),
          })),
        ]}
      />
      <div className="prose">
        <h2>{t("ecodesign.choicesTitle")}</h2>
        {themes.map((theme) => (
          <section key={theme}>
            <h3>{t(`ecodesign.themes.${theme}.title`)}</h3>
            <ul>
              {t(`ecodesign.themes.${theme}.choices`, { returnObjects: true }).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        ))}
        <h2>{t("ecodesign.unknownTitle")}</h2>
        <ul>
          {t("ecodesign.unknown", { returnObjects: true }).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </>
  );
}
