type Query = Record<string, string | number | null | undefined>;

/** A path with its query: empty values are left out. */
function withQuery(path: string, query: Query): string {
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
  glossary: () => "/glossaire",
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
  /** `import`: the job of an import, to see what it changed. */
  territoryRegister: (query: { import?: string } = {}) =>
    withQuery("/administration/territoire", query),
};

const lists = {
  valueLists: () => "/administration/listes",
  valueList: (key: string) => `/administration/listes/${key}`,
  listValue: (id: string) => `/administration/listes/reponses/${id}`,
};

const people = {
  /** `query` starts with `?` when there is one. */
  workers: (query = "") => `/personnes${query}`,
  newWorker: () => "/personnes/nouvelle",
  worker: (id: string) => `/personnes/${id}`,
  /** `voir`: one kind of lines; `avant`: where to go on from. */
  workerStory: (id: string, query: { voir?: string; avant?: string } = {}) =>
    withQuery(`/personnes/${id}`, query),
  editWorker: (id: string) => `/personnes/${id}/modifier`,
  situation: (workerId: string) => `/personnes/${workerId}/situation`,
  /** Where they live, with what proves it. */
  residence: (workerId: string) => `/personnes/${workerId}/quartier`,
  editSituation: (workerId: string) => `/personnes/${workerId}/situation/modifier`,
  /** Everybody's situation, counted list by list. */
  workerFacts: () => "/personnes/situations",
  /** `etape`: the stage to record; `oubliee`: one forgotten, maybe between two others. */
  pathway: (workerId: string, query: { etape?: string; oubliee?: string } = {}) =>
    withQuery(`/personnes/${workerId}/parcours`, query),
  editStage: (workerId: string, id: string) => `/personnes/${workerId}/parcours/${id}/modifier`,
  newMeetingWith: (workerId: string) => `/personnes/${workerId}/comptes-rendus/nouveau`,
  newAppointmentWith: (workerId: string) => `/personnes/${workerId}/rendez-vous/nouveau`,
  editMeeting: (id: string) => `/comptes-rendus/${id}/modifier`,
  /** Without a person yet: the page asks which one. */
  newMeeting: () => "/comptes-rendus/nouveau",
};

/** `query` is that of the list, and starts with `?` when there is one. */
const workerLists = {
  workersFilter: (query = "") => `/personnes/filtrer${query}`,
  assignWorkers: (query = "") => `/personnes/confier${query}`,
  exportWorkers: (query = "") => `/personnes/exporter${query}`,
  /** The file itself, to keep. */
  exportFile: (query = "") => `/personnes/exporter/fichier${query}`,
  newView: (query = "") => `/personnes/vues/nouvelle${query}`,
  editView: (id: string) => `/personnes/vues/${id}`,
  /** Files that look like the one being typed. */
  likelySame: (query: Query) => withQuery("/personnes/ressemblances.json", query),
  duplicates: () => "/personnes/doublons",
  /** Without `avec`, the page asks which other file. `garder` keeps the one named first, however little it holds. */
  mergeWorker: (id: string, query: { avec?: string; q?: string; garder?: "celle-ci" } = {}) =>
    withQuery(`/personnes/${id}/fusionner`, query),
  removeWorker: (id: string) => `/personnes/${id}/supprimer`,
};

const mentoring = {
  mentorships: () => "/parrainages",
  workerMentoring: (workerId: string) => `/personnes/${workerId}/parrainage`,
};

const plan = {
  /** The day's page: of one's own people, or of the whole team; with every action due, or the first ones. */
  day: (vue?: "moi" | "equipe", query: { actions?: "toutes" } = {}) =>
    withQuery("/", { vue, ...query }),
  workerPlan: (workerId: string) => `/personnes/${workerId}/plan`,
  workerSkills: (workerId: string, query: { jour?: string } = {}) =>
    withQuery(`/personnes/${workerId}/plan/competences`, query),
  editAction: (id: string) => `/actions/${id}/modifier`,
  /** Where one click on an action is sent. */
  actionStep: (id: string) => `/actions/${id}/etat`,
  editObjective: (id: string) => `/objectifs/${id}/modifier`,
  objectiveStep: (id: string) => `/objectifs/${id}/etat`,
};

