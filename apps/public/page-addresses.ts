import { changesParameters } from "@essaim/directory/open-data/api.schema";
import {
  activitiesParameters,
  feedParameters,
  resourcesParameters,
} from "@essaim/directory/open-data/search.schema";
import { historyPageSchema } from "@essaim/directory/publication/history.schema";
import { SEALED_FILE_LIMIT } from "@essaim/impact/report/seal.schema";
import { historyQuerySchema, sheetsQuerySchema } from "@essaim/media/sheet/sheet.schema";
import type { Uploads } from "@essaim/web/guards";
import type { Kept } from "@essaim/web/page-cache";
import { agendaFeedSchema, agendaSchema } from "./app/agenda-query.ts";
import { libraryParameters, pieceParameters } from "./app/library-query.ts";
import { parameterNames } from "./app/list-query.ts";

/** Milliseconds. What says when it changes is kept until then, and a minute at most: a day ends without a word. */
const untilChanged = 60_000;
/** Registrations fill a meeting without a word. */
const meetings = 5_000;

const namesIn = ({ shape }: { shape: object }) => Object.keys(shape);
const nothing: readonly string[] = [];
const ofLists = Object.values(parameterNames);
const ofLibrary = Object.values(libraryParameters);
const ofPieces = Object.values(pieceParameters);

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
  [
    /^\/(fiches|en\/sheets)\/[a-z0-9-]+\/historique\/[a-z0-9/-]+$/,
    namesIn(historyQuerySchema),
    untilChanged,
  ],
  [/^\/(fiches|en\/sheets)$/, namesIn(sheetsQuerySchema), untilChanged],
  [
    /^\/(fiches|en\/sheets)\/[a-z0-9-]+(\/(?!(export|proposer)\/)[a-z0-9/-]+)?$/,
    nothing,
    untilChanged,
  ],
  [/^\/(methodes|en\/methods)(\/[a-z0-9-]+\/[a-z0-9/-]+)?$/, nothing, untilChanged],
  [/^\/(a-propos|donnees|integrer|accessibilite|ecoconception)$/, nothing, untilChanged],
  [/^\/en\/(about|data|embed|accessibility|eco-design)$/, nothing, untilChanged],
  [
    /^\/(en\/)?impact(\/[a-z0-9-]+(\/(integrer|cadre|dessin-(clair|sombre)\.svg))?)?$/,
    nothing,
    untilChanged,
  ],
  [/^\/impact\/[a-z0-9-]+\/indicateurs\.(csv|json)$/, nothing, untilChanged],
  [/^\/(mediatheque|en\/media-library)$/, ofLibrary, untilChanged],
  [/^\/(mediatheque|en\/media-library)\/[a-z0-9-]+$/, ofPieces, untilChanged],
  [/^\/(mediatheque\/flux\.atom|(en\/)?series\/[a-z0-9-]+)$/, nothing, untilChanged],
  [/^\/series\/[a-z0-9-]+\/podcast\.rss$/, nothing, untilChanged],
  [/^\/(rencontres|en\/meetings)$/, namesIn(agendaSchema), meetings],
  [/^\/rencontres\.ics$/, namesIn(agendaFeedSchema), meetings],
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

/**
 * Lists, data and files, what a report is checked by, and pages that are searched or compared: what the server works for.
 * A page of one record of the directory is not one of them.
 */
export const searches =
  /^\/(recherche|en\/search|(en\/)?(activities|activites|resources|ressources)|mediatheque(\/.+)?|en\/media-library(\/.+)?|series\/.+\.rss|integrer\/(liste|carte)|(fiches|en\/sheets)(\/.+)?|(methodes|en\/methods)(\/.+)?|fichiers\/.+|api\/.+|donnees\/.+|sitemaps\/.+|impact\/[a-z0-9-]+\/indicateurs\.(csv|json)|proposer\/doublons\.json|verifier|en\/verify)$/;

/** What is for other sites than ours: data, and what they may show in a frame. */
export const openPaths = {
  data: /^\/(api(\/|$)|donnees\/.|sitemap\.xml$|sitemaps\/|opensearch\.xml$|impact\/[a-z0-9-]+\/indicateurs\.(csv|json)$|rencontres(\/[^/]+\/rencontre)?\.ics$|mediatheque\/(flux\.atom|[^/]+\/(transcription\.txt|sous-titres\/.+))$|series\/[^/]+\/podcast\.rss$)/,
  framed: /^\/(integrer\/(liste|carte)|(en\/)?impact\/[a-z0-9-]+\/cadre)$/,
  images: /^\/(images\/|podcast\.png$|(en\/)?impact\/[a-z0-9-]+\/dessin-(clair|sombre)\.svg$)/,
};

/** The link of a letter, where programmes of mail refuse the next ones for their readers (RFC 8058). */
export const writtenFromElsewhere = /^\/(lettre|en\/letter)\/desinscription\/[\w.-]+$/;

/**
 * Where more than text may be sent. A sealed report is read past what it may weigh, so that the page itself says what is
 * wrong; programmes of mail may send their few words in the form of a file.
 */
export const uploads: Uploads = {
  addresses: [{ path: /^\/(verifier|en\/verify)$/ }, { path: writtenFromElsewhere, limit: 4096 }],
  limit: 12 * SEALED_FILE_LIMIT,
};
