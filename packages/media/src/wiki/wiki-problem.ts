/**
 * Why a wiki did not do what it was asked. `stop`: nothing more can be done for now (it is away, or refuses the
 * account); `page`: it refuses this page alone; `conflict`: somebody else has just written there.
 */
export class WikiProblem extends Error {
  /** @param message a French sentence for whoever asked */
  constructor(
    readonly kind: "stop" | "page" | "conflict",
    message: string,
  ) {
    super(message);
  }
}

const later = "Ce qui est parti est parti\u202f; recommencez plus tard pour le reste.";

/** What is said of each code of the MediaWiki API (https://www.mediawiki.org/wiki/API:Errors_and_warnings). */
const known: Record<string, ["stop" | "page" | "conflict", string]> = {
  maxlag: ["stop", `Le wiki est surchargé et demande d’attendre. ${later}`],
  readonly: ["stop", `Le wiki est en lecture seule pour le moment. ${later}`],
  ratelimited: ["stop", `Le wiki trouve que nous écrivons trop vite. ${later}`],
  assertuserfailed: ["stop", "Le wiki a fermé la session du robot. Recommencez."],
  assertbotfailed: [
    "stop",
    "Ce compte n’est pas un robot pour le wiki. Demandez ce droit à qui le tient.",
  ],
  badtoken: ["stop", "Le wiki n’a pas reconnu la session du robot. Recommencez."],
  blocked: ["stop", "Le compte du robot est bloqué sur ce wiki."],
  autoblocked: ["stop", "L’adresse d’où nous écrivons est bloquée sur ce wiki."],
  writeapidenied: ["stop", "Ce wiki ne permet pas au robot d’écrire."],
  noapiwrite: ["stop", "Ce wiki ne permet pas au robot d’écrire."],
  permissiondenied: ["page", "Le robot n’a pas le droit d’écrire cette page."],
  protectedpage: ["page", "Cette page est protégée sur le wiki."],
  protectedtitle: ["page", "Ce titre est protégé sur le wiki."],
  cascadeprotected: ["page", "Cette page est protégée sur le wiki."],
  contenttoobig: ["page", "Le wiki trouve cette page trop longue."],
  invalidtitle: ["page", "Le wiki refuse ce titre."],
  spamblacklist: ["page", "Le wiki refuse un lien de cette page."],
  titleblacklist: ["page", "Le wiki refuse ce titre."],
  editconflict: ["conflict", "Quelqu’un vient d’écrire dans cette page."],
  articleexists: ["conflict", "Quelqu’un vient de créer cette page."],
  pagedeleted: ["conflict", "Quelqu’un vient de supprimer cette page."],
  missingtitle: ["conflict", "Quelqu’un vient de supprimer cette page."],
};

/** @param code as the API says it */
export function problemOf(code: string): WikiProblem {
  const told = known[code];
  if (told) return new WikiProblem(...told);
  if (code.startsWith("abusefilter")) {
    return new WikiProblem("page", "Un filtre du wiki refuse cette page.");
  }
  const shown = /^[a-z0-9-]{1,60}$/i.test(code) ? ` (${code})` : "";
  return new WikiProblem("page", `Le wiki refuse cette page${shown}.`);
}