const meetings = {
  /** Without a person yet: the page asks which one. */
  newAppointment: () => "/rendez-vous/nouveau",
  meeting: (id: string) => `/comptes-rendus/${id}`,
  /** The minutes of an appointment. */
  tellMeeting: (id: string) => `/rendez-vous/${id}/compte-rendu`,
  editAppointment: (id: string) => `/rendez-vous/${id}/modifier`,
  removeMeeting: (id: string) => `/comptes-rendus/${id}/supprimer`,
  drafts: () => "/brouillons",
  trash: (query: { personne?: string } = {}) => withQuery("/corbeille", query),
  /** The week of `jour`, this one unless said; of the whole team with `qui`. */
  agenda: (query: { jour?: string; qui?: "equipe" } = {}) => withQuery("/agenda", query),
  calendarFeed: (token: string) => `/agenda/${token}.ics`,
  workshops: (query: Query = {}) => withQuery("/ateliers", query),
  newWorkshop: () => "/ateliers/nouveau",
  workshop: (id: string) => `/ateliers/${id}`,
  editWorkshop: (id: string) => `/ateliers/${id}/modifier`,
  cancelWorkshop: (id: string) => `/ateliers/${id}/annuler`,
  workshopEnrolment: (id: string, query: Query = {}) =>
    withQuery(`/ateliers/${id}/inscrire`, query),
  workshopAttendance: (id: string) => `/ateliers/${id}/presences`,
  participantFile: (workshopId: string, id: string) => `/ateliers/${workshopId}/inscrits/${id}`,
  enrolInWorkshop: (workerId: string) => `/personnes/${workerId}/ateliers`,
};

/** Meet-ups and presentations, and the campaigns that they may be of. */
const events = {
  events: (query: Query = {}) => withQuery("/evenements", query),
  /** `campagne`: the campaign that it is of. */
  newEvent: (query: { campagne?: string } = {}) => withQuery("/evenements/nouveau", query),
  event: (id: string) => `/evenements/${id}`,
  editEvent: (id: string) => `/evenements/${id}/modifier`,
  cancelEvent: (id: string) => `/evenements/${id}/annuler`,
  addGuest: (id: string) => `/evenements/${id}/inscrire`,
  eventAttendance: (id: string) => `/evenements/${id}/presences`,
  /** The file itself, to keep. */
  guestsFile: (id: string) => `/evenements/${id}/inscrits.csv`,
  campaigns: () => "/communication",
  newCampaign: () => "/communication/nouvelle",
  campaign: (id: string) => `/communication/${id}`,
  editCampaign: (id: string) => `/communication/${id}/modifier`,
  removeCampaign: (id: string) => `/communication/${id}/supprimer`,
};

const aid = {
  aids: (query: Query = {}) => withQuery("/aides", query),
  workerAids: (workerId: string) => `/personnes/${workerId}/aides`,
  budgetLines: () => "/aides/enveloppes",
};

const addresses = {
  /** Homes to look at. `voir`: those that are not located; `qui`: whose; `apres`: where to go on from. */
  addresses: (query: { voir?: "non-localisees"; qui?: "moi" | "equipe"; apres?: string } = {}) =>
    withQuery("/territoire/adresses", query),
};

const documents = {
  workerDocuments: (workerId: string) => `/personnes/${workerId}/documents`,
  /** The file itself, to keep. */
  document: (workerId: string, id: string) => `/personnes/${workerId}/documents/${id}`,
};

