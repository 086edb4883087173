import { contourSteps, indicatorSteps } from "@essaim/territory/register/register.schema";
import { formatNumber, plural } from "@essaim/ui/format";
import { paths } from "~/paths";
import { contourResultSchema, overlapsSentence } from "../administration/contour-result";

type Known = Record<string, unknown>;

/** A sentence, and the page where to go on, or the file to fetch. */
type Next = {
  sentence: string;
  href: string;
  label: string;
  /** Set when the address is that of a file to keep: the page to go on with besides. */
  afterwards?: { href: string; label: string };
};

/** What the page of a job says of one kind of work. */
export type JobWords = {
  title: string;
  /** What `done` and `total` count, as in « 40 lignes sur 300 ». */
  counts?: { one: string; many: string };
  /** Or the steps that `done` and `total` count, in order. */
  steps?: readonly string[];
  /** Who does not answer, when somebody whom the work needs is asked again. */
  silence?: string;
  /** Once it is done: what was done, and the page that shows it. */
  done(result: Known, input: Known, id: string): Next;
  /** Once it has failed: the page where to begin again. */
  again?(input: Known): Pick<Next, "href" | "label">;
};

const toRegister = { href: paths.territoryRegister(), label: "Voir le registre des quartiers" };

/** Every kind of job (apps/staff/jobs/handlers.ts) that a page waits for. */
const words: Record<string, JobWords> = {
  read_import: {
    title: "Lecture du tableur",
    counts: { one: "ligne", many: "lignes" },
    done: (_, input) => ({
      sentence: "Le fichier est lu. Reste à dire ce que contient chaque colonne.",
      href: paths.importColumns(String(input.importId)),
      label: "Associer les colonnes",
    }),
    again: () => ({ href: paths.workerImports(), label: "Envoyer un autre fichier" }),
  },
  try_import: {
    title: "Essai de la reprise",
    counts: { one: "ligne", many: "lignes" },
    done: (result, input) => ({
      sentence:
        counted(result.problems) > 0
          ? `${plural(counted(result.rows), "ligne essayée", "lignes essayées")}, ${plural(counted(result.problems), "problème", "problèmes")}. Rien n’est écrit.`
          : `${plural(counted(result.rows), "ligne essayée", "lignes essayées")}, aucun problème. Rien n’est écrit.`,
      href: paths.importTrial(String(input.importId)),
      label: "Voir ce que donnerait la reprise",
    }),
    again: (input) => ({
      href: paths.workerImport(String(input.importId)),
      label: "Retour à la reprise",
    }),
  },
  write_import: {
    title: "Écriture des fiches",
    counts: { one: "ligne", many: "lignes" },
    done: (result, input) => ({
      sentence: `${plural(counted(result.created), "fiche créée", "fiches créées")}.`,
      href: paths.workerImport(String(input.importId)),
      label: "Voir la reprise",
    }),
    again: (input) => ({
      href: paths.importColumns(String(input.importId)),
      label: "Retour à la reprise",
    }),
  },
  undo_import: {
    title: "Annulation d’une reprise",
    done: (result, input) => ({
      sentence: `${plural(counted(result.removed), "fiche retirée", "fiches retirées")}, ${plural(counted(result.kept), "fiche gardée", "fiches gardées")}.`,
      href: paths.workerImport(String(input.importId)),
      label: "Voir la reprise",
    }),
    again: (input) => ({
      href: paths.workerImport(String(input.importId)),
      label: "Retour à la reprise",
    }),
  },
  read_spending: {
    title: "Lecture du fichier",
    done: (_, input) => ({
      sentence: "Le fichier est lu. Reste à dire ce qui est repris, et sur quelles lignes.",
      href: paths.spendingImport(String(input.importId)),
      label: "Continuer",
    }),
    again: (input) => ({
      href: paths.spendingImport(String(input.importId)),
      label: "Voir ce qui ne va pas",
    }),
  },
  try_spending: {
    title: "Essai de la reprise",
    counts: { one: "ligne", many: "lignes" },
    done: (result, input) => ({
      sentence: `${plural(counted(result.created), "dépense à créer", "dépenses à créer")}. Rien n’est écrit.`,
      href: paths.spendingTrial(String(input.importId)),
      label: "Voir ce que donnerait la reprise",
    }),
    again: (input) => ({
      href: paths.spendingImport(String(input.importId)),
      label: "Retour à la reprise",
    }),
  },
  write_spending: {
    title: "Écriture des dépenses",
    counts: { one: "ligne", many: "lignes" },
    done: (result, input) => ({
      sentence: `${plural(counted(result.created), "dépense créée", "dépenses créées")}.`,
      href: paths.spendingImport(String(input.importId)),
      label: "Voir la reprise",
    }),
    again: (input) => ({
      href: paths.spendingImport(String(input.importId)),
      label: "Retour à la reprise",
    }),
  },
  undo_spending: {
    title: "Annulation d’une reprise",
    done: (result, input) => ({
      sentence: `${plural(counted(result.removed), "dépense retirée", "dépenses retirées")}, ${plural(counted(result.kept), "dépense gardée", "dépenses gardées")}.`,
      href: paths.spendingImport(String(input.importId)),
      label: "Voir la reprise",
    }),
    again: (input) => ({
      href: paths.spendingImport(String(input.importId)),
      label: "Retour à la reprise",
    }),
  },
  locate_addresses: {
    title: "Localisation des adresses",
    counts: { one: "personne", many: "personnes" },
    silence: "Le service d’adresses ne répond pas",
    done: (result) => ({
      sentence: locationWords(result),
      href: paths.addresses(),
      label: "Voir les adresses à vérifier",
    }),
  },
  prepare_access_export: {
    title: "Archive des données d’une personne",
    counts: { one: "document", many: "documents" },
    done: (result, input) => ({
      sentence:
        counted(result.missing) > 0
          ? `L’archive est prête. ${plural(counted(result.missing), "document joint n’est plus dans le stockage et y manque", "documents joints ne sont plus dans le stockage et y manquent")}.`
          : "L’archive est prête. Vous pouvez la télécharger pendant sept jours.",
      href: paths.accessExport(String(input.workerId), String(result.exportId)),
      label: "Télécharger l’archive",
      afterwards: {
        href: paths.workerPrivacy(String(input.workerId)),
        label: "Retour à ses données",
      },
    }),
    again: (input) => ({
      href: paths.workerPrivacy(String(input.workerId)),
      label: "Retour aux données de la personne",
    }),
  },
  make_report_files: {
    title: "Fichiers d’un rapport d’impact",
    counts: { one: "fichier", many: "fichiers" },
    done: (_, input) => ({
      sentence: "Les fichiers du rapport sont prêts.",
      href: paths.impactReport(String(input.reportId)),
      label: "Retour au rapport",
    }),
    again: (input) => ({
      href: paths.impactReport(String(input.reportId)),
      label: "Retour au rapport",
    }),
  },
  import_contours: {
    title: "Import de contours de quartiers",
    steps: Object.values(contourSteps),
    done: (result, _, id) => ({
      sentence: contoursSentence(result),
      href: paths.territoryRegister({ import: id }),
      label: "Voir ce qui a changé",
    }),
    again: () => ({ ...toRegister, label: "Choisir un autre fichier" }),
  },
  import_indicators: {
    title: "Import d’indicateurs de quartiers",
    steps: Object.values(indicatorSteps),
    done: (result) => ({ sentence: indicatorsSentence(result), ...toRegister }),
    again: () => ({ ...toRegister, label: "Choisir un autre fichier" }),
  },
  read_audience: {
    title: "Relevé de l’audience",
    counts: { one: "vidéo", many: "vidéos" },
    done: (result) => ({
      sentence: audienceSentence(result),
      href: paths.audience(),
      label: "Voir l’audience",
    }),
    again: () => ({ href: paths.audience(), label: "Retour à l’audience" }),
  },
  read_forum: {
    title: "Relecture du forum",
    counts: { one: "sujet", many: "sujets" },
    done: (result) => ({
      sentence: forumSentence(result),
      href: paths.openQuestions(),
      label: "Voir les questions ouvertes",
    }),
    again: () => ({ href: paths.openQuestions(), label: "Retour aux questions ouvertes" }),
  },
  send_trial: {
    title: "Essai d’une lettre",
    done: (result) => ({
      sentence: "L’essai est parti, à l’adresse de votre compte.",
      href: paths.letter(String(result.newsletterId)),
      label: "Retour à la lettre",
    }),
    again: (input) => ({
      href: paths.letter(String(input.newsletterId)),
      label: "Retour à la lettre",
    }),
  },
  send_letter: {
    title: "Envoi d’une lettre",
    counts: { one: "message", many: "messages" },
    silence: "Le serveur d’envoi ne prend pas nos messages pour l’instant",
    done: (result) => ({
      sentence: letterWords(result),
      href: paths.letter(String(result.newsletterId)),
      label: "Voir la lettre",
    }),
    again: (input) => ({
      href: paths.letter(String(input.newsletterId)),
      label: "Retour à la lettre",
    }),
  },
  push_wiki: {
    title: "Envoi de fiches sur un wiki",
    counts: { one: "page", many: "pages" },
    silence: "Le wiki ne répond pas",
    done: (result) => ({
      sentence: pushWords(result),
      href: paths.wiki(String(result.wikiId)),
      label: counted(result.conflicts) > 0 ? "Voir les conflits" : "Voir les pages de ce wiki",
    }),
    again: (input) => ({
      href: paths.wiki(String(input.wikiId)),
      label: "Retour au wiki",
    }),
  },
  import_wiki_page: {
    title: "Reprise d’une page de wiki",
    silence: "Le wiki ne répond pas",
    done: (result) => ({
      sentence: wikiImportWords(result),
      href: paths.sheet(String(result.sheetId)),
      label: "Relire la fiche",
    }),
    again: () => ({ href: paths.importWikiPage(), label: "Reprendre une autre page" }),
  },
  erase_workers: {
    title: "Effacement d’une fiche",
    done: () => ({
      sentence:
        "La fiche ne dit plus rien de la personne, et son nom a quitté tous les textes. Les chiffres restent.",
      href: paths.privacy(),
      label: "Voir le compte rendu de l’effacement",
    }),
    again: () => ({ href: paths.privacy(), label: "Voir la page Vie privée" }),
  },
};

