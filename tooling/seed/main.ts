import { pathToFileURL } from "node:url";
import { type Connection, connect, connectAs, type Database } from "@essaim/database/connection";
import { createExecute } from "@essaim/database/execute";
import type { LoginRole } from "@essaim/database/roles";
import { today as todayInParis } from "@essaim/database/today";
import type { MemberActor } from "@essaim/identity/actor";
import { sealerOf } from "@essaim/impact/report/seal";
import { addressKeyOf } from "@essaim/outreach/contact/address-key";
import { startGeocoderDouble } from "@essaim/territory/geocoding/double/server";
import { createGeocoder } from "@essaim/territory/geocoding/geocoder";
import { readEnvironment, requireEnvironment } from "@essaim/web/environment";
import { type FileStorage, openStorage } from "@essaim/web/storage";
import { sql } from "kysely";
import { addAids, addMentoring } from "./aids.ts";
import { addCommunity } from "./community.ts";
import {
  addMember,
  addOrganisations,
  addTerritory,
  clear,
  connectToAccounts,
  hashDemoPassword,
  holdsOtherData,
  isComplete,
  markComplete,
  opteosId,
  otherId,
} from "./ground.ts";
import {
  administrator,
  coachInLille,
  coachInRoubaix,
  editor,
  funderOfTheProgramme,
  manager,
} from "./personas.ts";
import { addPlans } from "./plans.ts";
import { coachElsewhere, managerElsewhere } from "./second-organisation.ts";
import {
  addContributions,
  addDirectory,
  addFigures,
  addFunders,
  addMeetings,
  addPartners,
  addPathways,
  addWorkers,
  idOf,
  type Story,
} from "./tell.ts";
import { addAccounts } from "./tell-accounts.ts";
import { addAudience } from "./tell-audience.ts";
import { addBudgets } from "./tell-budgets.ts";
import { addCampaigns } from "./tell-campaigns.ts";
import { addGiving } from "./tell-giving.ts";
import { addGrants } from "./tell-grants.ts";
import { addImpactReports } from "./tell-impact-reports.ts";
import { addLedger } from "./tell-ledger.ts";
import { addMedia } from "./tell-media.ts";
import { tellOtherOrganisation } from "./tell-other.ts";
import { addOutreach } from "./tell-outreach.ts";
import { addDocuments, addPrivacy } from "./tell-privacy.ts";
import { addReleases } from "./tell-releases.ts";
import { addReports } from "./tell-reports.ts";
import { addSheets } from "./tell-sheets.ts";
import { addSpending } from "./tell-spending.ts";
import { addAppointments, addWorkshops } from "./tell-workshops.ts";
import { addViews } from "./views.ts";

export interface SeedOptions {
  /** The owner's address. */
  url: string;
  secret: string;
  /** Where the documents of the people go. */
  storage: FileStorage;
  onStep?: (step: string) => void;
  /** The day that dates count from, `YYYY-MM-DD`: today, unless a test says otherwise. */
  today?: string;
}

/** Is the whole demonstration there? An interrupted seeding is not. */
export async function isSeeded({ url }: { url: string }): Promise<boolean> {
  return withConnection(connectAs(url, 1), ({ db }) => isComplete(db));
}

/**
 * May the demonstration be loaded here? Not where somebody else's organisation or account lives.
 */
export async function isDemoWelcome(options: { url: string; secret: string }): Promise<boolean> {
  return withConnection(connectToAccounts(options), async ({ db }) => !(await holdsOtherData(db)));
}

/**
 * Loads the demonstration: the programme of Optéos with invented people, and a second cooperative. Each
 * record goes through the same commands as a member's. Does nothing when the demonstration is complete;
 * starts again from nothing after an interruption. Two processes may call it at once: the second waits.
 * @throws Stop, with a sentence to show, when the database holds anything that is not the demonstration
 */
export async function seedDemo(options: SeedOptions): Promise<void> {
  await withConnection(connectAs(options.url, 1), (owner) =>
    // One session all along: the lock belongs to it.
    owner.db.connection().execute(async (db) => {
      await sql`select pg_advisory_lock(hashtext('essaim demo'))`.execute(db);
      try {
        if (!(await isComplete(db))) await seed(db, options);
      } finally {
        await sql`select pg_advisory_unlock(hashtext('essaim demo'))`.execute(db);
      }
    }),
  );
}

