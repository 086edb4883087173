import type { ReleaseContent, ReleasedFigure } from "@essaim/impact/release/release.schema";
import { figuresByAction } from "@essaim/impact/release/release.words";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { PHONE } from "@essaim/ui/drawn";
import { DrawnBars } from "@essaim/ui/drawn-bars";
import { formatDate, typo } from "@essaim/ui/format";
import { Table } from "@essaim/ui/table";
import { useContentLang } from "~/components/french";
import { useI18n } from "~/i18n/i18n";
import { Part } from "./part";
import {
  isPromised,
  keptSentence,
  nameOf,
  type Promised,
  promiseSentence,
  writeDone,
  writeValue,
} from "./sentences";

/** Each promise in one sentence beside all of them in one drawing, and every figure with its definition. */
export function Promises({ content }: { content: ReleaseContent }) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const lang = useContentLang();
  const promised = content.figures.filter(isPromised);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <h3 className="text-2xl">{t("impact.promised")}</h3>
      <p className="max-w-measure text-lg">
        {promised.length === 0 ? t("impact.noPromise") : keptSentence(content, promised, i18n)}
      </p>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex flex-col gap-4">
          {figuresByAction(content, promised).map(({ action, figures }) => (
            <div key={action?.id ?? "whole"} className="flex flex-col gap-1">
              <h4 lang={action ? lang : undefined}>
                {action ? typo(action.name) : t("impact.wholeProgramme")}
              </h4>
              <ul className="flex list-disc flex-col gap-1 pl-5 text-lg">
                {figures.filter(isPromised).map((figure) => (
                  <li key={figure.key}>{promiseSentence(figure, content.cutOffOn, i18n)}</li>
                ))}
              </ul>
            </div>
          ))}
        </div>
        {promised.length > 0 && (
          <ChartWithTable
            level={4}
            title={t("impact.share")}
            description={null}
            table={<FigureTable content={content} figures={promised} caption="impact.promised" />}
            source={t("impact.asOf", { day: formatDate(content.cutOffOn, locale) })}
          >
            <div className="max-w-92">
              <PromiseBars
                figures={promised}
                title={t("impact.share")}
                cutOffOn={content.cutOffOn}
                width={PHONE}
              />
            </div>
          </ChartWithTable>
        )}
      </div>
    </div>
  );
}

/** What was done and is not promised. */
export function Others({ content }: { content: ReleaseContent }) {
  const { t } = useI18n();
  const others = content.figures.filter((one) => !isPromised(one) && one.value !== null);
  if (others.length === 0) return null;
  return (
    <Part title={t("impact.others")}>
      <FigureTable content={content} figures={others} caption="impact.others" />
    </Part>
  );
}

/** Each promise as a part of its own target. */
export function PromiseBars({
  figures,
  title,
  cutOffOn,
  width,
}: {
  figures: readonly Promised[];
  title: string;
  cutOffOn: string;
  width: number;
}) {
  const { t, locale } = useI18n();
  const labelOf = (figure: Promised) =>
    figure.asOf === null || figure.asOf === cutOffOn
      ? nameOf(figure, locale)
      : `${nameOf(figure, locale)}, ${t("impact.atDay", { day: formatDate(figure.asOf, locale) })}`;
  return (
    <DrawnBars
      title={title}
      width={width}
      scale="target"
      format={(value, at) => {
        const figure = figures[at];
        return figure ? writeValue(figure, value, locale) : "";
      }}
      series={figures.map((figure) => ({
        label: labelOf(figure),
        value: figure.value,
        target: figure.target,
        suppressed: figure.withheld !== null,
      }))}
    />
  );
}

function FigureTable({
  content,
  figures,
  caption,
}: {
  content: ReleaseContent;
  figures: readonly ReleasedFigure[];
  caption: "impact.promised" | "impact.others";
}) {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const isAimed = figures.some(isPromised);
  return (
    <Table
      caption={t(caption)}
      hideCaption
      rows={figures}
      rowKey={({ key }) => key}
      stack="sm"
      columns={[
        {
          key: "name",
          header: t("impact.indicator"),
          lead: true,
          cell: (figure) => (
            <>
              {nameOf(figure, locale)}
              <span className="block max-w-measure text-sm font-normal text-muted">
                {locale === "fr" ? typo(figure.definition.fr) : figure.definition.en}{" "}
                {figure.source === "declared" && t("impact.declared")}
              </span>
            </>
          ),
        },
        ...(isAimed
          ? [
              {
                key: "target",
                header: t("impact.aimed"),
                numeric: true,
                cell: (figure: ReleasedFigure) =>
                  figure.target === null
                    ? t("impact.nothing")
                    : writeValue(figure, figure.target, locale),
              },
            ]
          : []),
        {
          key: "done",
          header: t("impact.done"),
          numeric: true,
          cell: (figure) => (
            <>
              {writeDone(figure, i18n)}
              {figure.asOf !== null && figure.asOf !== content.cutOffOn && (
                <span className="block text-sm text-muted">
                  {t("impact.atDay", { day: formatDate(figure.asOf, locale) })}
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
