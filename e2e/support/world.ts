import { type Role, roles } from "@essaim/identity/permission";
import { accounts } from "./accounts.ts";
import { row } from "./database.ts";
import {
  coachIdOf,
  createActivity,
  createContribution,
  createGrant,
  createPartner,
  createResource,
  createWorker,
  declareFigure,
  forms,
  fundingOfDemo,
  recordMeeting,
} from "./records.ts";
import type { Fields } from "./visitor.ts";
import { uniqueId, uniqueWord } from "./words.ts";

/** One record of each kind in the demonstration's cooperative, made for one journey. */
export type World = Awaited<ReturnType<typeof createWorld>>;

export async function createWorld() {
  const worker = await createWorker();
  const meeting = await recordMeeting(worker.id);
  const resource = await createResource();
  const activity = await createActivity({ "resources.0.openResourceId": resource.id });
  const contribution = await createContribution(resource.id);
  const partner = await createPartner();
  const grant = await createGrant();
  const figure = await declareFigure();
  const { id: membershipId } = await row<{ id: string }>(
    "select m.id from membership m join user_account u on u.id = m.user_id where u.email = $1",
    [accounts.coach],
  );
  const { id: listValueId } = await row<{ id: string }>(
    `select v.id from list_value v join membership m on m.organisation_id = v.organisation_id
      where m.id = $1 and v.list_key = 'need' and v.code = 'network'`,
    [membershipId],
  );
  const coachId = await coachIdOf();
  const funding = await fundingOfDemo();
  return {
    ...{ worker, meeting, resource, activity, contribution, partner, grant, figure },
    ...{ membershipId, listValueId, coachId, funding },
  };
}

type Place = {
  /** Who may read it, and send its form unless `writers` says otherwise. */
  roles: readonly Role[];
  writers?: readonly Role[];
  /** The record that the address names. */
  id?: (world: World) => string;
  /** The form of the page, right and complete. */
  form?: (world: World) => Fields;
  /** Where its record is kept, to check that nothing changed. */
  table?: string;
};

const everybody = roles;
const readsPeople = ["coach", "manager"] as const;
const readsDirectory = ["coach", "manager", "editor"] as const;
const writesDirectory = ["manager", "editor"] as const;
const manager = ["manager"] as const;
const admin = ["admin"] as const;
const word = () => uniqueWord();
const first = (form: Fields): Fields => ({ ...form, version: "1" });

