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
  acceptInvitation: "a ouvert son accès",
  inviteMember: "a invité quelqu’un",
  renewInvitation: "a renvoyé une invitation",
  revokeInvitation: "a annulé une invitation",
  changeMemberRole: "a changé le rôle d’un membre",
  endMembership: "a fermé l’accès d’un membre",
  reopenMembership: "a rouvert l’accès d’un membre",
  renameOrganisation: "a modifié l’organisation",
};

/** « a modifié une fiche » in French; an operation without a label keeps its own name rather than none. */
export function operationLabel(operation: string): string {
  return operationLabels[operation] ?? operation;
}