const privacy = {
  workerPrivacy: (workerId: string, query: Query = {}) =>
    withQuery(`/personnes/${workerId}/donnees`, query),
  eraseWorker: (workerId: string) => `/personnes/${workerId}/donnees/effacer`,
  /** The archive itself, to keep. */
  accessExport: (workerId: string, id: string) => `/personnes/${workerId}/donnees/archives/${id}`,
  privacy: (query: Query = {}) => withQuery("/vie-privee", query),
  privacyNotice: () => "/vie-privee/note",
};

const jobs = {
  job: (id: string) => `/taches/${id}`,
};

const directory = {
  activities: (query: Query = {}) => withQuery("/activites", query),
  newActivity: () => "/activites/nouvelle",
  activity: (id: string) => `/activites/${id}`,
  editActivity: (id: string) => `/activites/${id}/modifier`,
  /** `avant`: the version to go on from. */
  activityHistory: (id: string, query: { avant?: number; fait?: string } = {}) =>
    withQuery(`/activites/${id}/historique`, query),
  resources: (query: Query = {}) => withQuery("/ressources", query),
  newResource: () => "/ressources/nouvelle",
  importResources: () => "/ressources/importer",
  resource: (id: string) => `/ressources/${id}`,
  editResource: (id: string) => `/ressources/${id}/modifier`,
  resourceHistory: (id: string, query: { avant?: number; fait?: string } = {}) =>
    withQuery(`/ressources/${id}/historique`, query),
  activityImages: (id: string) => `/activites/${id}/images`,
  resourceImages: (id: string) => `/ressources/${id}/images`,
  /** One file of an image. */
  image: (id: string, width: number, format: "avif" | "webp") =>
    `/annuaire/images/${id}/${width}.${format}`,
  /** What waits for a second reader. */
  reviews: () => "/annuaire/a-relire",
  /** Words that the public search reads as one another. */
  synonyms: () => "/annuaire/synonymes",
  synonym: (id: string) => `/annuaire/synonymes/${id}`,
  /** How often public pages are read. */
  visits: (query: Query = {}) => withQuery("/annuaire/frequentation", query),
  /** Links of public pages that no longer answer. */
  deadLinks: () => "/annuaire/liens",
  /** What nobody could answer yet, and what a forum says of it. */
  openQuestions: (query: Query = {}) => withQuery("/annuaire/questions", query),
  /** `number`: among those of what asks, from 1. */
  askQuestion: (kind: "activity" | "piece", id: string, number: number) =>
    `/annuaire/questions/${kind === "activity" ? "activite" : "contenu"}/${id}/${number}`,
};

const sheets = {
  /** The tree of knowledge. */
  sheets: (query: { fait?: string } = {}) => withQuery("/fiches", query),
  /** `sous`: the sheet below which it begins. */
  newSheet: (query: { sous?: string } = {}) => withQuery("/fiches/nouvelle", query),
  sheet: (id: string) => `/fiches/${id}`,
  editSheet: (id: string) => `/fiches/${id}/modifier`,
  /** `avant`: the version to go on from. */
  sheetHistory: (id: string, query: { avant?: number } = {}) =>
    withQuery(`/fiches/${id}/historique`, query),
  /** A branch as files to keep; the whole tree without a path. `format`: markdown, wikitext or html. */
  exportSheets: (query: { branche?: string; format?: string } = {}) =>
    withQuery("/fiches/exporter", query),
  sheetFiles: (id: string, query: { fait?: string } = {}) =>
    withQuery(`/fiches/${id}/fichiers`, query),
  sheetFile: (id: string, fileId: string) => `/fiches/${id}/fichiers/${fileId}`,
  /** A better text that somebody without an account proposes for a sheet. */
  sheetProposal: (id: string) => `/fiches/propositions/${id}`,
  importWikiPage: () => "/fiches/reprendre",
  wikis: () => "/wikis",
  newWiki: () => "/wikis/nouveau",
  wiki: (id: string) => `/wikis/${id}`,
  editWiki: (id: string) => `/wikis/${id}/modifier`,
  /** A page of a wiki that somebody changed there. */
  wikiConflict: (id: string) => `/wikis/pages/${id}`,
};