/** Every page of the back office behind sign-in. `places` and the route files must agree: a journey checks. */
export const places: Record<string, Place> = {
  "/": { roles: everybody },
  "/recherche": { roles: everybody },
  "/glossaire": { roles: everybody },
  "/recherche.json": { roles: everybody },
  "/compte": {
    roles: everybody,
    form: () => ({ currentPassword: "", newPassword: "" }),
  },
  "/personnes": { roles: readsPeople },
  "/personnes/situations": { roles: readsPeople },
  "/personnes/nouvelle": { roles: readsPeople, form: () => forms.worker(word()) },
  "/personnes/:id": { roles: readsPeople, id: ({ worker }) => worker.id },
  "/personnes/:id/modifier": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: () => first(forms.worker(word())),
    table: "worker",
  },
  "/personnes/:id/situation": { roles: readsPeople, id: ({ worker }) => worker.id },
  "/personnes/:id/situation/modifier": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: () => first(forms.situation()),
    table: "worker",
  },
  "/personnes/:id/comptes-rendus/nouveau": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: ({ coachId }) => forms.meeting(word(), coachId),
  },
  "/comptes-rendus/nouveau": { roles: readsPeople },
  "/comptes-rendus/:id/modifier": {
    roles: readsPeople,
    id: ({ meeting }) => meeting.id,
    form: ({ coachId }) => first(forms.meeting(word(), coachId)),
    table: "meeting",
  },
  "/activites": { roles: readsDirectory },
  "/activites/nouvelle": { roles: writesDirectory, form: () => forms.activity(word()) },
  "/activites/:id": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ activity }) => activity.id,
    form: () => first({ intent: "publish" }),
    table: "activity",
  },
  "/activites/:id/modifier": {
    roles: writesDirectory,
    id: ({ activity }) => activity.id,
    form: () => first(forms.activity(word())),
    table: "activity",
  },
  "/ressources": { roles: readsDirectory },
  "/ressources/nouvelle": { roles: writesDirectory, form: () => forms.resource(word()) },
  "/ressources/:id": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ resource }) => resource.id,
    form: () => first({ intent: "publish" }),
    table: "open_resource",
  },
  "/ressources/:id/modifier": {
    roles: writesDirectory,
    id: ({ resource }) => resource.id,
    form: () => first(forms.resource(word())),
    table: "open_resource",
  },
  "/contributions": { roles: readsPeople },
  "/contributions/nouvelle": {
    roles: readsPeople,
    form: ({ resource }) => forms.contribution(word(), resource.id),
  },
  "/contributions/:id/modifier": {
    roles: readsPeople,
    id: ({ contribution }) => contribution.id,
    form: ({ resource }) => first(forms.contribution(word(), resource.id)),
    table: "contribution",
  },
  "/partenaires": { roles: readsDirectory },
  "/partenaires/nouveau": { roles: manager, form: () => forms.partner(word()) },
  "/partenaires/:id/modifier": {
    roles: manager,
    id: ({ partner }) => partner.id,
    form: () => first(forms.partner(word())),
    table: "partner",
  },
  "/financements": { roles: readsPeople },
  "/financements/nouveau": {
    roles: manager,
    form: ({ funding }) => forms.grant(word(), funding),
  },
  "/financements/:id": { roles: readsPeople, id: ({ grant }) => grant.id },
  "/financements/:id/modifier": {
    roles: manager,
    id: ({ grant }) => grant.id,
    form: ({ funding }) => first(forms.grant(word(), funding)),
    table: "funding_grant",
  },
  "/financements/:id/objectifs": {
    roles: manager,
    id: ({ grant }) => grant.id,
    form: forms.targets,
    table: "funding_grant",
  },
  "/financeurs/nouveau": { roles: manager, form: () => forms.funder(word()) },
  "/programmes/nouveau": { roles: manager, form: () => forms.programme(word()) },
  "/tableau-de-bord": { roles: ["manager", "funder"] },
  "/chiffres": { roles: readsDirectory },
  "/chiffres/nouveau": { roles: writesDirectory, form: () => forms.figure(word()) },
  "/chiffres/:id/modifier": {
    roles: writesDirectory,
    id: ({ figure }) => figure.id,
    form: () => first(forms.figure(word())),
    table: "declared_figure",
  },
  "/administration/membres": {
    roles: admin,
    form: ({ membershipId }) => ({ intent: "reopen", id: membershipId }),
  },
  "/administration/membres/invitation": {
    roles: admin,
    form: () => forms.invitation(`${word().toLowerCase()}@cloison.test`),
  },
  "/administration/membres/:id": {
    roles: admin,
    id: ({ membershipId }) => membershipId,
    form: () => ({ role: "editor", funderId: "" }),
  },
  "/administration/listes": { roles: admin },
  "/administration/listes/:key": {
    roles: admin,
    id: () => "need",
    form: () => ({ submissionId: uniqueId(), label: word() }),
  },
  "/administration/listes/reponses/:id": {
    roles: admin,
    id: ({ listValueId }) => listValueId,
    form: () => first({ label: word() }),
    table: "list_value",
  },
  "/administration/journal": { roles: admin },
  "/administration/organisation": {
    roles: admin,
    form: () => first({ name: "Un autre nom", websiteUrl: "" }),
  },
};

/** Pages open to whoever is not signed in, and the address that no route knows. */
export const openRoutes = [
  "/*",
  "/connexion",
  "/deconnexion",
  "/invitation/:token",
  "/mot-de-passe-oublie",
  "/reinitialisation/:token",
];

/** The address of a page for the records of `world`. */
export function addressOf(route: string, world: World): string {
  return route.replace(/:(id|key)/, places[route]?.id?.(world) ?? "");
}
