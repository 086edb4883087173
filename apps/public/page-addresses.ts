import { changesParameters } from "@essaim/directory/open-data/api.schema";
import {
  activitiesParameters,
  feedParameters,
  resourcesParameters,
} from "@essaim/directory/open-data/search.schema";
import { historyPageSchema } from "@essaim/directory/publication/history.schema";
import type { Kept } from "@essaim/web/page-cache";
import { parameterNames } from "./app/list-query.ts";

/** Milliseconds. What says when it changes is kept until then, and a minute at most: a day ends without a word. */
const untilChanged = 60_000;
/** Registrations fill a meeting without a word. */
const meetings = 5_000;

const namesIn = ({ shape }: { shape: object }) => Object.keys(shape);
const nothing: readonly string[] = [];
const ofLists = Object.values(parameterNames);

/** Addresses whose answer is the same for everybody, what they read, and how long it may be sent again. */
const kept: readonly [RegExp, readonly string[], number][] = [
  [/^\/(en)?$/, nothing, untilChanged],
  [/^\/(en\/search|recherche)$/, ofLists, untilChanged],
  [/^\/(en\/)?(activities|activites|resources|ressources)$/, ofLists, untilChanged],
  [
    /^\/(en\/)?(activities|activites|resources|ressources)\/[a-z0-9-]+\/(historique|history)$/,
    namesIn(historyPageSchema),
    untilChanged,
  ],
  [/^\/(en\/resources|ressources)\/[a-z0-9-]+\/ce-que-nous-rendons$/, nothing, untilChanged],
  [/^\/(en\/)?(activities|activites|resources|ressources)\/[a-z0-9-]+$/, nothing, untilChanged],
  [/^\/(a-propos|donnees|integrer|accessibilite|ecoconception)$/, nothing, untilChanged],
  [/^\/en\/(about|data|embed|accessibility|eco-design)$/, nothing, untilChanged],
  [/^\/(rencontres|en\/meetings)$/, nothing, meetings],
  [/^\/integrer\/(liste|carte)$/, ofLists, untilChanged],
  [/^\/api\/v1\/activities$/, namesIn(activitiesParameters), untilChanged],
  [/^\/api\/v1\/resources$/, namesIn(resourcesParameters), untilChanged],
  [/^\/api\/v1\/changes$/, namesIn(changesParameters), untilChanged],
  [/^\/api\/v1(\/[a-z0-9./-]+)?$/, nothing, untilChanged],
  [/^\/donnees\/flux\.atom$/, namesIn(feedParameters), untilChanged],
  [/^\/donnees\/[a-z/-]+\.(atom|jsonld)$/, nothing, untilChanged],
  [/^\/(robots\.txt|opensearch\.xml|sitemap\.xml)$/, nothing, untilChanged],
];

/**
 * What of the page at this address may be kept in memory; undefined for every other one: the answer to a form, a page
 * with a form that carries something of its own, a file that is written as it is read.
 */
export function keptAt(pathname: string): Kept | undefined {
  const found = kept.find(([pattern]) => pattern.test(pathname));
  return found && { reads: found[1], life: found[2] };
}

/** Lists, data and files: what the database works for. A page of one record is not one of them. */
export const searches =
  /^\/(recherche|en\/search|(en\/)?(activities|activites|resources|ressources)|integrer\/(liste|carte)|api\/.+|donnees\/.+|sitemaps\/.+|proposer\/doublons\.json)$/;

/** What is for other sites than ours: data, and what they may show in a frame. */
export const openPaths = {
  data: /^\/(api(\/|$)|donnees\/.|sitemap\.xml$|sitemaps\/|opensearch\.xml$)/,
  framed: /^\/integrer\/(liste|carte)$/,
  images: /^\/images\//,
};
