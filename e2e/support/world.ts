import { type Role, roles } from "@essaim/identity/permission";
import { createFollowUp } from "./accompaniment.ts";
import { accounts, organisationOf } from "./accounts.ts";
import { createAudience } from "./audience.ts";
import { row } from "./database.ts";
import { createGrantLife, lifeForms } from "./grant-life.ts";
import { createImports } from "./imports.ts";
import { contactForm, createLetters, letterForm } from "./letters.ts";
import { createPiece, pieceForm } from "./media.ts";
import { campaignForm, createOutreach, eventForm } from "./outreach.ts";
import { createHandedOver } from "./portal.ts";
import {
  addImage,
  attachDocument,
  coachIdOf,
  createActivity,
  createContribution,
  createGrant,
  createPartner,
  createPot,
  createResource,
  createWorker,
  declareFigure,
  forms,
  fundingOfDemo,
  recordMeeting,
} from "./records.ts";
import { createSheets, sheetForm, wikiForm } from "./sheets.ts";
import { createExpense, expenseForm } from "./spending.ts";
import { createSpendingImports } from "./spending-imports.ts";
import type { Fields } from "./visitor.ts";
import { daysFrom, uniqueId, uniqueWord } from "./words.ts";

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
  const grantLife = await createGrantLife();
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
  const organisationId = await organisationOf("coach");
  const mentor = await createWorker();
  const document = await attachDocument(worker.id);
  const image = await addImage(activity.id);
  const followUp = await createFollowUp({
    workerId: worker.id,
    otherWorkerId: mentor.id,
    membershipId,
    organisationId,
    resourceId: resource.id,
    document,
  });
  const report = await row<{ id: string }>(
    `insert into grant_report (organisation_id, grant_id, form, stage, label, covers_from, covers_to, due_on)
      values ($1, $2, 'cerfa', 'final', $3, '2026-01-01', '2026-12-31', '2027-06-30') returning id`,
    [organisationId, grant.id, uniqueWord()],
  );
  const handedOver = await createHandedOver(grantLife.awarded.id, organisationId, "2015-01-31");
  const sectionId = crypto.randomUUID();
  const { id: impactReportId } = await row<{ id: string }>(
    `insert into impact_report (organisation_id, grant_id, title, cut_off_on, sections)
      values ($1, $2, $3, '2015-06-30', $4) returning id`,
    [
      organisationId,
      grantLife.awarded.id,
      uniqueWord(),
      JSON.stringify([{ id: sectionId, kind: "opening", title: "En résumé", text: "Un essai." }]),
    ],
  );
  const plan = await row<{ id: string }>(
    `insert into funding_plan (organisation_id, programme_id, title, starts_on, ends_on)
      values ($1, $2, $3, '2026-01-01', '2026-12-31') returning id`,
    [organisationId, funding.programmeId, uniqueWord()],
  );
  const synonym = await row<{ id: string }>(
    "insert into search_synonym (organisation_id, terms) values ($1, $2) returning id",
    [organisationId, `${uniqueWord()}, ${uniqueWord()}`],
  );
  const proposal = await row<{ id: string }>(
    `insert into proposal (organisation_id, kind, content, state, confirmed_at)
      values ($1, 'activity', $2, 'pending', now()) returning id`,
    [organisationId, { title: uniqueWord(), summary: "Proposée sans compte.", sector: "other" }],
  );
  const pot = await createPot(resource.id, worker.id);
  const { id: indicatorId } = await row<{ id: string }>(
    `insert into own_indicator (organisation_id, name, definition, unit_one, unit_many, audience, formula)
      values ($1, $2, 'Contributions de la période.', 'contribution', 'contributions', 'team',
        '{"source": "contributions", "measure": "records"}') returning id`,
    [organisationId, uniqueWord()],
  );
  const expense = await createExpense();
  const media = await createPiece();
  const { id: intentionId } = await row<{ id: string }>(
    `insert into contribution_intention (organisation_id, open_resource_id, kind, description, planned_on)
      values ($1, $2, 'gift', $3, '2030-01-01') returning id`,
    [organisationId, resource.id, uniqueWord()],
  );
  const { id: shareStatementId } = await row<{ id: string }>(
    `insert into share_statement (organisation_id, open_resource_id, year, share_count, nominal_cents)
      values ($1, $2, 2022, 1, 10000) returning id`,
    [organisationId, resource.id],
  );
  const { id: contributionImportId } = await row<{ id: string }>(
    `insert into contribution_import (organisation_id, open_resource_id, source, created_count, joined_count, created_by)
      values ($1, $2, 'git', 1, 0, $3) returning id`,
    [organisationId, resource.id, membershipId],
  );
  const knowledge = await createSheets(organisationId);
  const letters = await createLetters(partner.id);
  const imports = await createImports({ organisationId, membershipId, worker: mentor });
  const spendingImports = await createSpendingImports({ organisationId, membershipId });
  const audience = await createAudience({ organisationId, membershipId });
  const outreach = await createOutreach({ organisationId, membershipId });
  return {
    ...{ worker, meeting, resource, activity, contribution, partner, grant, figure, mentor },
    ...{
      synonym,
      plan,
      report,
      proposal,
      membershipId,
      listValueId,
      coachId,
      funding,
      document,
      intentionId,
      shareStatementId,
      contributionImportId,
      indicatorId,
      impactReportId,
      sectionId,
      image,
      pot,
      ...followUp,
      ...grantLife,
      ...handedOver,
      ...imports,
      ...spendingImports,
      ...media,
      ...audience,
      ...outreach,
      ...knowledge,
      ...letters,
      expense,
    },
  };
}

