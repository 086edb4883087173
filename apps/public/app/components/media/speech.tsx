import { formatDuration, typo } from "@essaim/ui/format";
import { Markdown } from "@essaim/ui/markdown";
import { useI18n } from "~/i18n/i18n";
import { frenchMarkdown } from "../french";

/** The language of a piece, where it is not that of the page, and its texts as that language is written. */
export function useSpeech(language: string) {
  const { locale } = useI18n();
  const isFrench = baseOf(language) === "fr";
  return {
    lang: baseOf(language) === locale ? undefined : language,
    say: (text: string) => (isFrench ? typo(text) : text),
  };
}

const baseOf = (language: string) => language.split("-", 1)[0] ?? "";

/** Markdown of a piece. `level` is that of the title above it. */
export function PieceMarkdown({
  language,
  level,
  children,
}: {
  language: string;
  level: 1 | 2 | 3;
  children: string;
}) {
  const { lang } = useSpeech(language);
  const isFrench = baseOf(language) === "fr";
  return (
    <div lang={lang}>
      <Markdown level={level}>{isFrench ? frenchMarkdown(children) : children}</Markdown>
    </div>
  );
}

/** « anglais », "English"; the code when nobody knows its name. */
export function languageName(language: string, locale: "fr" | "en"): string {
  try {
    return names[locale].of(language) ?? language;
  } catch {
    // What is written as a language and is none is refused, not unknown.
    return language;
  }
}
const names = {
  fr: new Intl.DisplayNames("fr-FR", { type: "language" }),
  en: new Intl.DisplayNames("en-GB", { type: "language" }),
};

/** « 10 min », « 45 s ». */
export const lengthText = (seconds: number): string =>
  seconds < 60 ? `${seconds}\u00a0s` : formatDuration(Math.round(seconds / 60));