const community = {
  /** `state`: those to look at, unless `decided`. */
  proposals: (query: Query = {}) => withQuery("/propositions", query),
  proposal: (id: string) => `/propositions/${id}`,
  /** `state`: those to take over, unless `waiting` or `ended`. */
  contacts: (query: Query = {}) => withQuery("/mises-en-relation", query),
  toConfirm: (query: Query = {}) => withQuery("/annuaire/a-confirmer", query),
  /** Experiences, and how long the record stays true. */
  activityLife: (id: string) => `/activites/${id}/vie`,
  newExperience: (activityId: string) => `/activites/${activityId}/experiences/nouvelle`,
  resourceLife: (id: string) => `/ressources/${id}/vie`,
};

const media = {
  /** The desk. `etape`: one column of it; `qui`: what is one's own. */
  media: (query: Query = {}) => withQuery("/media", query),
  mediaCalendar: (query: { mois?: string } = {}) => withQuery("/media/calendrier", query),
  newPiece: () => "/media/nouveau",
  pieceSeries: () => "/media/series",
  oneSeries: (id: string) => `/media/series/${id}`,
  piece: (id: string) => `/media/${id}`,
  editPiece: (id: string) => `/media/${id}/modifier`,
  piecePeople: (id: string) => `/media/${id}/personnes`,
  pieceCredit: (id: string, creditId: string) => `/media/${id}/personnes/${creditId}`,
  /** The file itself, to keep. */
  pieceConsent: (id: string, creditId: string) => `/media/${id}/personnes/${creditId}/accord`,
  pieceSubtitles: (id: string) => `/media/${id}/sous-titres`,
  /** The file itself, to keep. */
  pieceVtt: (id: string, language: string) => `/media/${id}/sous-titres/${language}.vtt`,
  pieceImages: (id: string) => `/media/${id}/images`,
  /** What it said each time it was saved. `avant`: the version to go on from. */
  pieceVersions: (id: string, query: Query = {}) => withQuery(`/media/${id}/versions`, query),
};

const spending = {
  /** `financement`, `ligne`, `personne`, `activite`: those of one of them; `apres`: where to go on from. */
  expenses: (query: Query = {}) => withQuery("/depenses", query),
  /** Chosen beforehand: what pays, and whom or what it is for. */
  newExpense: (query: Query = {}) => withQuery("/depenses/nouvelle", query),
  expense: (id: string) => `/depenses/${id}`,
  editExpense: (id: string) => `/depenses/${id}/modifier`,
  removeExpense: (id: string) => `/depenses/${id}/supprimer`,
  /** The file itself, to keep. */
  evidence: (expenseId: string, id: string) => `/depenses/${expenseId}/pieces/${id}`,
};