/** « 105 quartiers ajoutés, 3 modifiés », and what was left as it was. */
function contoursSentence(result: Known): string {
  const parts = [
    [result.added, "quartier ajouté", "quartiers ajoutés"],
    [result.changed, "quartier modifié", "quartiers modifiés"],
    [result.retired, "quartier sorti de la liste", "quartiers sortis de la liste"],
    [result.unchanged, "quartier inchangé", "quartiers inchangés"],
  ] as const;
  const told = parts
    .filter(([value]) => counted(value) > 0)
    .map(([value, one, many]) => plural(counted(value), one, many));
  const repaired =
    counted(result.repaired) > 0
      ? ` ${plural(counted(result.repaired), "contour mal tracé a été réparé", "contours mal tracés ont été réparés")}.`
      : "";
  const changed = [result.added, result.changed, result.retired].some(
    (value) => counted(value) > 0,
  );
  const next = changed
    ? " Les adresses déjà trouvées y sont cherchées de nouveau dans la minute, dans toutes les coopératives."
    : "";
  const { overlaps } = contourResultSchema.parse(result);
  const overlapping = overlaps.pairs.length > 0 ? ` ${overlapsSentence(overlaps)}` : "";
  return `${told.join(", ")}.${repaired}${overlapping}${next}`;
}

