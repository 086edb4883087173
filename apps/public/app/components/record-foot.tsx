import { formatDay } from "@essaim/ui/format";
import { useLocation, useRouteLoaderData } from "@remix-run/react";
import { useI18n } from "~/i18n/i18n";
import type { loader as rootLoader } from "~/root";
import { Cc } from "./cc";

/** Who wrote the record, when, and under which licence its text may be reused. */
export function RecordFoot({
  organisation,
  updatedAt,
  history,
}: {
  organisation: { name: string; websiteUrl: string | null };
  updatedAt: Date;
  /** Where all that it said can be read. */
  history: string;
}) {
  const { t, locale } = useI18n();
  const { pathname } = useLocation();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  return (
    <p className="border-t border-line pt-4 text-sm text-muted">
      {t("record.by")}{" "}
      {organisation.websiteUrl ? (
        <a rel="noopener" href={organisation.websiteUrl}>
          {organisation.name}
        </a>
      ) : (
        organisation.name
      )}
      , {t("record.updated", { date: formatDay(updatedAt, locale) })}. {t("record.licence")}{" "}
      <Cc>CC BY-SA 4.0</Cc>.{" "}
      <a href={history} className="print:hidden">
        {t("history.link")}
      </a>
      {/* On paper, where to find it again. */}
      <span className="hidden print:block">
        {root?.publicUrl}
        {pathname}
      </span>
    </p>
  );
}
