import { linkKindLabels, type RecordLink } from "@essaim/directory/content.schema";
import { typo } from "@essaim/ui/format";
import { useI18n } from "~/i18n/i18n";
import { DeadLink } from "./dead-link";
import { useContentLang } from "./french";

/** Where a link leads, before one follows it. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : url;
}

/** What can be seen, heard or read on other sites: links, of which nothing is loaded. Nothing when nothing is known. */
export function RecordLinks({ links }: { links: readonly RecordLink[] }) {
  const { t, locale } = useI18n();
  const lang = useContentLang();
  if (links.length === 0) return null;
  return (
    <section aria-labelledby="a-voir" className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id="a-voir">{t("record.links")}</h2>
      <ul className="flex max-w-measure flex-col gap-3">
        {links.map(({ kind, title, url }) => (
          <li key={url}>
            <a rel="noopener" href={url} lang={lang} className="print-address">
              {typo(title)}
            </a>
            <DeadLink url={url} />
            <span className="block text-sm text-muted">
              {linkKindLabels[kind][locale]}, {hostOf(url)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
