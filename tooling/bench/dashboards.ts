import { listSavedViews } from "@essaim/accompaniment/worker/saved-view.queries";
import { connectAs } from "@essaim/database/connection";
import { today } from "@essaim/database/today";
import { publicActor } from "@essaim/identity/actor";
import { getMyGrant } from "@essaim/impact/portal/portal.queries";
import { listDefinitions } from "@essaim/impact/registry/own-indicator.queries";
import { getIndicator } from "@essaim/impact/registry/trace.queries";
import { getMyRelease, listPublicReleases } from "@essaim/impact/release/release.queries";
import { getTeamDashboard } from "@essaim/impact/target/progress.queries";
import { getCaseload } from "@essaim/impact/team/caseload.queries";
import { listColleagues } from "@essaim/impact/team/coach-scope.queries";
import { getCohorts } from "@essaim/impact/team/cohort.queries";
import { getFunnel } from "@essaim/impact/team/funnel.queries";
import { getMissing } from "@essaim/impact/team/missing.queries";
import { getWorkload } from "@essaim/impact/team/workload.queries";
import { sql } from "kysely";
import { lookers } from "../seed/national/size.ts";
import type { Stack } from "../start/stack.ts";
import { type Looking, openLooking } from "./looking.ts";
import { measurePaced, type Speed } from "./measure.ts";
import { median, visit } from "./pages.ts";

/** At this pace; ten times the data takes at most so many times longer. */
const promise = { perSecond: 10, milliseconds: 200, timesTenth: 2 };

type Dashboard = {
  name: string;
  url: string;
  headers: Record<string, string>;
  /** What the page reads of the database, who asks included, without the page. */
  sql: () => Promise<unknown>;
};

/** Every dashboard of the measured organisation, beside that of an organisation with a tenth of its data. */
export async function benchDashboards(
  stack: Stack,
  seconds: number,
  say: (text: string) => void,
): Promise<void> {
  const looking = openLooking(stack);
  try {
    const measured = await dashboards(stack, looking, lookers.measured);
    const tenth = await dashboards(stack, looking, lookers.tenth);
    say(
      `\nTableaux de bord, p95 ${promise.perSecond} fois par seconde (promesse : ${promise.milliseconds} ms, et ${promise.timesTenth} fois celui d’un dixième des données)`,
    );
    for (const [at, here] of measured.entries()) {
      const there = tenth[at];
      if (there) say(await compare(here, there, seconds));
    }
  } finally {
    await looking.close();
  }
}

async function compare(here: Dashboard, there: Dashboard, seconds: number): Promise<string> {
  const paced = (work: () => Promise<unknown>) => measurePaced(work, seconds, promise.perSecond);
  const rounds = { sql: [] as Speed[], page: [] as Speed[], tenth: [] as Speed[] };
  for (const page of [here, there]) await visit(page);
  for (let round = 0; round < 3; round++) {
    rounds.sql.push(await paced(here.sql));
    rounds.page.push(await paced(() => visit(here)));
    rounds.tenth.push(await paced(() => visit(there)));
  }
  const [page, alone, tenth] = [rounds.page, rounds.sql, rounds.tenth].map(
    (speeds) => median(speeds).p95,
  ) as [number, number, number];
  const isKept = page <= promise.milliseconds && page <= promise.timesTenth * tenth;
  return [
    `  ${here.name.padEnd(38)} page ${french(page)} ms`,
    `SQL ${french(alone)} ms (${french(page / alone)} fois)`,
    `un dixième ${french(tenth)} ms (${french(page / tenth)} fois)`,
    isKept ? "tenue" : "non tenue",
  ].join(" · ");
}

const french = (value: number) => value.toFixed(1).replace(".", ",");

