import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { coachDay } from "@essaim/accompaniment/day/coach-day.queries";
import { coachDaySchema, type DayScope } from "@essaim/accompaniment/day/day.schema";
import { getPersonHeader } from "@essaim/accompaniment/worker/person-header.queries";
import { getPersonStory } from "@essaim/accompaniment/worker/person-story.queries";
import { listSavedViews } from "@essaim/accompaniment/worker/saved-view.queries";
import {
  noFilter,
  readFilter,
  type WorkerFilter,
} from "@essaim/accompaniment/worker/worker-filter.schema";
import { listWorkers } from "@essaim/accompaniment/worker/worker-list.queries";
import { today } from "@essaim/database/today";
import { searchDirectory } from "@essaim/directory/search/search.queries";
import { searchSchema } from "@essaim/directory/search/search.schema";
import { publicActor } from "@essaim/identity/actor";
import type { Stack } from "../start/stack.ts";
import { openLooking } from "./looking.ts";
import { measureHttp, measurePaced, measureWork, type Speed } from "./measure.ts";

export type Page = {
  name: string;
  url: string;
  headers: Record<string, string>;
  /** All that the page reads of the database, who asks included, without the page. */
  sql: () => Promise<unknown>;
  /**
   * What is promised of it when it is asked for so many times a second: its p95 in ms, and within how many times
   * that of its SQL.
   */
  promise?: { perSecond: number; milliseconds: number; timesSql: number };
};

/**
 * A page that coaches open all day. 12,000 people have some 240 coaches: ten pages a second are one for each of
 * them every 24 seconds.
 */
const promise = { perSecond: 10, milliseconds: 150, timesSql: 3 };

/** People of several stages, and among them those to be met again or with something late; as the page writes it. */
const filters =
  "groupe=etape.candidat.cape&groupe=ou_a-revoir_action-en-retard&lieu=hors-quartier&tri=rencontre";

export type Measured = {
  bytes: number;
  bare: Speed;
  page: Speed;
  sql: Speed;
  /** At the pace of the promise, for pages that have one. */
  paced?: { page: Speed; sql: Speed };
};

/** The pages that people wait for, and how to let go of the database afterwards. */
export async function pages(
  stack: Stack,
): Promise<{ list: Page[]; close: () => Promise<unknown> }> {
  const { execute, executePublic, signIn, close } = openLooking(stack);
  const { headers, actor: coach } = await signIn("coach@essaim.test");
  const { workers } = await execute(await coach(), listWorkers, noFilter);
  const id = workers[0]?.id ?? "";
  const search = searchSchema.parse({ q: "vélos réparation" });
  const visitor = publicActor("bench");
  const readDay = async (scope: DayScope) =>
    execute(await coach(), coachDay, coachDaySchema.parse({ scope, day: today() }));
  const readList = async (filter: WorkerFilter) => {
    const actor = await coach();
    return Promise.all([execute(actor, listWorkers, filter), execute(actor, listSavedViews, {})]);
  };
  const list: Page[] = [
    {
      name: "Recherche publique « vélos réparation »",
      url: `${stack.publicUrl}/recherche?q=v%C3%A9los+r%C3%A9paration`,
      headers: {},
      sql: () => executePublic(visitor, searchDirectory, search),
    },
    {
      name: "Ma journée",
      url: `${stack.staffUrl}/`,
      headers,
      sql: () => readDay("mine"),
      promise,
    },
    {
      name: "La journée de toute l’équipe",
      url: `${stack.staffUrl}/?vue=equipe`,
      headers,
      sql: () => readDay("everyone"),
    },
    {
      name: "Fiche d’une personne",
      url: `${stack.staffUrl}/personnes/${id}`,
      headers,
      sql: async () => {
        const actor = await coach();
        return Promise.all([
          execute(actor, getPersonHeader, { id }),
          execute(actor, getPersonStory, { id }),
        ]);
      },
    },
    {
      name: "Liste des personnes",
      url: `${stack.staffUrl}/personnes`,
      headers,
      sql: () => readList(noFilter),
      promise,
    },
    {
      name: "Liste des personnes, filtrée et triée par dernière rencontre",
      url: `${stack.staffUrl}/personnes?${filters}`,
      headers,
      sql: () => readList(readFilter(new URLSearchParams(filters))),
      promise,
    },
  ];
  return { list, close };
}

/** One visit of a page, to its last byte. */
export async function visit({ url, headers }: Pick<Page, "url" | "headers">): Promise<ArrayBuffer> {
  const answer = await fetch(url, { headers, redirect: "error" });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return answer.arrayBuffer();
}

/** Bare server, SQL and page in turn, three times: what drifts on the machine drifts for all of them. */
export async function measurePage(page: Page, seconds: number): Promise<Measured> {
  const answer = await fetch(page.url, { headers: page.headers, redirect: "error" });
  if (answer.status !== 200) throw new Error(`${page.url} answered ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const bareServer = await startBareServer(body, answer.headers.get("content-type") ?? "");
  const rounds = { bare: [] as Speed[], page: [] as Speed[], sql: [] as Speed[] };
  const paced = { page: [] as Speed[], sql: [] as Speed[] };
  try {
    for (let round = 0; round < 3; round++) {
      rounds.bare.push(await measureHttp({ url: bareServer.url, headers: {} }, seconds));
      rounds.sql.push(await measureWork(page.sql, seconds));
      rounds.page.push(await measureHttp(page, seconds));
      if (!page.promise) continue;
      const { perSecond } = page.promise;
      paced.sql.push(await measurePaced(page.sql, seconds, perSecond));
      paced.page.push(await measurePaced(() => visit(page), seconds, perSecond));
    }
  } finally {
    bareServer.stop();
  }
  return {
    bytes: body.length,
    bare: median(rounds.bare),
    page: median(rounds.page),
    sql: median(rounds.sql),
    ...(page.promise ? { paced: { page: median(paced.page), sql: median(paced.sql) } } : {}),
  };
}

export function median(speeds: Speed[]): Speed {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  return {
    perSecond: middle(speeds.map((speed) => speed.perSecond)),
    p95: middle(speeds.map((speed) => speed.p95)),
  };
}

/** A bare Node server, in a process of its own, that sends these bytes and nothing else. */
export function startBareServer(
  body: Buffer,
  contentType: string,
): Promise<{ url: string; stop: () => void }> {
  const child = fork(fileURLToPath(new URL("./bare-server.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  child.send({ body: body.toString("base64"), contentType });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("message", (port) =>
      resolve({ url: `http://127.0.0.1:${port}/`, stop: () => child.disconnect() }),
    );
  });
}
