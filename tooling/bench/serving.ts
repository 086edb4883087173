import { execFileSync } from "node:child_process";
import autocannon from "autocannon";
import type { Stack } from "../start/stack.ts";
import { measureHttp, type Speed } from "./measure.ts";
import { startBareServer } from "./pages.ts";

/** What is promised of pages sent from memory: this part of the requests of a bare server that sends the same bytes. */
const promisedShare = 1 / 3;
/** Requests between the two readings of memory, and how often it is read. */
const requests = 1_000_000;
const samples = 10;
/** How much memory may grow from the first reading, made warm, to the last: what is left is noise of the collector. */
const promisedGrowth = 0.1;

/** Pages that anybody reads, sent from memory: as fast as promised, and in memory that stays flat. */
export async function benchServing(
  stack: Stack,
  seconds: number,
  say: (text: string) => void,
): Promise<void> {
  const { data } = (await (await fetch(`${stack.publicUrl}/api/v1/activities?limit=1`)).json()) as {
    data: { slug: string }[];
  };
  const pages = [
    ["Accueil public", "/"],
    ["Fiche publique d’une activité", `/activites/${data[0]?.slug}`],
    ["Recherche publique déjà faite", "/recherche?q=v%C3%A9los+r%C3%A9paration"],
    ["API, vingt activités", "/api/v1/activities"],
  ] as const;
  for (const [name, path] of pages) {
    const url = stack.publicUrl + path;
    const answer = await fetch(url, { redirect: "error" });
    const body = Buffer.from(await answer.arrayBuffer());
    const bare = await startBareServer(body, answer.headers.get("content-type") ?? "");
    const rounds: { bare: Speed; page: Speed }[] = [];
    try {
      for (let round = 0; round < 3; round++) {
        rounds.push({
          bare: await measureHttp({ url: bare.url, headers: {} }, seconds),
          page: await measureHttp({ url, headers: {} }, seconds),
        });
      }
    } finally {
      bare.stop();
    }
    const shares = rounds.map((one) => one.page.perSecond / one.bare.perSecond);
    const share = shares.sort((a, b) => a - b)[1] ?? 0;
    const rates = (kind: "bare" | "page") =>
      rounds.map((one) => Math.round(one[kind].perSecond)).join(", ");
    say(`\n${name}, envoyée de la mémoire (${body.length} octets)`);
    say(`  serveur nu     ${rates("bare")} req/s`);
    say(`  page           ${rates("page")} req/s`);
    say(
      `  promesse       ${share >= promisedShare ? "tenue" : "non tenue"} : ${percent(share)} du serveur nu (médiane), pour un tiers promis`,
    );
  }
  await benchMemory(stack, say);
}

async function benchMemory(stack: Stack, say: (text: string) => void): Promise<void> {
  // Addresses that are kept, some asked for in several orders, and visitors who are counted.
  const paths = [
    "/",
    "/activites",
    "/ressources",
    "/recherche?q=jardin",
    "/recherche?a=1&q=jardin",
  ];
  const send = async (amount: number) => {
    const result = await autocannon({
      url: stack.publicUrl,
      connections: 10,
      amount,
      requests: paths.map((path) => ({
        path,
        headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0" },
      })),
    });
    const bad = result.non2xx + result.errors + result.timeouts;
    if (bad > 0) throw new Error(`${bad} answers were not the page`);
  };
  await send(requests / samples);
  const read: number[] = [residentOf(stack.publicPid)];
  for (let sample = 0; sample < samples; sample++) {
    await send(requests / samples);
    read.push(residentOf(stack.publicPid));
  }
  const [first = 0] = read;
  const last = read.at(-1) ?? 0;
  const growth = last / first - 1;
  say(`\nMémoire de l’annuaire public pendant ${requests.toLocaleString("fr")} requêtes`);
  say(`  résidente      ${read.map((bytes) => Math.round(bytes / 1024 / 1024)).join(", ")} Mo`);
  say(
    `  promesse       ${growth <= promisedGrowth ? "tenue" : "non tenue"} : ${percent(growth)} d’écart du début à la fin, pour ${percent(promisedGrowth)} au plus`,
  );
}

const percent = (ratio: number) => `${Math.round(ratio * 100)}\u00a0%`;

/** Bytes that a process holds in memory. */
const residentOf = (pid: number) =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024;
