import { typo } from "@essaim/ui/format";
import { Markdown } from "@essaim/ui/markdown";
import { useI18n } from "~/i18n/i18n";

/** The language of what the records say, to be told where the page is in another one. */
export function useContentLang(): "fr" | undefined {
  return useI18n().locale === "fr" ? undefined : "fr";
}

/** On lists in another language: not all the records were translated. */
export function FrenchOnly() {
  const { t } = useI18n();
  return <LanguageNote text={t("search.someFrench")} />;
}

/** On the page of one record in another language: whether it was translated, and before its French last changed. */
export function RecordLanguage({
  isTranslated,
  isOutdated,
}: {
  isTranslated: boolean;
  isOutdated: boolean;
}) {
  const { t } = useI18n();
  if (!isTranslated) return <LanguageNote text={t("record.frenchOnly")} />;
  const partly = t("record.partlyFrench");
  return <LanguageNote text={isOutdated ? `${partly} ${t("record.outdated")}` : partly} />;
}

function LanguageNote({ text }: { text: string }) {
  const { locale } = useI18n();
  return locale === "fr" ? null : (
    <p className="border-l-4 border-edge bg-well px-4 py-2 text-sm">{text}</p>
  );
}

/** A text of a record, and its language where it is not that of the page. */
export type Said = { text: string; lang?: "fr" };

/** What a record says in the language of the page: its translation where there is one, else its French. */
export function useSaid<Texts extends Record<string, string>>(english: Texts | null) {
  const { locale } = useI18n();
  return (field: keyof Texts, french: string): Said => {
    const translated = locale === "en" ? english?.[field] : undefined;
    if (translated) return { text: translated };
    return locale === "fr" ? { text: typo(french) } : { text: typo(french), lang: "fr" };
  };
}

/** Markdown with the thin spaces of French; addresses and code stay as they are. */
export const frenchMarkdown = (markdown: string) =>
  markdown
    .split(/(`[^`]*`|\]\([^)]*\)|<[^>]*>|https?:\S+)/)
    .map((piece, at) => (at % 2 === 0 ? typo(piece) : piece))
    .join("");

/** Markdown written by people, in French. */
export function FrenchMarkdown({ level, children }: { level: 1 | 2; children: string }) {
  return (
    <div lang={useContentLang()}>
      <Markdown level={level}>{frenchMarkdown(children)}</Markdown>
    </div>
  );
}

/** Markdown of a record in the language of the page: its translation, or its French. */
export function SaidMarkdown({
  level,
  french,
  english,
}: {
  level: 1 | 2;
  french: string;
  english: string | undefined;
}) {
  const { locale } = useI18n();
  if (locale === "en" && english) return <Markdown level={level}>{english}</Markdown>;
  return <FrenchMarkdown level={level}>{french}</FrenchMarkdown>;
}