const funding = {
  grants: (query: Query = {}) => withQuery("/financements", query),
  newGrant: (query: { financeur?: string; programme?: string } = {}) =>
    withQuery("/financements/nouveau", query),
  grant: (id: string) => `/financements/${id}`,
  editGrant: (id: string) => `/financements/${id}/modifier`,
  targets: (id: string) => `/financements/${id}/objectifs`,
  reports: (id: string) => `/financements/${id}/comptes-rendus`,
  newReport: (id: string) => `/financements/${id}/comptes-rendus/nouveau`,
  grantReport: (id: string, reportId: string) => `/financements/${id}/comptes-rendus/${reportId}`,
  editReport: (id: string, reportId: string) =>
    `/financements/${id}/comptes-rendus/${reportId}/modifier`,
  writeReport: (id: string, reportId: string) =>
    `/financements/${id}/comptes-rendus/${reportId}/rediger`,
  sendReport: (id: string, reportId: string) =>
    `/financements/${id}/comptes-rendus/${reportId}/envoyer`,
  /** `ligne`: of one budget line only. */
  reportExpenses: (id: string, reportId: string, query: Query = {}) =>
    withQuery(`/financements/${id}/comptes-rendus/${reportId}/depenses`, query),
  reportFile: (id: string, reportId: string, format: string) =>
    `/financements/${id}/comptes-rendus/${reportId}/fichier/${format}`,
  grantApplication: (id: string) => `/financements/${id}/demande`,
  grantDecision: (id: string) => `/financements/${id}/decision`,
  grantAgreement: (id: string) => `/financements/${id}/convention`,
  grantClosing: (id: string) => `/financements/${id}/cloture`,
  /** Takes the last step back. */
  grantStepBack: (id: string) => `/financements/${id}/retour`,
  newAmendment: (id: string) => `/financements/${id}/avenants/nouveau`,
  takeBackAmendment: (id: string, amendmentId: string) =>
    `/financements/${id}/avenants/${amendmentId}/retirer`,
  payments: (id: string) => `/financements/${id}/versements`,
  newInstalment: (id: string) => `/financements/${id}/versements/nouveau`,
  editInstalment: (id: string, instalmentId: string) =>
    `/financements/${id}/versements/${instalmentId}/modifier`,
  /** `attendu`: the instalment that it pays. */
  newReceipt: (id: string, query: { attendu?: string } = {}) =>
    withQuery(`/financements/${id}/encaissements/nouveau`, query),
  editReceipt: (id: string, receiptId: string) =>
    `/financements/${id}/encaissements/${receiptId}/modifier`,
  grantBudget: (id: string) => `/financements/${id}/budget`,
  editGrantBudget: (id: string) => `/financements/${id}/budget/modifier`,
  grantRules: (id: string) => `/financements/${id}/regles`,
  ownLines: () => "/financements/fonds-propres",
  /** `aides`: one that small aids are paid from. */
  newOwnLine: (query: { aides?: "oui" } = {}) =>
    withQuery("/financements/fonds-propres/nouvelle", query),
  editOwnLine: (id: string) => `/financements/fonds-propres/${id}/modifier`,
  fundingPlans: () => "/plans-de-financement",
  newFundingPlan: () => "/plans-de-financement/nouveau",
  fundingPlan: (id: string) => `/plans-de-financement/${id}`,
  editFundingPlan: (id: string) => `/plans-de-financement/${id}/modifier`,
  grantFiles: (id: string) => `/financements/${id}/pieces`,
  grantFile: (id: string, fileId: string) => `/financements/${id}/pieces/${fileId}`,
  cooperative: () => "/financements/cooperative",
  funders: () => "/financeurs",
  funder: (id: string) => `/financeurs/${id}`,
  editFunder: (id: string) => `/financeurs/${id}/modifier`,
  /** Grants as open data, and the files themselves. */
  openGrants: () => "/financements/donnees-ouvertes",
  openGrantsFile: (format: "csv" | "json") => `/financements/donnees-ouvertes/${format}`,
  /** Where the money of all grants stands. */
  fundingOverview: (query: Query = {}) => withQuery("/financements/suivi", query),
  fundingOverviewCsv: (query: Query = {}) => withQuery("/financements/suivi.csv", query),
  /** `solde`: what is in the bank. */
  cashPlan: (query: Query = {}) => withQuery("/tresorerie", query),
  cashPlanCsv: (query: Query = {}) => withQuery("/tresorerie.csv", query),
  expensesToCheck: (grantId: string, query: Query = {}) =>
    withQuery(`/financements/${grantId}/a-verifier`, query),
  newFunder: () => "/financeurs/nouveau",
  newProgramme: () => "/programmes/nouveau",
};

