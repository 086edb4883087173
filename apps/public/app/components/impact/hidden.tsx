import type { ReleaseContent } from "@essaim/impact/release/release.schema";
import { peopleTables } from "@essaim/impact/release/release.words";
import { useI18n } from "~/i18n/i18n";
import { Part } from "./part";
import { nameOf } from "./sentences";

/** What a release does not show, and why, in plain words. */
export function Hidden({ content }: { content: ReleaseContent }) {
  const { t, locale, list } = useI18n();
  const { people, figures, threshold } = content;
  const { isElsewhere } = people;
  const names = [
    ...figures.filter(({ withheld }) => withheld !== null).map((one) => nameOf(one, locale)),
    ...(isElsewhere ? [] : peopleTables(content, locale))
      .filter(({ asOf }) => asOf === null)
      .map(({ title }) => (locale === "fr" ? `«\u202f${title}\u202f»` : `“${title}”`)),
  ];
  return (
    <Part title={t("impact.hiddenTitle")}>
      <div className="flex max-w-measure flex-col gap-2">
        {isElsewhere ? (
          <p>{t("impact.hiddenElsewhere")}</p>
        ) : (
          <p>{t("impact.hiddenWhy", { threshold })}</p>
        )}
        <p>
          {names.length > 0
            ? t("impact.hiddenList", { list: list(names) })
            : t("impact.hiddenNothing")}
        </p>
        <p>{t("impact.frozen")}</p>
      </div>
    </Part>
  );
}
