import type { MetaDescriptor } from "@remix-run/node";
import type { Location } from "@remix-run/react";
import { i18nAt } from "~/i18n/i18n";
import { localeOf, pathIn } from "~/paths";

type Page = {
  title: string;
  description: string;
  type?: "website" | "article";
  /** Search results are not for search engines. */
  indexed?: boolean;
  /** What of the query string makes another page: nothing, but in lists. */
  search?: string;
  /** What the page is about, as schema.org tells it; given the public address of the directory and of the page. */
  things?: (start: string, address: string) => object[];
};

/**
 * What the head of a page says of it: title, description, its address in each language.
 * @param matches those of Remix's meta function; the root's data holds the public address
 */
export function pageMeta(
  { location, matches }: { location: Location; matches: readonly { id: string; data?: unknown }[] },
  { title, description, type = "website", indexed = true, search = "", things }: Page,
): MetaDescriptor[] {
  const { t } = i18nAt(location.pathname);
  const root = matches.find((match) => match.id === "root")?.data as
    | { publicUrl: string }
    | undefined;
  const start = root?.publicUrl ?? "";
  const locale = localeOf(location.pathname);
  const address = (language: "fr" | "en") => start + pathIn(language, location.pathname, search);
  const full = title.startsWith(t("site.name")) ? title : `${title} – ${t("site.name")}`;
  return [
    { title: full },
    { name: "description", content: description },
    ...(indexed ? [] : [{ name: "robots", content: "noindex, follow" }]),
    { tagName: "link", rel: "canonical", href: address(locale) },
    { tagName: "link", rel: "alternate", hrefLang: "fr", href: address("fr") },
    { tagName: "link", rel: "alternate", hrefLang: "en", href: address("en") },
    { tagName: "link", rel: "alternate", hrefLang: "x-default", href: address("fr") },
    { property: "og:title", content: title },
    { property: "og:description", content: description },
    { property: "og:type", content: type },
    { property: "og:url", content: address(locale) },
    { property: "og:site_name", content: t("site.name") },
    { property: "og:locale", content: locale === "fr" ? "fr_FR" : "en_GB" },
    ...(things ? [{ "script:ld+json": graphOf(things(start, address(locale))) }] : []),
  ];
}

/** The head of a page whose address is a secret: no search engine is told of it. */
export function secretMeta(location: Location, title: string): MetaDescriptor[] {
  const { t } = i18nAt(location.pathname);
  return [
    { title: `${title} – ${t("site.name")}` },
    { name: "robots", content: "noindex, nofollow" },
  ];
}

/** Data for search engines: no browser runs it, and Remix escapes it. */
const graphOf = (things: object[]) =>
  JSON.parse(JSON.stringify({ "@context": "https://schema.org", "@graph": things }));