const commons = {
  /** The register. */
  commons: (query: Query = {}) => withQuery("/communs", query),
  oneCommons: (id: string) => `/communs/${id}`,
  editCommons: (id: string) => `/communs/${id}/modifier`,
  contributions: (query: Query = {}) => withQuery("/contributions", query),
  shareStatements: () => "/communs/parts",
  shareStatement: (id: string) => `/communs/parts/${id}`,
  intentions: (query: Query = {}) => withQuery("/communs/intentions", query),
  /** `commun`: the one that will receive it, chosen beforehand. */
  newIntention: (query: { commun?: string } = {}) =>
    withQuery("/communs/intentions/nouvelle", query),
  intention: (id: string) => `/communs/intentions/${id}`,
  valuation: (query: { annee?: string } = {}) => withQuery("/communs/valorisation", query),
  contribution: (id: string) => `/contributions/${id}`,
  /** `commun`: the one that receives it, chosen beforehand; `intention`: the one that it realises. */
  newContribution: (query: { commun?: string; intention?: string } = {}) =>
    withQuery("/contributions/nouvelle", query),
  editContribution: (id: string) => `/contributions/${id}/modifier`,
  /** `commun`: the one that receives, chosen beforehand. */
  importContributions: (query: { commun?: string } = {}) =>
    withQuery("/contributions/import", query),
  exportAuthors: (file: string, query: Query) => withQuery(`/contributions/import/${file}`, query),
  exportTrial: (file: string, query: Query) =>
    withQuery(`/contributions/import/${file}/essai`, query),
  /** One that was written. */
  contributionImport: (id: string, query: Query = {}) =>
    withQuery(`/contributions/imports/${id}`, query),
  reciprocity: () => "/communs/reciprocite",
  pots: () => "/cagnottes",
  newPot: (query: { commun?: string } = {}) => withQuery("/cagnottes/nouvelle", query),
  pot: (id: string) => `/cagnottes/${id}`,
  editPot: (id: string) => `/cagnottes/${id}/modifier`,
  potProposal: (id: string) => `/cagnottes/${id}/partage`,
  newClaim: (id: string) => `/cagnottes/${id}/parts/nouvelle`,
  editClaim: (id: string, claimId: string) => `/cagnottes/${id}/parts/${claimId}/modifier`,
  partners: (query: Query = {}) => withQuery("/partenaires", query),
  newPartner: () => "/partenaires/nouveau",
  partner: (id: string) => `/partenaires/${id}`,
  editPartner: (id: string) => `/partenaires/${id}/modifier`,
  newAgreement: (partnerId: string) => `/partenaires/${partnerId}/accords/nouveau`,
  /** The paper itself, to keep. */
  /** `fin`: to end it today. */
  editAgreement: (partnerId: string, id: string, query: { fin?: "aujourd-hui" } = {}) =>
    withQuery(`/partenaires/${partnerId}/accords/${id}/modifier`, query),
  agreementFile: (partnerId: string, id: string) => `/partenaires/${partnerId}/accords/${id}`,
};

/** Every query is a filter of the team's dashboards: `du`, `au`, `accompagnement`, `financement`. */
const team = {
  teamToday: (query: Query = {}) => withQuery("/pilotage", query),
  teamPathways: (query: Query = {}) => withQuery("/pilotage/parcours", query),
  teamCohorts: (query: Query = {}) => withQuery("/pilotage/cohortes", query),
  teamWorkload: (query: Query = {}) => withQuery("/pilotage/charge", query),
  teamQuality: (query: Query = {}) => withQuery("/pilotage/a-completer", query),
  /** What is behind a number: `kind` is the word of what is late, or missing. */
  teamDelays: (kind: string, query: Query = {}) => withQuery(`/pilotage/retards/${kind}`, query),
  teamMissing: (kind: string, query: Query = {}) =>
    withQuery(`/pilotage/a-completer/${kind}`, query),
  /** `tableau`: the dashboard of which it is a view. */
  newTeamView: (query: Query = {}) => withQuery("/pilotage/vues/nouvelle", query),
};