function indicatorsSentence(result: Known): string {
  const left = [
    counted(result.unknownPlaces) > 0 &&
      plural(counted(result.unknownPlaces), "ligne d’un lieu", "lignes de lieux") +
        " que le registre ne connaît pas",
    counted(result.unknownColumns) > 0 &&
      `${plural(counted(result.unknownColumns), "colonne", "colonnes")} hors du dictionnaire`,
  ].filter(Boolean);
  const secret = counted(result.secret);
  return [
    `${plural(counted(result.figures), "valeur", "valeurs")} de ${plural(counted(result.indicators), "indicateur", "indicateurs")} pour ${plural(counted(result.places), "lieu", "lieux")}${secret > 0 ? `, dont ${formatNumber(secret)} sous secret statistique` : ""}.`,
    counted(result.changed) > 0
      ? `${plural(counted(result.changed), "valeur nouvelle ou modifiée", "valeurs nouvelles ou modifiées")}.`
      : "Rien n’a changé.",
    ...(left.length > 0 ? [`Laissé de côté\u202f: ${left.join(", ")}.`] : []),
  ].join(" ");
}

/** What came of each page of a push. */
function pushWords(result: Known): string {
  const parts = [
    [result.pushed, "page envoyée", "pages envoyées"],
    [result.unchanged, "page déjà à jour", "pages déjà à jour"],
    [
      result.conflicts,
      "page en conflit, laissée telle quelle",
      "pages en conflit, laissées telles quelles",
    ],
    [result.failed, "page refusée par le wiki", "pages refusées par le wiki"],
  ] as const;
  const told = parts
    .filter(([value]) => counted(value) > 0)
    .map(([value, one, many]) => plural(counted(value), one, many));
  return `${told.join(", ")}.`;
}

