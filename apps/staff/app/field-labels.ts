import { formatDate } from "@essaim/ui/format";

/** What the fields that somebody writes are called, whatever their form. A name that is not here is not shown. */
const labels: Record<string, string> = {
  summary: "Compte rendu ou résumé",
  nextStep: "Prochaine étape",
  nextStepOn: "Pour quand",
  dueOn: "Pour quand",
  setOn: "Fixé le",
  assessedOn: "Jour du point",
  heldOn: "Jour de la rencontre",
  durationMinutes: "Durée, en minutes",
  givenName: "Prénom",
  familyName: "Nom",
  phone: "Téléphone",
  email: "Adresse électronique",
  birth: "Naissance",
  dependants: "Personnes à charge",
  fullName: "Nom complet",
  addressLine: "Numéro et rue",
  homeSince: "Habite là depuis le",
  holdsFrom: "À partir du",
  postcode: "Code postal",
  commune: "Commune",
  supportedFrom: "Début de l’accompagnement",
  title: "Titre",
  name: "Nom",
  documentName: "Nom du document",
  datedOn: "Daté du",
  description: "Description",
  requirements: "Ce qu’il faut",
  steps: "Étape par étape",
  advantages: "Ce qui plaide pour",
  limits: "Ce qu’il faut savoir avant",
  startupCostMinCents: "Coût de démarrage, au moins",
  startupCostMaxCents: "Coût de démarrage, au plus",
  usage: "Comment elle sert",
  transferredFrom: "Venue de (commune)",
  sinceYear: "Depuis (année)",
  licenceNote: "Précision sur la licence",
  websiteUrl: "Site",
  sourceUrl: "Sources",
  documentationUrl: "Documentation",
  contributionGuide: "Comment contribuer",
  healthNote: "Ce qui le fait dire",
  busFactor: "Personnes clés",
  checkedOn: "Regardé le",
  legalForm: "Forme juridique",
  upstreamUrls: "Adresses en amont",
  contributedOn: "Date",
  amountCents: "Montant",
  askedCents: "Montant demandé",
  mentorGain: "Ce qu’en retire la marraine ou le parrain",
  noviceGain: "Ce qu’en retire la personne parrainée",
  endedOn: "Dernier jour",
  purpose: "À quoi sert l’aide",
  reason: "Pourquoi",
  paidOn: "Payée le",
  label: "Nom, intitulé ou réponse",
  value: "Chiffre du mois ou objectif",
  evidenceUrl: "Adresse où le vérifier",
  role: "Rôle",
  reference: "Référence",
  startsOn: "Premier jour",
  termOn: "Terme",
  endsOn: "Dernier jour",
  note: "Note",
  newFunderName: "Nom du nouveau financeur",
  newProgrammeName: "Nom du nouveau programme",
  newProgrammeActions: "Actions du nouveau programme",
  actions: "Actions",
  givenOn: "Jour de l’information",
  privacyContact: "À qui écrire au sujet des données",
  month: "Mois",
  source: "Source",
  evidence: "Preuve",
};

/** Values of a choice: somebody chose them, nobody wrote them. */
const isCode = (value: string) =>
  /^[a-z_]+$/.test(value) || /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value);

/**
 * What somebody had written in a form, field by field, to read: choices, ids and hidden fields are left out.
 * A row's field (`localities.0.commune`) is called as the field of its row.
 */
export function writtenFields(
  fields: readonly { name: string; value: string }[],
): { label: string; text: string }[] {
  return fields.flatMap(({ name, value }) => {
    const label = labels[name.split(".").at(-1) ?? ""];
    const text = value.trim();
    if (!label || text === "" || (name === "role" && isCode(text))) return [];
    return [{ label, text: /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDate(text) : text }];
  });
}
