/** Milliseconds. What says when it changes is kept until then, and a minute at most: a day ends without a word. */
const untilChanged = 60_000;
/** Registrations fill a meeting without a word. */
const meetings = 5_000;

/** Addresses whose answer is the same for everybody, and how long it may be sent again. */
const kept: readonly [RegExp, number][] = [
  [/^\/(en)?$/, untilChanged],
  [/^\/(en\/search|recherche)$/, untilChanged],
  [
    /^\/(en\/)?(activities|activites|resources|ressources)(\/[a-z0-9-]+(\/historique|\/history)?)?$/,
    untilChanged,
  ],
  [/^\/(a-propos|donnees|integrer|accessibilite|ecoconception)$/, untilChanged],
  [/^\/en\/(about|data|embed|accessibility|eco-design)$/, untilChanged],
  [/^\/(rencontres|en\/meetings)$/, meetings],
  [/^\/integrer\/(liste|carte)$/, untilChanged],
  [/^\/api\/v1(\/[a-z0-9./-]+)?$/, untilChanged],
  [/^\/donnees\/[a-z/-]+\.(atom|jsonld)$/, untilChanged],
  [/^\/(robots\.txt|opensearch\.xml|sitemap\.xml|sitemaps\/\d+\.xml)$/, untilChanged],
];

/**
 * How long, in milliseconds, the page at this address may be kept in memory; 0 for every other one: the answer to a
 * form, a page with a form that carries something of its own, a file that is written as it is read.
 */
export function keepFor(pathname: string): number {
  return kept.find(([pattern]) => pattern.test(pathname))?.[1] ?? 0;
}

/** What is for other sites than ours: data, and what they may show in a frame. */
export const openPaths = {
  data: /^\/(api(\/|$)|donnees\/.|sitemap\.xml$|sitemaps\/|opensearch\.xml$)/,
  framed: /^\/integrer\/(liste|carte)$/,
};