/** What the pieces of the media are seen, heard or read. */
const audience = {
  /** `mois`: the last of the twelve, 'YYYY-MM'. */
  audience: (query: { mois?: string; fait?: string } = {}) => withQuery("/media/audience", query),
  /** The figures themselves, to keep. */
  audienceFile: (query: { mois?: string } = {}) => withQuery("/media/audience/export.csv", query),
  pieceAudience: (pieceId: string, query: { fait?: string } = {}) =>
    withQuery(`/media/audience/${pieceId}`, query),
  enterAudience: (query: { piece?: string } = {}) => withQuery("/media/audience/saisie", query),
  setAudienceAside: (pieceId: string, id: string) => `/media/audience/${pieceId}/ecarter/${id}`,
  /** `month`: 'YYYY-MM'. */
  chooseAudienceSide: (indicatorKey: string, platform: string, month: string) =>
    `/media/audience/recoupement/${indicatorKey}/${platform}/${month}`,
  audienceImports: (query: { fait?: string } = {}) => withQuery("/media/audience/import", query),
  audienceImport: (id: string, query: { fait?: string } = {}) =>
    withQuery(`/media/audience/import/${id}`, query),
};

/** Contacts of relays, and letters to them. */
const outreach = {
  addressBook: (query: Query = {}) => withQuery("/contacts", query),
  /** The contacts themselves, to keep. */
  addressBookFile: (query: Query = {}) => withQuery("/contacts/export.csv", query),
  /** `partenaire`: whose, chosen beforehand. */
  newContact: (query: { partenaire?: string } = {}) => withQuery("/contacts/nouveau", query),
  pasteContacts: () => "/contacts/coller",
  addressBookEntry: (id: string) => `/contacts/${id}`,
  letters: (query: { fait?: string } = {}) => withQuery("/lettres", query),
  /** `campagne`: the campaign that it is of. */
  newLetter: (query: { campagne?: string } = {}) => withQuery("/lettres/nouvelle", query),
  /** `genre`: the kinds of contacts to count before it leaves. */
  letter: (id: string) => `/lettres/${id}`,
  editLetter: (id: string) => `/lettres/${id}/modifier`,
  /** The letter as its readers see it. */
  letterPage: (id: string) => `/lettres/${id}/apercu`,
  /** The letter itself, to keep. */
  letterFile: (id: string, format: "html" | "txt") => `/lettres/${id}/lettre.${format}`,
};

const impact = {
  threshold: () => "/secret-statistique",
  releases: (grantId: string) => `/financements/${grantId}/arretes`,
  newRelease: (grantId: string, query: { jour?: string } = {}) =>
    withQuery(`/financements/${grantId}/arretes/nouveau`, query),
  release: (grantId: string, id: string) => `/financements/${grantId}/arretes/${id}`,
  dashboard: (query: { financement?: string; vue?: string } = {}) =>
    withQuery("/tableau-de-bord", query),
  figuresOfGrant: (id: string) => `/tableau-de-bord/${id}/chiffres`,
  indicators: () => "/indicateurs",
  /** `compte`: what it counts. */
  newIndicator: (query: { compte?: string } = {}) => withQuery("/indicateurs/nouveau", query),
  /** An own one has a colon in its key. */
  indicator: (key: string, query: { financement?: string; selon?: string } = {}) =>
    withQuery(`/indicateurs/${encodeURIComponent(key)}`, query),
  editIndicator: (key: string) => `/indicateurs/${encodeURIComponent(key)}/modifier`,
  indicatorTrace: (key: string, query: { financement?: string; page?: number } = {}) =>
    withQuery(`/indicateurs/${encodeURIComponent(key)}/trace`, query),
  figures: (query: Query = {}) => withQuery("/chiffres", query),
  newFigure: () => "/chiffres/nouveau",
  editFigure: (id: string) => `/chiffres/${id}/modifier`,
  impactReports: () => "/rapports",
  newImpactReport: (query: { financement?: string } = {}) => withQuery("/rapports/nouveau", query),
  impactReport: (id: string) => `/rapports/${id}`,
  editImpactReport: (id: string) => `/rapports/${id}/modifier`,
  editReportSection: (id: string, sectionId: string) => `/rapports/${id}/parties/${sectionId}`,
  approveImpactReport: (id: string) => `/rapports/${id}/approuver`,
  /** `scelle`: the file that anybody can check. */
  impactReportFile: (id: string, format: string) => `/rapports/${id}/fichier/${format}`,
};

