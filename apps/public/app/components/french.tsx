import { typo } from "@essaim/ui/format";
import { Markdown } from "@essaim/ui/markdown";
import { useI18n } from "~/i18n/i18n";

/** The language of what the records say, to be told where the page is in another one. */
export function useContentLang(): "fr" | undefined {
  return useI18n().locale === "fr" ? undefined : "fr";
}

/** On pages in another language: the records are in French only. */
export function FrenchOnly() {
  const { t, locale } = useI18n();
  return locale === "fr" ? null : (
    <p className="border-l-4 border-edge bg-well px-4 py-2 text-sm">{t("frenchOnly")}</p>
  );
}

/** Markdown written by people, in French, with its thin spaces; addresses and code stay as they are. */
export function FrenchMarkdown({ level, children }: { level: 1 | 2; children: string }) {
  const text = children
    .split(/(`[^`]*`|\]\([^)]*\)|<[^>]*>|https?:\S+)/)
    .map((piece, at) => (at % 2 === 0 ? typo(piece) : piece))
    .join("");
  return (
    <div lang={useContentLang()}>
      <Markdown level={level}>{text}</Markdown>
    </div>
  );
}
