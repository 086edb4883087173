import { typo } from "@essaim/ui/format";
import { type Locale, useLocale } from "@essaim/ui/locale";
import { createInstance, type TFunction } from "i18next";
import { localeOf, type Paths, pathsIn } from "../paths";
import { en } from "./en";
import { fr } from "./fr";

export type I18n = {
  locale: Locale;
  t: TFunction;
  paths: Paths /** « Lille, Roubaix et Tourcoing » */;
  list(words: string[]): string;
};

const made: Record<Locale, I18n> = { fr: make("fr", typeset(fr)), en: make("en", en) };

export const i18nIn = (locale: Locale): I18n => made[locale];

/** The words of the page at this address. */
export const i18nAt = (pathname: string): I18n => made[localeOf(pathname)];

/** The words of the page being rendered. */
export const useI18n = (): I18n => made[useLocale()];

function make(locale: Locale, translation: typeof fr): I18n {
  const instance = createInstance();
  instance.init({
    lng: locale,
    resources: { [locale]: { translation } },
    // React escapes.
    interpolation: { escapeValue: false },
    initImmediate: false,
  });
  const lists = new Intl.ListFormat(locale === "fr" ? "fr-FR" : "en-GB", { type: "conjunction" });
  return { locale, t: instance.t, paths: pathsIn(locale), list: (words) => lists.format(words) };
}

/** French typography in every text, so that the source stays easy to type. */
function typeset<T>(texts: T): T {
  if (typeof texts === "string") return typo(texts) as T;
  if (Array.isArray(texts)) return texts.map(typeset) as T;
  return Object.fromEntries(
    Object.entries(texts as object).map(([key, value]) => [key, typeset(value)]),
  ) as T;
}