/** A part of a grant as its funder reads it; the figures are its first page. */
export type PortalPart = "" | "carte" | "argent" | "recits" | "documents" | "echanges";

const portal = {
  portal: () => "/portail",
  /** `arrete`: the day of the release that is read, the latest one unless said. */
  portalGrant: (grantId: string, part: PortalPart = "", query: Query = {}) =>
    withQuery(`/portail/${grantId}${part && `/${part}`}`, query),
  /** `file`: `chiffres.csv`, or a drawing's name and its kind. */
  portalReleaseFile: (grantId: string, releaseId: string, file: string) =>
    `/portail/${grantId}/arretes/${releaseId}/${file}`,
  portalReport: (grantId: string, id: string) => `/portail/${grantId}/rapports/${id}`,
  portalReportFile: (grantId: string, id: string, format: string) =>
    `/portail/${grantId}/rapports/${id}/${format}`,
  portalFinancialReport: (grantId: string, id: string) =>
    `/portail/${grantId}/comptes-rendus/${id}`,
  /** The team's side of what is said with the funder of a grant. */
  grantMessages: (id: string, query: Query = {}) =>
    withQuery(`/financements/${id}/echanges`, query),
};

const territory = {
  /** `ou`: an intercommunality or a département; `quartiers`: their generation; `voir`: what is counted. */
  territory: (query: Query = {}) => withQuery("/territoire", query),
  neighbourhood: (code: string, query: Query = {}) =>
    withQuery(`/territoire/quartiers/${code}`, query),
  territoryGeojson: (query: Query = {}) => withQuery("/territoire/quartiers.geojson", query),
  territoryCsv: (query: Query = {}) => withQuery("/territoire/quartiers.csv", query),
};

const imports = {
  workerImports: () => "/personnes/import",
  /** A spreadsheet to fill in. */
  importModel: (format: "xlsx" | "csv") => `/personnes/import/modele/${format}`,
  workerImport: (id: string) => `/personnes/import/${id}`,
  importColumns: (id: string, query: { feuille?: number } = {}) =>
    withQuery(`/personnes/import/${id}/colonnes`, query),
  importWords: (id: string) => `/personnes/import/${id}/reponses`,
  importTrial: (id: string, query: { page?: number; doublons?: number } = {}) =>
    withQuery(`/personnes/import/${id}/essai`, query),
  importProblems: (id: string) => `/personnes/import/${id}/problemes`,
};

const spendingImports = {
  spendingImports: () => "/depenses/import",
  /** A table to fill in. */
  spendingModel: (source: "depenses" | "heures") => `/depenses/import/modele/${source}`,
  spendingImport: (id: string) => `/depenses/import/${id}`,
  spendingColumns: (id: string) => `/depenses/import/${id}/colonnes`,
  spendingPlaces: (id: string) => `/depenses/import/${id}/lignes`,
  spendingTrial: (id: string) => `/depenses/import/${id}/essai`,
};

/** Every address of the back office, one object per feature. */
export const paths = {
  ...account,
  ...administration,
  ...people,
  ...workerLists,
  ...imports,
  ...spendingImports,
  ...meetings,
  ...events,
  ...lists,
  ...plan,
  ...aid,
  ...mentoring,
  ...addresses,
  ...documents,
  ...privacy,
  ...jobs,
  ...directory,
  ...sheets,
  ...community,
  ...media,
  ...funding,
  ...spending,
  ...commons,
  ...team,
  ...audience,
  ...outreach,
  ...impact,
  ...portal,
  ...territory,
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
