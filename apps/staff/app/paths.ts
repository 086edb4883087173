/** A path with its query: empty values are left out. */
function withQuery(
  path: string,
  query: Record<string, string | number | null | undefined>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

const account = {
  home: () => "/",
  signIn: (query: { retour?: string; fait?: string } = {}) => withQuery("/connexion", query),
  signOut: () => "/deconnexion",
  forgottenPassword: () => "/mot-de-passe-oublie",
  account: () => "/compte",
  search: (q?: string) => withQuery("/recherche", { q }),
  searchSuggestions: (q: string) => withQuery("/recherche.json", { q }),
};

const administration = {
  members: () => "/administration/membres",
  newInvitation: () => "/administration/membres/invitation",
  member: (id: string) => `/administration/membres/${id}`,
  audit: (query: Record<string, string | undefined> = {}) =>
    withQuery("/administration/journal", query),
  organisation: () => "/administration/organisation",
};

const people = {
  workers: () => "/personnes",
  newWorker: () => "/personnes/nouvelle",
  worker: (id: string) => `/personnes/${id}`,
  /** Without a person yet: the page asks which one. */
  newMeeting: () => "/comptes-rendus/nouveau",
};

const directory = {
  activities: () => "/activites",
  newActivity: () => "/activites/nouvelle",
  activity: (id: string) => `/activites/${id}`,
  resources: () => "/ressources",
  newResource: () => "/ressources/nouvelle",
  resource: (id: string) => `/ressources/${id}`,
};

const funding = {
  grants: () => "/financements",
  newGrant: () => "/financements/nouveau",
  grant: (id: string) => `/financements/${id}`,
};

const commons = {
  contributions: () => "/contributions",
  newContribution: () => "/contributions/nouvelle",
  contribution: (id: string) => `/contributions/${id}`,
  partners: () => "/partenaires",
  newPartner: () => "/partenaires/nouveau",
  partner: (id: string) => `/partenaires/${id}`,
};

const impact = {
  dashboard: () => "/tableau-de-bord",
  figures: () => "/chiffres",
  newFigure: () => "/chiffres/nouveau",
};

/** Every address of the back office, one object per feature. */
export const paths = {
  ...account,
  ...administration,
  ...people,
  ...directory,
  ...funding,
  ...commons,
  ...impact,
};

/**
 * Where to go after signing in: a path of this site, never another site's address.
 * @param value what `?retour=` holds; anything doubtful counts as absent
 */
export function safeReturn(value: string | null | undefined): string {
  if (!value || !/^\/(?![/\\])/.test(value)) return "/";
  const here = "http://essaim.invalid";
  if (!URL.canParse(value, here)) return "/";
  const target = new URL(value, here);
  const isOurs =
    target.origin === here &&
    !target.pathname.startsWith("//") &&
    !/^\/(connexion|deconnexion)(\/|$)/.test(target.pathname);
  // Not `value`: browsers drop tabs and new lines, which could make of it another site's address.
  return isOurs ? target.pathname + target.search : "/";
}