type Place = {
  /** Who may read it, and send its form unless `writers` says otherwise. */
  roles: readonly Role[];
  writers?: readonly Role[];
  /** The record that the address names, and what else it names. */
  id?: (world: World) => string;
  inside?: (world: World) => Record<string, string>;
  /** Takes forms only: it has no page of its own. */
  isAct?: true;
  /** Gives a file or data: what it refuses is said by its status, without our page around. */
  isData?: true;
  /** The other cooperative has nothing to take away from it. */
  isNothingElsewhere?: true;
  /** Data that are no text. */
  isBinary?: true;
  /** What a member of the same cooperative whose page it is not is told; 403 unless said. */
  others?: 404;
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
const funder = ["funder"] as const;
const word = () => uniqueWord();
const first = (form: Fields): Fields => ({ ...form, version: "1" });
const ofReport: Place = {
  roles: manager,
  id: ({ grant }) => grant.id,
  inside: ({ report }) => ({ reportId: report.id }),
};

/** A page of the funder's about one of its grants. */
const ofPortal = (inside?: Place["inside"]): Place => ({
  roles: funder,
  id: ({ awarded }) => awarded.id,
  ...(inside && { inside }),
});

/** Every page of the back office behind sign-in. `places` and the route files must agree: a journey checks. */
export const places: Record<string, Place> = {
  "/": { roles: everybody },
  "/recherche": { roles: everybody },
  "/glossaire": { roles: everybody },
  "/recherche.json": { roles: everybody, isData: true },
  "/compte": {
    roles: everybody,
    form: () => ({ currentPassword: "", newPassword: "" }),
  },
  "/personnes": { roles: readsPeople },
  "/pilotage": { roles: readsPeople },
  "/pilotage/retards/:kind": {
    roles: readsPeople,
    inside: () => ({ kind: "actions-en-retard" }),
  },
  "/pilotage/parcours": { roles: readsPeople },
  "/pilotage/cohortes": { roles: readsPeople },
  "/pilotage/charge": { roles: readsPeople },
  "/pilotage/a-completer": { roles: readsPeople },
  "/pilotage/a-completer/:kind": { roles: readsPeople, inside: () => ({ kind: "genre" }) },
  "/pilotage/vues/nouvelle": {
    roles: readsPeople,
    form: () => ({ submissionId: uniqueId(), name: word(), scope: "mine" }),
  },
  "/personnes/situations": { roles: readsPeople },
  "/personnes/filtrer": { roles: readsPeople },
  "/personnes/confier": { roles: readsPeople },
  "/personnes/exporter": { roles: manager },
  "/personnes/exporter/fichier": {
    roles: manager,
    isAct: true,
    form: () => ({ format: "csv" }),
  },
  "/personnes/vues/nouvelle": {
    roles: readsPeople,
    form: () => ({ submissionId: uniqueId(), name: word(), scope: "mine" }),
  },
  "/personnes/vues/:id": {
    roles: readsPeople,
    id: ({ viewId }) => viewId,
    form: () => ({ name: word() }),
  },
  "/personnes/ressemblances.json": { roles: readsPeople, isData: true },
  "/personnes/doublons": {
    roles: readsPeople,
    form: ({ worker, mentor }) => ({ a: worker.id, b: mentor.id, intent: "distinct" }),
  },
  "/personnes/:id/fusionner": { roles: readsPeople, id: ({ worker }) => worker.id },
  "/personnes/:id/supprimer": {
    roles: readsPeople,
    id: ({ mentor }) => mentor.id,
    form: () => ({ submissionId: uniqueId(), confirm: "oui" }),
    table: "worker",
  },
  "/personnes/import": { roles: manager },
  "/personnes/import/modele/:format": {
    roles: manager,
    inside: () => ({ format: "csv" }),
    isData: true,
  },
  "/personnes/import/:id": {
    roles: manager,
    id: ({ writtenImportId }) => writtenImportId,
    form: () => ({ submissionId: uniqueId(), intent: "annuler", confirm: "oui" }),
    table: "worker_import",
  },
  "/personnes/import/:id/colonnes": {
    roles: manager,
    id: ({ importId }) => importId,
    form: () => first({ submissionId: uniqueId(), sheet: "0" }),
    table: "worker_import",
  },
  "/personnes/import/:id/reponses": {
    roles: manager,
    id: ({ importId }) => importId,
    form: () => first({ submissionId: uniqueId() }),
    table: "worker_import",
  },
  "/personnes/import/:id/essai": {
    roles: manager,
    id: ({ importId }) => importId,
    form: () => first({ intent: "ecarter" }),
    table: "worker_import",
  },
  "/personnes/import/:id/problemes": {
    roles: manager,
    id: ({ importId }) => importId,
    isData: true,
  },
  "/personnes/nouvelle": { roles: readsPeople, form: () => forms.worker(word()) },
  "/personnes/:id": { roles: readsPeople, id: ({ worker }) => worker.id },
  "/personnes/:id/modifier": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: () => first(forms.worker(word())),
    table: "worker",
  },
  "/personnes/:id/situation": { roles: readsPeople, id: ({ worker }) => worker.id },
  "/personnes/:id/quartier": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: () => ({
      submissionId: uniqueId(),
      intent: "override",
      neighbourhood: "outside",
      reason: word(),
      holdsFrom: "",
    }),
    table: "worker",
  },
  "/territoire": { roles: everybody },
  "/territoire/quartiers.geojson": { roles: everybody, isData: true },
  "/territoire/quartiers.csv": { roles: everybody, isData: true },
  "/territoire/quartiers/:code": {
    roles: everybody,
    inside: () => ({ code: "QN05972M" }),
  },
  "/territoire/adresses": {
    roles: readsPeople,
    writers: ["manager"],
    form: () => ({ submissionId: uniqueId() }),
  },
  "/personnes/:id/situation/modifier": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: () => first(forms.situation()),
    table: "worker",
  },
  "/personnes/:id/parcours": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: () => ({ submissionId: uniqueId(), kind: "diagnosis", startsOn: "2024-05-08", note: "" }),
    table: "worker",
  },
  "/personnes/:id/parcours/:stageId/modifier": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    inside: ({ stageId }) => ({ stageId }),
    form: () => first({ startsOn: "2024-05-06", note: "" }),
    table: "worker",
  },
  "/personnes/:id/plan": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: () => ({ intent: "action", submissionId: uniqueId(), label: word() }),
  },
  "/personnes/:id/plan/competences": { roles: readsPeople, id: ({ worker }) => worker.id },
  "/actions/:id/modifier": {
    roles: readsPeople,
    id: ({ actionId }) => actionId,
    form: () => first({ label: word() }),
    table: "plan_action",
  },
  "/actions/:id/etat": {
    roles: readsPeople,
    id: ({ actionId }) => actionId,
    isAct: true,
    form: () => ({ step: "done", version: "1" }),
    table: "plan_action",
  },
  "/objectifs/:id/modifier": {
    roles: readsPeople,
    id: ({ objectiveId }) => objectiveId,
    form: () => first({ title: word(), setOn: "2026-03-02" }),
    table: "objective",
  },
  "/objectifs/:id/etat": {
    roles: readsPeople,
    id: ({ objectiveId }) => objectiveId,
    isAct: true,
    form: () => ({ status: "reached" }),
    table: "objective",
  },
  "/personnes/:id/aides": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: () => ({ submissionId: uniqueId(), amountCents: "12", purpose: word() }),
  },
  "/personnes/:id/parrainage": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: ({ mentor }) => ({ submissionId: uniqueId(), step: "propose", mentorId: mentor.id }),
  },
  "/personnes/:id/documents": { roles: readsPeople, id: ({ worker }) => worker.id },
  "/personnes/:id/documents/:documentId": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    inside: ({ document }) => ({ documentId: document.id }),
    isData: true,
  },
  "/personnes/:id/ateliers": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: ({ workshopId }) => ({ submissionId: uniqueId(), workshopId }),
  },
  "/personnes/:id/donnees": { roles: readsPeople, id: ({ worker }) => worker.id },
  "/personnes/:id/donnees/archives/:exportId": {
    roles: manager,
    id: ({ worker }) => worker.id,
    inside: ({ exportId }) => ({ exportId }),
    isData: true,
  },
  "/personnes/:id/donnees/effacer": {
    roles: manager,
    id: ({ worker }) => worker.id,
    form: ({ worker }) => ({ submissionId: uniqueId(), typedName: worker.name }),
    table: "worker",
  },
  "/personnes/:id/rendez-vous/nouveau": {
    roles: readsPeople,
    id: ({ worker }) => worker.id,
    form: ({ coachId }) => forms.appointment(coachId),
  },
  "/rendez-vous/nouveau": { roles: readsPeople },
  "/rendez-vous/:id/modifier": {
    roles: readsPeople,
    id: ({ appointmentId }) => appointmentId,
    form: ({ coachId }) => first(forms.appointment(coachId)),
    table: "meeting",
  },
  "/rendez-vous/:id/compte-rendu": {
    roles: readsPeople,
    id: ({ appointmentId }) => appointmentId,
    form: ({ coachId }) => first(forms.meeting(word(), coachId)),
    table: "meeting",
  },
  "/comptes-rendus/:id": { roles: readsPeople, id: ({ meeting }) => meeting.id },
  "/comptes-rendus/:id/supprimer": {
    roles: readsPeople,
    id: ({ meeting }) => meeting.id,
    form: () => first({}),
    table: "meeting",
  },
  "/brouillons": {
    roles: readsPeople,
    isAct: true,
    form: () => ({ form: "/comptes-rendus/nouveau", submissionId: uniqueId(), fields: "{}" }),
  },
  "/corbeille": {
    roles: readsPeople,
    form: () => ({ id: uniqueId(), kind: "document_removal" }),
  },
  "/agenda": { roles: readsPeople },
  "/ateliers": { roles: readsPeople },
  "/ateliers/nouveau": {
    roles: readsPeople,
    form: ({ coachId }) => forms.workshop(word(), coachId),
  },
  "/ateliers/:id": { roles: readsPeople, id: ({ workshopId }) => workshopId },
  "/ateliers/:id/modifier": {
    roles: readsPeople,
    id: ({ workshopId }) => workshopId,
    form: ({ coachId }) => first(forms.workshop(word(), coachId)),
    table: "workshop",
  },
  "/ateliers/:id/annuler": {
    roles: readsPeople,
    id: ({ workshopId }) => workshopId,
    form: () => first({}),
    table: "workshop",
  },
  "/ateliers/:id/inscrire": {
    roles: readsPeople,
    id: ({ workshopId }) => workshopId,
    form: ({ mentor }) => ({ submissionId: uniqueId(), "workerIds[]": [mentor.id] }),
    table: "workshop",
  },
  "/ateliers/:id/presences": { roles: readsPeople, id: ({ workshopId }) => workshopId },
  "/ateliers/:id/inscrits/:participantId": {
    roles: readsPeople,
    id: ({ workshopId }) => workshopId,
    inside: ({ participantId }) => ({ participantId }),
    form: ({ mentor }) => ({ workerId: mentor.id }),
  },
  "/aides": {
    roles: readsPeople,
    form: ({ aidId }) => ({ step: "withdrawn", id: aidId, version: "1", submissionId: uniqueId() }),
  },
  "/aides/enveloppes": { roles: readsPeople },
  "/parrainages": { roles: readsPeople },
  "/vie-privee": { roles: manager },
  "/vie-privee/note": { roles: readsPeople },
  "/taches/:id": { roles: ["coach"], id: ({ jobId }) => jobId, others: 404 },
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
  "/fiches": {
    roles: readsDirectory,
    writers: writesDirectory,
    form: ({ sheetId }) => ({ id: sheetId, move: "up" }),
    table: "sheet",
  },
  "/fiches/nouvelle": {
    roles: writesDirectory,
    form: () => ({ submissionId: uniqueId(), ...sheetForm() }),
  },
  "/fiches/exporter": {
    roles: readsDirectory,
    isData: true,
    isBinary: true,
    isNothingElsewhere: true,
  },
  "/fiches/reprendre": {
    roles: writesDirectory,
    form: ({ wikiId }) => ({
      ...{ submissionId: uniqueId(), wikiId, pageTitle: word() },
      licenceExpression: "CC-BY-SA-4.0",
    }),
  },
  "/fiches/:id": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ sheetId }) => sheetId,
    form: () => first({ submissionId: uniqueId(), intent: "publish" }),
    table: "sheet",
  },
  "/fiches/:id/modifier": {
    roles: writesDirectory,
    id: ({ sheetId }) => sheetId,
    form: () => first(sheetForm()),
    table: "sheet",
  },
  "/fiches/:id/historique": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ sheetId }) => sheetId,
    form: () => first({ number: "1" }),
    table: "sheet",
  },
  "/fiches/:id/fichiers": {
    roles: writesDirectory,
    id: ({ sheetId }) => sheetId,
    form: ({ sheetFileId }) => ({ submissionId: uniqueId(), id: sheetFileId }),
    table: "sheet",
  },
  "/fiches/:id/fichiers/:fileId": {
    roles: readsDirectory,
    id: ({ sheetId }) => sheetId,
    inside: ({ sheetFileId }) => ({ fileId: sheetFileId }),
    isData: true,
  },
  "/fiches/propositions/:id": {
    roles: writesDirectory,
    id: ({ sheetProposalId }) => sheetProposalId,
    form: () => first({ submissionId: uniqueId(), step: "refuse", reply: "Déjà dit." }),
    table: "proposal",
  },
  "/wikis": { roles: readsDirectory },
  "/wikis/nouveau": {
    roles: writesDirectory,
    form: () => ({ submissionId: uniqueId(), ...wikiForm() }),
  },
  "/wikis/:id": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ wikiId }) => wikiId,
    form: () => ({ submissionId: uniqueId(), path: "" }),
    table: "wiki",
  },
  "/wikis/:id/modifier": {
    roles: writesDirectory,
    id: ({ wikiId }) => wikiId,
    form: () => first(wikiForm()),
    table: "wiki",
  },
  "/wikis/pages/:id": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ wikiPageId }) => wikiPageId,
    form: () => ({ intent: "ours", revision: "12" }),
  },
  "/media": { roles: readsDirectory },
  "/media/calendrier": { roles: readsDirectory },
  "/media/nouveau": {
    roles: writesDirectory,
    form: () => ({ submissionId: uniqueId(), kind: "article", title: word() }),
  },
  "/media/series": {
    roles: readsDirectory,
    writers: writesDirectory,
    form: () => ({ submissionId: uniqueId(), title: word() }),
  },
  "/media/series/:id": {
    roles: writesDirectory,
    id: ({ seriesId }) => seriesId,
    form: () => first({ submissionId: uniqueId(), title: word() }),
    table: "piece_series",
  },
  "/media/:id": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ pieceId }) => pieceId,
    form: () => first({ submissionId: uniqueId(), step: "move", stage: "script" }),
    table: "piece",
  },
  "/media/:id/modifier": {
    roles: writesDirectory,
    id: ({ pieceId }) => pieceId,
    form: () => first(pieceForm()),
    table: "piece",
  },
  "/media/:id/personnes": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ pieceId }) => pieceId,
    form: () => ({ submissionId: uniqueId(), name: word(), role: "author" }),
    table: "piece",
  },
  "/media/:id/personnes/:creditId": {
    roles: readsDirectory,
    id: ({ pieceId }) => pieceId,
    inside: ({ creditId }) => ({ creditId }),
  },
  "/media/:id/personnes/:creditId/accord": {
    roles: readsDirectory,
    id: ({ pieceId }) => pieceId,
    inside: ({ creditId }) => ({ creditId }),
    isData: true,
  },
  "/media/:id/sous-titres": { roles: readsDirectory, id: ({ pieceId }) => pieceId },
  "/media/:id/sous-titres/:file": {
    roles: readsDirectory,
    id: ({ pieceId }) => pieceId,
    inside: () => ({ file: "fr.vtt" }),
    isData: true,
  },
  "/media/:id/images": { roles: readsDirectory, id: ({ pieceId }) => pieceId },
  "/ressources": { roles: readsDirectory },
  "/ressources/nouvelle": { roles: writesDirectory, form: () => forms.resource(word()) },
  "/ressources/importer": { roles: writesDirectory },
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
  "/activites/:id/historique": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ activity }) => activity.id,
    form: () => first({ number: "1" }),
    table: "activity",
  },
  "/ressources/:id/historique": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ resource }) => resource.id,
    form: () => first({ number: "1" }),
    table: "open_resource",
  },
  "/activites/:id/images": { roles: readsDirectory, id: ({ activity }) => activity.id },
  "/ressources/:id/images": { roles: readsDirectory, id: ({ resource }) => resource.id },
  "/activites/:id/vie": {
    roles: writesDirectory,
    id: ({ activity }) => activity.id,
    form: () => ({ submissionId: uniqueId(), step: "confirm" }),
  },
  "/ressources/:id/vie": {
    roles: writesDirectory,
    id: ({ resource }) => resource.id,
    form: () => ({ submissionId: uniqueId(), step: "confirm" }),
  },
  "/activites/:id/experiences/nouvelle": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ activity }) => activity.id,
    form: () => ({
      submissionId: uniqueId(),
      displayName: word(),
      worked: "Tout.",
      consentNote: "De vive voix.",
    }),
  },
  "/propositions": { roles: writesDirectory },
  "/propositions/:id": {
    roles: writesDirectory,
    id: ({ proposal }) => proposal.id,
    form: () => first({ submissionId: uniqueId(), step: "refuse", reply: "Déjà là." }),
    table: "proposal",
  },
  "/mises-en-relation": { roles: writesDirectory },
  "/annuaire/a-confirmer": { roles: readsDirectory },
  "/annuaire/frequentation": { roles: writesDirectory },
  "/annuaire/synonymes": {
    roles: readsDirectory,
    writers: writesDirectory,
    form: () => ({ submissionId: uniqueId(), terms: `${word()}, ${word()}` }),
  },
  "/annuaire/synonymes/:id": {
    roles: writesDirectory,
    id: ({ synonym }) => synonym.id,
    form: () => first({ submissionId: uniqueId(), terms: `${word()}, ${word()}` }),
    table: "search_synonym",
  },
  "/annuaire/a-relire": { roles: writesDirectory },
  "/annuaire/liens": { roles: readsDirectory },
  "/annuaire/questions": {
    roles: readsDirectory,
    writers: writesDirectory,
    form: () => ({ submissionId: uniqueId() }),
  },
  "/annuaire/questions/:kind/:id/:number": {
    roles: readsDirectory,
    id: ({ audiencePieceId }) => audiencePieceId,
    inside: () => ({ kind: "contenu", number: "1" }),
  },
  "/annuaire/images/:imageId/:file": {
    roles: readsDirectory,
    id: ({ image }) => image.id,
    inside: ({ image }) => ({ imageId: image.id, file: "64.webp" }),
    isData: true,
    isBinary: true,
  },
  "/communs": { roles: readsDirectory },
  "/communs/parts": {
    roles: readsPeople,
    writers: manager,
    form: ({ resource }) => ({
      submissionId: uniqueId(),
      openResourceId: resource.id,
      year: "2020",
      shareCount: "2",
      nominalCents: "100",
    }),
  },
  "/communs/parts/:id": {
    roles: manager,
    id: ({ shareStatementId }) => shareStatementId,
    form: ({ resource }) =>
      first({
        submissionId: uniqueId(),
        openResourceId: resource.id,
        year: "2021",
        shareCount: "3",
        nominalCents: "100",
      }),
    table: "share_statement",
  },
  "/communs/intentions": { roles: readsPeople },
  "/communs/intentions/nouvelle": {
    roles: readsPeople,
    form: ({ resource }) => ({
      submissionId: uniqueId(),
      kind: "gift",
      openResourceId: resource.id,
      description: word(),
      plannedOn: "2030-01-01",
    }),
  },
  "/communs/intentions/:id": {
    roles: readsPeople,
    id: ({ intentionId }) => intentionId,
    form: ({ resource }) =>
      first({
        submissionId: uniqueId(),
        kind: "gift",
        openResourceId: resource.id,
        description: word(),
        plannedOn: "2030-01-02",
      }),
    table: "contribution_intention",
  },
  "/communs/valorisation": {
    roles: readsPeople,
    writers: manager,
    form: () => ({
      submissionId: uniqueId(),
      kind: "test",
      unit: "hour",
      amountCents: "30",
      // Another day each time: two rules of a kind never begin together.
      validFrom: daysFrom("2020-01-01", Math.floor(Math.random() * 20_000)),
      reason: word(),
    }),
  },
  "/communs/:id": { roles: readsDirectory, id: ({ resource }) => resource.id },
  "/communs/:id/modifier": {
    roles: manager,
    id: ({ resource }) => resource.id,
    form: () => first({ submissionId: uniqueId(), health: "steady", busFactor: "3" }),
    table: "open_resource",
  },
  "/contributions": { roles: readsPeople },
  "/contributions/nouvelle": {
    roles: readsPeople,
    form: ({ resource }) => forms.contribution(word(), resource.id),
  },
  "/contributions/:id": {
    roles: readsPeople,
    id: ({ contribution }) => contribution.id,
    form: () => ({ submissionId: uniqueId(), state: "proposed", happenedOn: "2024-06-04" }),
    table: "contribution",
  },
  "/contributions/:id/modifier": {
    roles: readsPeople,
    id: ({ contribution }) => contribution.id,
    form: ({ resource }) => first(forms.contribution(word(), resource.id)),
    table: "contribution",
  },
  "/communs/reciprocite": { roles: readsPeople },
  "/cagnottes": { roles: readsPeople },
  "/cagnottes/nouvelle": { roles: manager, form: ({ resource }) => forms.pot(word(), resource.id) },
  "/cagnottes/:id": {
    roles: readsPeople,
    writers: manager,
    id: ({ pot }) => pot.id,
    form: () => ({ intent: "cancel" }),
    table: "reward_pot",
  },
  "/cagnottes/:id/modifier": {
    roles: manager,
    id: ({ pot }) => pot.id,
    form: ({ resource }) => first(forms.pot(word(), resource.id)),
    table: "reward_pot",
  },
  "/cagnottes/:id/partage": {
    roles: readsPeople,
    id: ({ pot }) => pot.id,
    form: ({ pot }) => ({
      submissionId: uniqueId(),
      proposedOn: "2026-03-01",
      note: "",
      [`share.${pot.claimId}`]: "10",
    }),
    table: "reward_pot",
  },
  "/cagnottes/:id/parts/nouvelle": {
    roles: readsPeople,
    id: ({ pot }) => pot.id,
    form: ({ worker }) => forms.claim(worker.id),
    table: "reward_pot",
  },
  "/cagnottes/:id/parts/:claimId/modifier": {
    roles: readsPeople,
    id: ({ pot }) => pot.id,
    inside: ({ pot }) => ({ claimId: pot.claimId }),
    form: ({ worker }) => first(forms.claim(worker.id)),
    table: "reward_pot",
  },
  "/contributions/import": { roles: manager },
  "/contributions/import/:file": { roles: manager, inside: () => ({ file: "0".repeat(32) }) },
  "/contributions/import/:file/essai": {
    roles: manager,
    inside: () => ({ file: "0".repeat(32) }),
  },
  "/contributions/imports/:id": {
    roles: manager,
    id: ({ contributionImportId }) => contributionImportId,
    form: () => ({ submissionId: uniqueId() }),
  },
  "/rapports": { roles: manager },
  "/rapports/nouveau": {
    roles: manager,
    form: ({ awarded }) => ({
      submissionId: uniqueId(),
      title: word(),
      grantId: awarded.id,
      cutOffOn: "2015-06-30",
      "kinds[]": "figures",
    }),
  },
  "/rapports/:id": {
    roles: manager,
    id: ({ impactReportId }) => impactReportId,
    form: () => ({ version: "1", step: "add", kind: "figures" }),
    table: "impact_report",
  },
  "/rapports/:id/modifier": {
    roles: manager,
    id: ({ impactReportId }) => impactReportId,
    form: () => first({ submissionId: uniqueId(), title: word(), cutOffOn: "2015-06-30" }),
    table: "impact_report",
  },
  "/rapports/:id/parties/:sectionId": {
    roles: manager,
    id: ({ impactReportId }) => impactReportId,
    inside: ({ sectionId }) => ({ sectionId }),
    form: () => first({ submissionId: uniqueId(), title: word(), text: "Un autre essai." }),
    table: "impact_report",
  },
  "/rapports/:id/approuver": {
    roles: manager,
    id: ({ impactReportId }) => impactReportId,
    form: () => first({ submissionId: uniqueId(), isRead: "on" }),
    table: "impact_report",
  },
  "/rapports/:id/fichier/:format": {
    roles: manager,
    id: ({ sealedReportId }) => sealedReportId,
    inside: () => ({ format: "scelle" }),
    isData: true,
  },
  "/partenaires": { roles: readsDirectory },
  "/partenaires/nouveau": { roles: manager, form: () => forms.partner(word()) },
  "/partenaires/:id": { roles: readsDirectory, id: ({ partner }) => partner.id },
  "/partenaires/:id/accords/nouveau": { roles: manager, id: ({ partner }) => partner.id },
  "/partenaires/:id/accords/:agreementId": {
    roles: manager,
    id: ({ partner }) => partner.id,
    inside: ({ agreementId }) => ({ agreementId }),
    isData: true,
  },
  "/partenaires/:id/accords/:agreementId/modifier": {
    roles: manager,
    id: ({ partner }) => partner.id,
    inside: ({ agreementId }) => ({ agreementId }),
  },
  "/contacts": { roles: writesDirectory },
  "/contacts/export.csv": { roles: writesDirectory, isData: true },
  "/contacts/nouveau": { roles: writesDirectory, form: () => contactForm() },
  "/contacts/coller": {
    roles: writesDirectory,
    form: () => ({
      ...{ submissionId: uniqueId(), kind: "press", source: "Essai", count: "1" },
      lines: `${word()} <${word().toLowerCase()}@exemple.fr>`,
    }),
  },
  "/contacts/:id": {
    roles: writesDirectory,
    id: ({ contactId }) => contactId,
    form: () => first(contactForm()),
    table: "contact",
  },
  "/lettres": { roles: writesDirectory },
  "/lettres/nouvelle": { roles: writesDirectory, form: () => letterForm() },
  "/lettres/:id": {
    roles: writesDirectory,
    id: ({ letterId }) => letterId,
    form: () => first({ submissionId: uniqueId(), "kinds[]": "press", count: "1" }),
    table: "newsletter",
  },
  "/lettres/:id/modifier": {
    roles: writesDirectory,
    id: ({ letterId }) => letterId,
    form: () => first(letterForm()),
    table: "newsletter",
  },
  "/lettres/:id/apercu": {
    roles: writesDirectory,
    id: ({ letterId }) => letterId,
    isData: true,
  },
  "/lettres/:id/:file": {
    roles: writesDirectory,
    id: ({ letterId }) => letterId,
    inside: () => ({ file: "lettre.html" }),
    isData: true,
  },
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
  "/financements/donnees-ouvertes": { roles: manager },
  "/financements/donnees-ouvertes/:format": {
    roles: manager,
    inside: () => ({ format: "csv" }),
    isData: true,
  },
  "/financements/suivi": { roles: manager },
  "/financements/suivi.csv": { roles: manager, isData: true },
  "/financements/:id/a-verifier": { roles: manager, id: ({ grant }) => grant.id },
  "/depenses": { roles: manager },
  "/depenses/import": { roles: manager },
  "/depenses/import/modele/:source": {
    roles: manager,
    inside: () => ({ source: "heures" }),
    isData: true,
  },
  "/depenses/import/:id": {
    roles: manager,
    id: ({ writtenSpendingId }) => writtenSpendingId,
    form: () => ({ submissionId: uniqueId(), intent: "annuler", confirm: "oui" }),
    table: "spending_import",
  },
  "/depenses/import/:id/colonnes": {
    roles: manager,
    id: ({ spendingImportId }) => spendingImportId,
    form: () => first({ submissionId: uniqueId(), "column-1": "date" }),
    table: "spending_import",
  },
  "/depenses/import/:id/lignes": {
    roles: manager,
    id: ({ spendingImportId }) => spendingImportId,
    form: () => first({ submissionId: uniqueId(), "place-0": "own" }),
    table: "spending_import",
  },
  "/depenses/import/:id/essai": {
    roles: manager,
    id: ({ spendingImportId }) => spendingImportId,
    form: () => first({ submissionId: uniqueId() }),
    table: "spending_import",
  },
  "/depenses/nouvelle": { roles: manager, form: () => expenseForm(word()) },
  "/depenses/:id": {
    roles: manager,
    id: ({ expense }) => expense.id,
    form: () => first({ submissionId: uniqueId(), step: "pay", paidOn: "2024-05-06" }),
    table: "expense",
  },
  "/depenses/:id/modifier": {
    roles: manager,
    id: ({ expense }) => expense.id,
    form: () => first(expenseForm(word())),
    table: "expense",
  },
  "/depenses/:id/supprimer": {
    roles: manager,
    id: ({ expense }) => expense.id,
    form: () => first({ submissionId: uniqueId() }),
    table: "expense",
  },
  "/depenses/:id/pieces/:fileId": {
    roles: manager,
    id: ({ expense }) => expense.id,
    inside: ({ expense }) => ({ fileId: expense.fileId }),
    isData: true,
  },
  "/tresorerie": { roles: manager },
  "/tresorerie.csv": { roles: manager, isData: true },
  "/financements/fonds-propres": { roles: readsPeople },
  "/financements/fonds-propres/nouvelle": {
    roles: manager,
    form: () => forms.budgetLine(word()),
  },
  "/financements/fonds-propres/:id/modifier": {
    roles: manager,
    id: ({ budgetLineId }) => budgetLineId,
    form: () => first(forms.budgetLine(word())),
    table: "budget_line",
  },
  "/financements/:id/budget": { roles: readsPeople, id: ({ grant }) => grant.id },
  "/financements/:id/budget/modifier": {
    roles: manager,
    id: ({ grant }) => grant.id,
    form: () =>
      first({
        submissionId: uniqueId(),
        "lines.0.label": word(),
        "lines.0.account": "64",
        "lines.0.amountCents": "10",
      }),
    table: "funding_grant",
  },
  "/financements/:id/regles": {
    roles: readsPeople,
    writers: manager,
    id: ({ grant }) => grant.id,
    form: () => ({
      submissionId: uniqueId(),
      kind: "no_accounts",
      accounts: "67",
      severity: "warn",
      reason: word(),
    }),
    table: "funding_grant",
  },
  "/plans-de-financement": { roles: readsPeople },
  "/plans-de-financement/nouveau": {
    roles: manager,
    form: ({ funding }) => forms.plan(word(), funding.programmeId),
  },
  "/plans-de-financement/:id": {
    roles: readsPeople,
    writers: manager,
    id: ({ plan }) => plan.id,
    form: () => first({ step: "settle" }),
    table: "funding_plan",
  },
  "/plans-de-financement/:id/modifier": {
    roles: manager,
    id: ({ plan }) => plan.id,
    form: ({ funding }) => first(forms.plan(word(), funding.programmeId)),
    table: "funding_plan",
  },
  "/financements/:id": { roles: readsPeople, id: ({ grant }) => grant.id },
  "/financements/:id/modifier": {
    roles: manager,
    id: ({ grant }) => grant.id,
    form: ({ funding }) => first(forms.grant(word(), funding)),
    table: "funding_grant",
  },
  "/financements/:id/comptes-rendus": { roles: manager, id: ({ grant }) => grant.id },
  "/financements/:id/comptes-rendus/nouveau": {
    roles: manager,
    id: ({ grant }) => grant.id,
    form: () => forms.report(word()),
  },
  "/financements/:id/comptes-rendus/:reportId": {
    ...ofReport,
    form: () => first({ submissionId: uniqueId(), acceptedOn: "2027-01-02" }),
  },
  "/financements/:id/comptes-rendus/:reportId/modifier": {
    ...ofReport,
    form: () => first(forms.report(word())),
  },
  "/financements/:id/comptes-rendus/:reportId/rediger": {
    ...ofReport,
    form: () => first({ submissionId: uniqueId(), achievement: word() }),
  },
  "/financements/:id/comptes-rendus/:reportId/envoyer": {
    ...ofReport,
    form: () => first({ submissionId: uniqueId(), sentOn: "2026-01-02", isRead: "on" }),
  },
  "/financements/:id/comptes-rendus/:reportId/depenses": ofReport,
  "/financements/:id/comptes-rendus/:reportId/fichier/:format": {
    ...ofReport,
    inside: ({ report }) => ({ reportId: report.id, format: "pdf" }),
    isData: true,
    isBinary: true,
  },
  "/financements/:id/objectifs": {
    roles: manager,
    id: ({ grant }) => grant.id,
    form: forms.targets,
    table: "funding_grant",
  },
  "/financements/:id/demande": {
    roles: manager,
    id: ({ grant }) => grant.id,
    form: lifeForms.application,
    table: "funding_grant",
  },
  "/financements/:id/decision": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    form: lifeForms.decision,
    table: "funding_grant",
  },
  "/financements/:id/convention": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    form: lifeForms.agreement,
    table: "funding_grant",
  },
  "/financements/:id/cloture": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    form: lifeForms.closing,
    table: "funding_grant",
  },
  "/financements/:id/retour": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    form: lifeForms.step,
    table: "funding_grant",
  },
  "/financements/:id/avenants/nouveau": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    form: lifeForms.amendment,
    table: "funding_grant",
  },
  "/financements/:id/avenants/:amendmentId/retirer": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    inside: ({ amendmentId }) => ({ amendmentId }),
    form: lifeForms.step,
    table: "funding_grant",
  },
  "/financements/:id/versements": { roles: readsPeople, id: ({ awarded }) => awarded.id },
  "/financements/:id/versements/nouveau": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    form: () => lifeForms.instalment(word()),
    table: "funding_grant",
  },
  "/financements/:id/versements/:instalmentId/modifier": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    inside: ({ instalmentId }) => ({ instalmentId }),
    form: () => first(lifeForms.instalment(word())),
    table: "funding_grant",
  },
  "/financements/:id/encaissements/nouveau": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    form: () => lifeForms.receipt(word()),
    table: "funding_grant",
  },
  "/financements/:id/encaissements/:receiptId/modifier": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    inside: ({ receiptId }) => ({ receiptId }),
    form: () => first(lifeForms.receipt(word())),
    table: "funding_grant",
  },
  "/financements/:id/pieces": { roles: manager, id: ({ awarded }) => awarded.id },
  "/financements/:id/pieces/:fileId": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    inside: ({ grantFileId }) => ({ fileId: grantFileId }),
    isData: true,
  },
  "/financements/:id/arretes": { roles: readsPeople, id: ({ awarded }) => awarded.id },
  "/financements/:id/arretes/nouveau": {
    roles: manager,
    id: ({ awarded }) => awarded.id,
    form: () => lifeForms.release("2015-02-28"),
    table: "funding_grant",
  },
  "/financements/:id/arretes/:releaseId": {
    roles: readsPeople,
    writers: manager,
    id: ({ awarded }) => awarded.id,
    inside: ({ releaseId }) => ({ releaseId }),
    form: () => ({ isPublic: "on" }),
    table: "funding_grant",
  },
  "/secret-statistique": {
    roles: manager,
    form: () => ({ submissionId: uniqueId(), version: "1", threshold: "6" }),
  },
  "/financements/cooperative": {
    roles: manager,
    form: () => ({ submissionId: uniqueId(), version: "1", legalName: word(), siret: "" }),
  },
  "/financeurs": { roles: readsPeople },
  "/financeurs/:id": { roles: readsPeople, id: ({ funding }) => funding.funderId },
  "/financeurs/:id/modifier": {
    roles: manager,
    id: ({ funding }) => funding.funderId,
    form: () => first(forms.funder(word())),
    table: "funder",
  },
  "/financeurs/nouveau": { roles: manager, form: () => forms.funder(word()) },
  "/programmes/nouveau": { roles: manager, form: () => forms.programme(word()) },
  "/tableau-de-bord": { roles: readsPeople },
  "/tableau-de-bord/:id/chiffres": { roles: readsPeople, id: ({ awarded }) => awarded.id },
  "/financements/:id/echanges": {
    roles: readsPeople,
    writers: manager,
    id: ({ awarded }) => awarded.id,
    form: () => ({ submissionId: uniqueId(), body: word() }),
  },
  "/portail": { roles: funder },
  "/portail/:id": ofPortal(),
  "/portail/:id/carte": ofPortal(),
  "/portail/:id/argent": ofPortal(),
  "/portail/:id/recits": ofPortal(),
  "/portail/:id/documents": ofPortal(),
  "/portail/:id/echanges": {
    ...ofPortal(),
    form: () => ({ submissionId: uniqueId(), body: word() }),
  },
  "/portail/:id/arretes/:releaseId/:file": {
    ...ofPortal(({ releaseId }) => ({ releaseId, file: "chiffres.csv" })),
    isData: true,
  },
  "/portail/:id/rapports/:reportId": ofPortal(({ sealedReportId }) => ({
    reportId: sealedReportId,
  })),
  "/portail/:id/rapports/:reportId/:format": {
    ...ofPortal(({ sealedReportId }) => ({ reportId: sealedReportId, format: "scelle" })),
    isData: true,
  },
  "/portail/:id/comptes-rendus/:reportId": {
    ...ofPortal(({ sentReportId }) => ({ reportId: sentReportId })),
    isData: true,
    isBinary: true,
  },
  "/indicateurs": { roles: readsDirectory },
  "/indicateurs/nouveau": { roles: manager, form: () => forms.indicator(word()) },
  "/indicateurs/:key": {
    roles: readsDirectory,
    id: ({ indicatorId }) => indicatorId,
    inside: ({ indicatorId }) => ({ key: `own:${indicatorId}` }),
    form: () => first({ isRetired: "true" }),
    writers: manager,
    table: "own_indicator",
  },
  "/indicateurs/:key/modifier": {
    roles: manager,
    id: ({ indicatorId }) => indicatorId,
    inside: ({ indicatorId }) => ({ key: `own:${indicatorId}` }),
    form: () => first(forms.indicator(word())),
    table: "own_indicator",
  },
  "/indicateurs/:key/trace": {
    roles: readsDirectory,
    id: ({ indicatorId }) => indicatorId,
    inside: ({ indicatorId }) => ({ key: `own:${indicatorId}` }),
  },
  "/chiffres": { roles: readsDirectory },
  "/chiffres/nouveau": { roles: writesDirectory, form: () => forms.figure(word()) },
  "/chiffres/:id/modifier": {
    roles: writesDirectory,
    id: ({ figure }) => figure.id,
    form: () => first(forms.figure(word())),
    table: "declared_figure",
  },
  "/media/:id/versions": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ pieceId }) => pieceId,
    form: () => first({ submissionId: uniqueId(), number: "1" }),
  },
  "/media/audience": {
    roles: readsDirectory,
    writers: writesDirectory,
    form: () => ({ submissionId: uniqueId() }),
  },
  "/media/audience/export.csv": { roles: readsDirectory, isData: true },
  "/media/audience/saisie": {
    roles: writesDirectory,
    form: ({ audiencePieceId }) => ({
      submissionId: uniqueId(),
      pieceId: audiencePieceId,
      platform: "wiki",
      service: "Movilab",
      month: "2015-06",
      value: "3",
      evidence: word(),
    }),
  },
  "/media/audience/recoupement/:indicator/:platform/:month": {
    roles: writesDirectory,
    // A month of this cooperative alone.
    id: ({ audiencePieceId }) => audiencePieceId,
    inside: () => ({ indicator: "video_views", platform: "wiki", month: "2015-05" }),
    form: () => ({
      submissionId: uniqueId(),
      indicatorKey: "video_views",
      platform: "wiki",
      month: "2015-05-01",
      side: "total",
      because: word(),
    }),
  },
  "/media/audience/import": { roles: writesDirectory },
  "/media/audience/import/:id": {
    roles: writesDirectory,
    id: ({ audienceImportId }) => audienceImportId,
    form: () => ({
      submissionId: uniqueId(),
      faire: "colonnes",
      piece: "0",
      views: "1",
      month: "2015-06",
    }),
  },
  "/media/audience/:id": {
    roles: readsDirectory,
    writers: writesDirectory,
    id: ({ audiencePieceId }) => audiencePieceId,
    form: ({ audienceFigureId }) => ({ submissionId: uniqueId(), figureId: audienceFigureId }),
  },
  "/media/audience/:id/ecarter/:figureId": {
    roles: writesDirectory,
    id: ({ audiencePieceId }) => audiencePieceId,
    inside: ({ audienceFigureId }) => ({ figureId: audienceFigureId }),
    form: () => ({ submissionId: uniqueId(), because: word() }),
  },
  "/communication": { roles: readsDirectory },
  "/communication/nouvelle": { roles: writesDirectory, form: () => campaignForm(word()) },
  "/communication/:id": { roles: readsDirectory, id: ({ campaignId }) => campaignId },
  "/communication/:id/modifier": {
    roles: writesDirectory,
    id: ({ campaignId }) => campaignId,
    form: () => first(campaignForm(word())),
    table: "campaign",
  },
  "/communication/:id/supprimer": {
    roles: writesDirectory,
    id: ({ campaignId }) => campaignId,
    form: () => first({}),
    table: "campaign",
  },
  "/evenements": { roles: readsDirectory },
  "/evenements/nouveau": {
    roles: readsDirectory,
    form: ({ coachId }) => eventForm(word(), coachId),
  },
  "/evenements/:id": { roles: readsDirectory, id: ({ eventId }) => eventId },
  "/evenements/:id/modifier": {
    roles: readsDirectory,
    id: ({ eventId }) => eventId,
    form: ({ coachId }) => first(eventForm(word(), coachId)),
    table: "workshop",
  },
  "/evenements/:id/annuler": {
    roles: readsDirectory,
    id: ({ eventId }) => eventId,
    form: () => first({}),
    table: "workshop",
  },
  "/evenements/:id/inscrire": {
    roles: readsDirectory,
    id: ({ eventId }) => eventId,
    form: () => ({ submissionId: uniqueId(), givenName: "Sam", familyName: word() }),
    table: "workshop",
  },
  "/evenements/:id/presences": { roles: readsDirectory, id: ({ eventId }) => eventId },
  "/evenements/:id/inscrits.csv": {
    roles: readsDirectory,
    id: ({ eventId }) => eventId,
    isData: true,
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
    inside: () => ({ key: "need" }),
    form: () => ({ submissionId: uniqueId(), label: word() }),
  },
  "/administration/listes/reponses/:id": {
    roles: admin,
    id: ({ listValueId }) => listValueId,
    form: () => first({ label: word() }),
    table: "list_value",
  },
  "/administration/journal": { roles: admin },
  "/administration/territoire": { roles: admin },
  "/administration/organisation": {
    roles: admin,
    form: () => first({ name: "Un autre nom", websiteUrl: "" }),
  },
};

/** Pages open to whoever is not signed in, and the address that no route knows. */
export const openRoutes = [
  "/*",
  "/agenda/:feed",
  "/connexion",
  "/deconnexion",
  "/invitation/:token",
  "/mot-de-passe-oublie",
  "/reinitialisation/:token",
];

/** The address of a page for the records of `world`. */
export function addressOf(route: string, world: World): string {
  const place = places[route];
  const inside = place?.inside?.(world) ?? {};
  return route
    .replace(":id", place?.id?.(world) ?? "")
    .replace(/:(\w+)/g, (_, name: string) => inside[name] ?? "");
}