/** What became of the copies of a letter. */
function letterWords(result: Known): string {
  const told = [
    plural(counted(result.sent), "message envoyé", "messages envoyés"),
    counted(result.failed) > 0 &&
      plural(counted(result.failed), "adresse en échec", "adresses en échec"),
    counted(result.unsure) > 0 &&
      plural(counted(result.unsure), "envoi incertain", "envois incertains"),
  ].filter(Boolean);
  return `${told.join(", ")}.`;
}

function wikiImportWords(result: Known): string {
  const left = counted(result.left);
  const unconverted = counted(result.unconverted);
  return [
    `La page est reprise, avec ${plural(counted(result.versions), "version", "versions")}. Elle n’est pas publiée.`,
    result.hasOlder === true && "Les versions les plus anciennes sont restées sur le wiki.",
    left > 0 &&
      `${plural(left, "version est cachée ou trop longue, et y est restée", "versions sont cachées ou trop longues, et y sont restées")}.`,
    unconverted > 0 &&
      `${plural(unconverted, "morceau n’a pas d’équivalent ici", "morceaux n’ont pas d’équivalent ici")}\u202f: la fiche dit lesquels.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** What a location of every address found, and what is left to somebody. */
function locationWords(result: Known): string {
  const { located, priority, outside, toCheck, notFound, notCovered, unavailable } = result;
  const found = `${plural(counted(located), "adresse localisée", "adresses localisées")}\u202f: ${formatNumber(counted(priority))} en quartier prioritaire, ${formatNumber(counted(outside))} hors quartier, ${formatNumber(counted(toCheck))} à vérifier.`;
  const left = [
    counted(notFound) > 0 &&
      `${plural(counted(notFound), "adresse n’est pas trouvée", "adresses ne sont pas trouvées")}.`,
    counted(notCovered) > 0 &&
      `${plural(counted(notCovered), "adresse est", "adresses sont")} là où aucun contour n’est connu.`,
    counted(unavailable) > 0 &&
      `Le service d’adresses n’a pas répondu pour ${plural(counted(unavailable), "adresse", "adresses")}\u202f: elles seront demandées de nouveau cette nuit.`,
  ];
  return [found, ...left.filter(Boolean)].join(" ");
}

function audienceSentence(result: Known): string {
  const [read, unread] = [counted(result.read), counted(result.unread)];
  if (read + unread === 0) {
    return "Aucun contenu n’a d’adresse sur PeerTube\u202f: seul notre propre compteur est relevé.";
  }
  const left =
    unread > 0
      ? ` ${plural(unread, "n’a pas répondu ce qu’il faut", "n’ont pas répondu ce qu’il faut")}\u202f: la page dit pourquoi.`
      : "";
  return `${plural(read, "vidéo relevée", "vidéos relevées")}.${left}`;
}

function forumSentence(result: Known): string {
  const [read, unread] = [counted(result.read), counted(result.unread)];
  if (read + unread === 0) return "Aucune question n’a d’adresse de sujet sur un forum.";
  const left =
    unread > 0
      ? ` ${plural(unread, "n’a pas pu l’être", "n’ont pas pu l’être")}\u202f: la page dit pourquoi.`
      : "";
  return `${plural(read, "sujet relu", "sujets relus")}.${left}`;
}

const unknownWork: JobWords = {
  title: "Tâche de fond",
  done: () => ({ sentence: "C’est fait.", href: "/", label: "Retour à l’accueil" }),
};

export function wordsOf(kind: string): JobWords {
  return words[kind] ?? unknownWork;
}

/** « 40 lignes sur 300 » */
export function progressWords(
  { counts, steps }: JobWords,
  done: number,
  total: number | null,
): string {
  if (!total) return "Commencé il y a un instant.";
  const step = steps?.[done];
  if (step) return `Étape ${done + 1} sur ${total}\u202f: ${step}.`;
  if (!counts) return `${Math.floor((100 * done) / total)}\u00a0%`;
  return `${plural(done, counts.one, counts.many)} sur ${formatNumber(total)}`;
}

/** A number that a job counted, or nought. */
export function counted(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : 0;
}
