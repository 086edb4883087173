import { z } from "zod";

const day = z.iso.date().optional();

/** The filters of the journal; days are Paris days, both included. `before` is the line to go on from. */
export const auditFilterSchema = z.object({
  membershipId: z.uuid().optional(),
  operation: z.string().max(60).optional(),
  from: day,
  to: day,
  before: z.uuid().optional(),
});

export type AuditFilter = z.output<typeof auditFilterSchema>;

/** What each command did, told in the journal after the person's name. */
export const operationLabels: Record<string, string> = {
  signIn: "s’est connecté·e",
  signOutEverywhere: "s’est déconnecté·e de tous ses appareils",
  changePassword: "a changé son mot de passe",
  resetPassword: "a choisi un nouveau mot de passe",
  switchOrganisation: "est passé·e d’une autre organisation à celle-ci",
  acceptInvitation: "a ouvert son accès",
  inviteMember: "a invité quelqu’un",
  renewInvitation: "a renvoyé une invitation",
  revokeInvitation: "a annulé une invitation",
  changeMemberRole: "a changé le rôle d’un membre",
  endMembership: "a fermé l’accès d’un membre",
  reopenMembership: "a rouvert l’accès d’un membre",
  renameOrganisation: "a modifié l’organisation",
  seedDemo: "a chargé les données de démonstration",
  createOrganisation: "a créé l’organisation",
  createWorker: "a créé une fiche de personne",
  editWorker: "a modifié une fiche de personne",
  editSituation: "a modifié la situation d’une personne",
  getSituation: "a consulté la situation d’une personne",
  getSituationForm: "a ouvert la situation d’une personne pour la modifier",
  listWorkerChanges: "a consulté les rectifications d’une fiche",
  addListValue: "a ajouté une réponse à une liste",
  renameListValue: "a renommé une réponse d’une liste",
  moveListValue: "a déplacé une réponse d’une liste",
  retireListValue: "a retiré une réponse d’une liste",
  restoreListValue: "a remis une réponse dans une liste",
  recordMeeting: "a écrit un compte rendu",
  editMeeting: "a modifié un compte rendu",
  offerMentoring: "a noté ce qu’une personne peut transmettre",
  endOffer: "a retiré une offre de parrainage",
  proposeMentorship: "a proposé un parrainage",
  acceptMentorship: "a noté l’accord d’un parrainage",
  declineMentorship: "a noté un parrainage décliné",
  recordMentorshipSession: "a noté une séance de parrainage",
  removeMentorshipSession: "a retiré une séance de parrainage",
  endMentorship: "a terminé un parrainage",
  getWorkerMentoring: "a consulté les parrainages d’une personne",
  requestAid: "a demandé une petite aide",
  decideAid: "a répondu à une demande d’aide",
  payAid: "a noté le paiement d’une aide",
  reconsiderAid: "est revenu·e sur une aide",
  withdrawAid: "a retiré une demande d’aide",
  openBudgetLine: "a ouvert une enveloppe d’aides",
  editBudgetLine: "a modifié une enveloppe d’aides",
  listWorkerAids: "a consulté les aides d’une personne",
  getPlan: "a consulté le plan d’action d’une personne",
  setObjective: "a fixé un objectif",
  editObjective: "a modifié un objectif",
  markObjective: "a dit où en est un objectif",
  removeObjective: "a supprimé un objectif",
  addAction: "a ajouté une action à un plan",
  editAction: "a modifié une action d’un plan",
  markAction: "a dit où en est une action",
  removeAction: "a supprimé une action d’un plan",
  getSkills: "a consulté les compétences d’une personne",
  assessSkills: "a fait le point sur les compétences d’une personne",
  removeAssessment: "a supprimé un point sur les compétences",
  setReminders: "a changé ses rappels par message",
  createActivity: "a créé une activité",
  editActivity: "a modifié une activité",
  publishActivity: "a publié une activité",
  unpublishActivity: "a retiré une activité de l’annuaire",
  createOpenResource: "a créé une ressource",
  editOpenResource: "a modifié une ressource",
  publishOpenResource: "a publié une ressource",
  unpublishOpenResource: "a retiré une ressource de l’annuaire",
  recordContribution: "a enregistré une contribution",
  editContribution: "a modifié une contribution",
  createPartner: "a ajouté un partenaire",
  editPartner: "a modifié un partenaire",
  createFunder: "a ajouté un financeur",
  createProgramme: "a ajouté un programme",
  createGrant: "a ajouté un financement",
  editGrant: "a modifié un financement",
  setTargets: "a modifié les objectifs d’un financement",
  declareFigure: "a déclaré un chiffre",
  editDeclaredFigure: "a modifié un chiffre déclaré",
};

/** What a command changed, as the journal names it. */
const subjectLabels: Record<string, string> = {
  membership: "membre",
  invitation: "invitation",
  organisation: "organisation",
  worker: "personne",
  list_value: "réponse d’une liste",
  meeting: "compte rendu",
  aid: "petite aide",
  mentorship: "parrainage",
  budget_line: "enveloppe",
  objective: "objectif d’une personne",
  plan_action: "action d’un plan",
  activity: "activité",
  open_resource: "ressource",
  contribution: "contribution",
  partner: "partenaire",
  funder: "financeur",
  programme: "programme",
  grant: "financement",
  funding_grant: "financement",
  target: "objectif",
  declared_figure: "chiffre déclaré",
};

export function subjectLabel(subject: string): string {
  return subjectLabels[subject] ?? subject;
}

/** « a modifié une fiche » in French; an operation without a label keeps its own name rather than none. */
export function operationLabel(operation: string): string {
  return operationLabels[operation] ?? operation;
}