async function seed(owner: Database, options: SeedOptions): Promise<void> {
  const { url, secret, storage, onStep = () => {}, today = todayInParis() } = options;
  await withConnection(connectToAccounts({ url, secret }), ({ db: auth }) =>
    withConnection(connectQuickly({ url, secret }), async ({ db }) => {
      const execute = createExecute(db);
      await clear(owner, auth);

      onStep("communes et quartiers");
      await addTerritory(owner);

      onStep("organisations et comptes");
      await addOrganisations(owner);
      const passwordHash = await hashDemoPassword();
      const join = (account: typeof manager, organisationId = opteosId) =>
        addMember(auth, organisationId, account, passwordHash);
      const coaches = new Map<string, MemberActor>();
      for (const coach of [coachInLille, coachInRoubaix]) {
        coaches.set(coach.email, await join(coach));
      }
      const story: Story = {
        execute,
        today,
        coaches,
        manager: await join(manager),
        editor: await join(editor),
      };
      await join(administrator);
      const funderIds = await addFunders(story);
      const funderId = idOf(funderIds, funderOfTheProgramme.funder ?? "");
      const funder = await addMember(auth, opteosId, funderOfTheProgramme, passwordHash, funderId);

      onStep("annuaire");
      const resourceIds = await addDirectory(story);

      onStep("expériences et propositions");
      await withConnection(connectQuickly({ url, secret, role: "essaim_public" }), (directory) =>
        withConnection(connectQuickly({ url, secret, role: "essaim_jobs" }), (jobs) =>
          addCommunity({
            story,
            owner,
            executePublic: createExecute(directory.db),
            executeHouse: createExecute(jobs.db),
          }),
        ),
      );

      onStep("personnes et rencontres");
      const double = await startGeocoderDouble();
      const geocoder = createGeocoder({ baseUrl: double.baseUrl, perSecond: 1_000 });
      const workerIds = await addWorkers({ ...story, geocoder }, resourceIds).finally(double.close);
      await addPathways(story, workerIds);
      await addMeetings(story, workerIds);
      await addAppointments(story, workerIds);
      await withConnection(connectQuickly({ url, secret, role: "essaim_public" }), (directory) =>
        addWorkshops(story, workerIds, opteosId, createExecute(directory.db)),
      );
      await addPlans(story, workerIds);
      await addViews(story);
      await addPrivacy(story, workerIds);
      await addDocuments(story, workerIds, storage);

      onStep("programme, financements et chiffres");
      await addGrants(story, funderIds);
      await addBudgets(story);
      await addFigures(story);

      onStep("contributions et partenaires");
      await addContributions(story, resourceIds, workerIds);
      await addLedger(story, resourceIds);
      await addPartners(story);

      onStep("petites aides et parrainages");
      await addAids(story, workerIds, resourceIds);
      await addMentoring(story, workerIds, resourceIds);

      onStep("dépenses de l’équipe");
      await addSpending(story, workerIds);

      onStep("média");
      await addMedia(story, resourceIds);
      await withConnection(connectQuickly({ url, secret, role: "essaim_jobs" }), (jobs) =>
        addAudience(story, { owner, executeHouse: createExecute(jobs.db) }),
      );
      await addSheets(story, storage);
      await addCampaigns(story);
      await addOutreach(story, addressKeyOf(secret));

      onStep("comptes de l’année");
      await addAccounts(story);

      onStep("comptes rendus financiers");
      await addReports(story);

      onStep("réciprocité et cagnottes");
      await addGiving(story, resourceIds, workerIds);

      onStep("chiffres arrêtés et échanges avec le financeur");
      await addReleases(story, funder);
      await addImpactReports(story, sealerOf(secret));

      onStep("seconde coopérative");
      await tellOtherOrganisation(
        execute,
        today,
        await join(coachElsewhere, otherId),
        await join(managerElsewhere, otherId),
      );
      await markComplete(owner);
    }),
  );
}

/**
 * The back office's connection, which here does not wait for the disk at each of hundreds of commits. The
 * last line, written by the owner, does: nothing is said complete before all is safe.
 */
function connectQuickly({
  url,
  secret,
  role = "essaim_staff",
}: {
  url: string;
  secret: string;
  role?: LoginRole;
}): Connection {
  const quick = new URL(url);
  quick.searchParams.set("options", "-c synchronous_commit=off");
  return connect({ url: quick.toString(), secret, role, max: 1 });
}

async function withConnection<T>(
  connection: Connection,
  run: (connection: Connection) => Promise<T>,
): Promise<T> {
  try {
    return await run(connection);
  } finally {
    await connection.close();
  }
}

// Run by hand: DATABASE_URL=… ESSAIM_SECRET=… node --import tsx tooling/seed/main.ts
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { databaseUrl: url, secret } = requireEnvironment("databaseUrl", "secret");
  const storage = openStorage(readEnvironment().storage);
  await seedDemo({ url, secret, storage, onStep: (step) => process.stdout.write(`${step}\n`) });
}