async function dashboards(
  { staffUrl, publicUrl, databaseUrl }: Stack,
  { execute, executePublic, signIn }: Looking,
  looker: (typeof lookers)[keyof typeof lookers],
): Promise<Dashboard[]> {
  const manager = await signIn(looker.manager);
  const funder = await signIn(looker.funder);
  const { slug, grantId } = await longestGrant(databaseUrl, looker.funder);
  const day = today();
  const year = Number(day.slice(0, 4));
  const asked = { coach: undefined, day, period: { from: `${year - 9}-01-01`, to: day } };
  const tenYears = `du=${asked.period.from}&au=${day}`;

  const team = (name: string, path: string, read: Dashboard["sql"]): Dashboard => ({
    ...{ name, url: staffUrl + path, headers: manager.headers, sql: read },
  });
  const board = (
    name: string,
    path: string,
    page: "caseload" | "pathways" | "cohorts" | "workload" | "quality",
    read: (actor: Awaited<ReturnType<typeof manager.actor>>) => Promise<unknown>,
  ) =>
    team(name, `/pilotage${path}`, async () => {
      const actor = await manager.actor();
      await Promise.all([
        execute(actor, listSavedViews, { page }),
        execute(actor, listColleagues, {}),
      ]);
      return read(actor);
    });
  const indicator = (name: string, key: string, by: "residence" | "month") =>
    team(name, `/indicateurs/${key}?financement=${grantId}&selon=${by}`, async () =>
      execute(await manager.actor(), getIndicator, { key, grantId, by, page: 1 }),
    );
  return [
    board("Pilotage : aujourd’hui", "", "caseload", (actor) => execute(actor, getCaseload, asked)),
    board("Pilotage : parcours de dix ans", `/parcours?${tenYears}`, "pathways", (actor) =>
      execute(actor, getFunnel, asked),
    ),
    board("Pilotage : cohortes de dix ans", `/cohortes?${tenYears}`, "cohorts", (actor) =>
      execute(actor, getCohorts, asked),
    ),
    board("Pilotage : charge", "/charge", "workload", (actor) =>
      execute(actor, getWorkload, { ...asked, until: day }),
    ),
    board("Pilotage : à compléter cette année", "/a-completer", "quality", (actor) =>
      execute(actor, getMissing, { ...asked, period: { from: `${year}-01-01`, to: day } }),
    ),
    team("Tableau de bord de dix ans", `/tableau-de-bord?financement=${grantId}`, async () =>
      execute(await manager.actor(), getTeamDashboard, { grantId }),
    ),
    team("Indicateurs", "/indicateurs", async () =>
      execute(await manager.actor(), listDefinitions, {}),
    ),
    indicator("Indicateur : personnes, par lieu de vie", "supported_workers", "residence"),
    indicator("Indicateur : vues, par mois", "video_views", "month"),
    {
      name: "Portail du financeur",
      url: `${staffUrl}/portail/${grantId}`,
      headers: funder.headers,
      sql: async () => {
        const actor = await funder.actor();
        const { releases } = await execute(actor, getMyGrant, { id: grantId });
        return execute(actor, getMyRelease, { id: releases[0]?.id ?? "" });
      },
    },
    {
      name: "Page publique d’impact",
      url: `${publicUrl}/impact/${slug}`,
      headers: {},
      sql: () =>
        executePublic(publicActor("bench"), listPublicReleases, { organisationSlug: slug }),
    },
  ];
}

/** The grant that lasts ten years, which this funder reads. */
async function longestGrant(url: string, funder: string) {
  const { db, close } = connectAs(url, 1);
  try {
    const { rows } = await sql<{ slug: string; grantId: string }>`
      select o.slug, r.grant_id as "grantId" from figure_release r
      join funding_grant g on g.organisation_id = r.organisation_id and g.id = r.grant_id
      join membership m on m.organisation_id = g.organisation_id and m.funder_id = g.funder_id
      join user_account u on u.id = m.user_id
      join organisation o on o.id = r.organisation_id
      where u.email = ${funder} limit 1`.execute(db);
    if (!rows[0]) throw new Error(`Nothing was released to ${funder}`);
    return rows[0];
  } finally {
    await close();
  }
}
