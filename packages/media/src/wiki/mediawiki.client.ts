import { setTimeout as wait } from "node:timers/promises";
import {
  createGuard,
  ForbiddenAddress,
  ForbiddenPort,
} from "@essaim/directory/links/guarded-agent";
import { request } from "undici";
import { z } from "zod";
import { problemOf, WikiProblem } from "./wiki-problem.ts";

/** What a page says now, when there is one. */
export type WikiPage = {
  revisionId: number;
  at: string;
  author: string;
  text: string;
};

export type WikiRevision = {
  revisionId: number;
  at: Date;
  /** As the wiki calls them; empty when it hides them. */
  author: string;
  comment: string;
  /** Null when the wiki hides it. */
  text: string | null;
};

export type WikiClient = {
  /** @throws WikiProblem when the wiki does not know this account */
  signIn(account: string, password: string): Promise<void>;
  /** What a page says, and the wiki's clock when it was read. @throws WikiProblem */
  read(title: string): Promise<{ page: WikiPage | null; readAt: string }>;
  /**
   * Writes a page once, whole: over the revision that was read, or where there was none.
   * @returns the revision that it made
   * @throws WikiProblem, `conflict` when the page is no longer as it was read
   */
  write(page: {
    title: string;
    text: string;
    summary: string;
    base: WikiPage | null;
    readAt: string;
  }): Promise<number>;
  /** The revisions of a page, oldest first, the latest `most` of them. @throws WikiProblem */
  history(
    title: string,
    most: number,
  ): Promise<{
    title: string;
    revisions: WikiRevision[];
    hasOlder: boolean;
    pageUrl: string;
    /** The address of another page of this wiki. */
    urlOf: (title: string) => string;
  }>;
  close(): Promise<void>;
};

type Options = {
  apiUrl: string;
  /** Who asks, as wikis want it said (https://www.mediawiki.org/wiki/API:Etiquette). */
  userAgent: string;
  /** Hosts of our own network that may be asked, as an address writes them. */
  trustedHosts?: readonly string[];
  timeoutMs?: number;
  /** How many times a wiki that asks to wait is asked again, and how long at most between two of them. */
  tries?: number;
  longestWaitMs?: number;
};

/** Bytes of an answer that are read: more than fifty revisions of a long page. */
const longestAnswer = 20_000_000;

const apiError = z.object({ error: z.object({ code: z.string() }) });
/** Seconds of delay of its replicas past which a wiki asks robots to wait. */
const maxlag = "5";

type Parameters = Record<string, string>;
type Answer = Record<string, unknown>;

/**
 * Talks to the API of a MediaWiki (1.27 and later, for the passwords of bots) by one connection that refuses to lead
 * inside the house. Written here rather than taken from a library: none lets the connection be guarded as it resolves
 * a name.
 */
export function createWikiClient({
  apiUrl,
  userAgent,
  trustedHosts = [],
  timeoutMs = 30_000,
  tries = 4,
  longestWaitMs = 15_000,
}: Options): WikiClient {
  const url = new URL(apiUrl);
  const isTrusted = trustedHosts.includes(url.host);
  const { agent, refuse } = createGuard(
    isTrusted ? { isAllowed: () => true, ports: [url.port] } : {},
    { connectTimeoutMs: timeoutMs },
  );
  const cookies = new Map<string, string>();
  let account: { name: string; password: string } | null = null;
  let csrfToken: string | null = null;

  async function send(method: "GET" | "POST", parameters: Parameters): Promise<Answer> {
    const fields = new URLSearchParams({ format: "json", formatversion: "2", ...parameters });
    for (let turn = 1; ; turn += 1) {
      const sent = await sendOnce(method, fields);
      const { answer, waitMs } = sent;
      if (answer && waitMs === null) return answer;
      if (turn >= tries) throw sent.problem;
      await wait(Math.min(waitMs ?? 1000 * 2 ** turn, longestWaitMs));
    }
  }

  /** `waitMs`: how long the wiki asks to wait before the same question; null when it has answered. */
  async function sendOnce(method: "GET" | "POST", fields: URLSearchParams) {
    const address = new URL(url);
    if (method === "GET") for (const [name, value] of fields) address.searchParams.set(name, value);
    const away = problemOf503();
    try {
      refuse(address);
      const response = await request(address, {
        method,
        dispatcher: agent,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          "user-agent": userAgent,
          ...(cookies.size > 0 && {
            cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          }),
          ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
        },
        body: method === "POST" ? fields.toString() : null,
      });
      const text = await bounded(response.body);
      keepCookies(response.headers["set-cookie"]);
      const retryAfter = Number(response.headers["retry-after"]);
      const asked = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter * 1000 : null;
      const answer = parsed(text);
      const code = apiError.safeParse(answer).data?.error.code;
      if (code === "maxlag" || code === "ratelimited" || code === "readonly") {
        return { answer: null, waitMs: asked ?? 2000, problem: problemOf(code) };
      }
      if (response.statusCode === 429 || response.statusCode >= 500) {
        return { answer: null, waitMs: asked ?? 2000, problem: away };
      }
      if (response.statusCode >= 300 && response.statusCode < 400) {
        throw new WikiProblem("stop", "L’API de ce wiki a changé d’adresse. Corrigez-la.");
      }
      if (!answer) throw notAnApi();
      return { answer, waitMs: null, problem: away };
    } catch (error) {
      if (error instanceof WikiProblem) throw error;
      if (
        error instanceof ForbiddenAddress ||
        error instanceof ForbiddenPort ||
        isForbidden(error)
      ) {
        throw new WikiProblem(
          "stop",
          "L’adresse de ce wiki mène à l’intérieur de notre réseau\u202f: rien n’y est demandé.",
        );
      }
      return { answer: null, waitMs: 1000, problem: away };
    }
  }

  function keepCookies(header: string | string[] | undefined): void {
    for (const line of [header ?? []].flat()) {
      const [pair = "", ...attributes] = line.split(";");
      const at = pair.indexOf("=");
      if (at <= 0) continue;
      const name = pair.slice(0, at).trim();
      const value = pair.slice(at + 1).trim();
      const isOver = attributes.some(
        (one) =>
          /^\s*max-age=(0|-)/i.test(one) ||
          (/^\s*expires=/i.test(one) && Date.parse(one.split("=")[1] ?? "") < Date.now()),
      );
      if (isOver || value === "deleted") cookies.delete(name);
      else cookies.set(name, value);
    }
  }

  /** The answer to a question that changes nothing. */
  async function ask(parameters: Parameters): Promise<Answer> {
    const answer = await send("GET", parameters);
    const failed = apiError.safeParse(answer);
    if (failed.success) throw problemOf(failed.data.error.code);
    return answer;
  }

  async function token(type: "login" | "csrf"): Promise<string> {
    const answer = await ask({ action: "query", meta: "tokens", type });
    const shape = z.object({
      query: z.object({ tokens: z.record(z.string(), z.string()) }),
    });
    const found = shape.safeParse(answer).data?.query.tokens[`${type}token`];
    if (!found) throw notAnApi();
    return found;
  }

  async function signIn(name: string, password: string): Promise<void> {
    cookies.clear();
    csrfToken = null;
    const answer = await send("POST", {
      action: "login",
      lgname: name,
      lgpassword: password,
      lgtoken: await token("login"),
    });
    const shape = z.object({ login: z.object({ result: z.string() }) });
    const result = shape.safeParse(answer).data?.login.result;
    if (result === undefined) {
      const failed = apiError.safeParse(answer);
      throw failed.success ? problemOf(failed.data.error.code) : notAnApi();
    }
    if (result !== "Success") {
      throw new WikiProblem(
        "stop",
        result === "Throttled"
          ? "Le wiki demande d’attendre avant un nouvel essai de connexion."
          : "Le wiki refuse ce compte ou ce mot de passe. Il veut un mot de passe de robot (Special:BotPasswords).",
      );
    }
    account = { name, password };
  }

  async function read(title: string) {
    const answer = await ask({
      ...{ action: "query", prop: "revisions", titles: title, curtimestamp: "1" },
      ...{ rvprop: "ids|timestamp|user|content", rvslots: "main" },
      ...(account && { assert: "user" }),
    });
    const found = pagesSchema.safeParse(answer).data;
    const page = found?.query.pages[0];
    if (!found?.curtimestamp || !page) throw notAnApi();
    if (page.invalid) throw problemOf("invalidtitle");
    const revision = page.revisions?.[0];
    if (page.missing || !revision) return { page: null, readAt: found.curtimestamp };
    const text = revision.slots?.main.content;
    if (text === undefined) throw problemOf("permissiondenied");
    return {
      readAt: found.curtimestamp,
      page: {
        revisionId: revision.revid,
        at: revision.timestamp,
        author: revision.user ?? "",
        text,
      },
    };
  }

  const edited = z.object({
    edit: z.object({
      result: z.string(),
      newrevid: z.number().optional(),
      nochange: z.boolean().optional(),
      captcha: z.unknown().optional(),
    }),
  });

  const write: WikiClient["write"] = async ({ title, text, summary, base, readAt }) => {
    for (let turn = 1; ; turn += 1) {
      csrfToken ??= await token("csrf");
      const answer = await send("POST", {
        ...{ action: "edit", title, text, summary, bot: "1", maxlag, assert: "user" },
        starttimestamp: readAt,
        ...(base
          ? { baserevid: String(base.revisionId), basetimestamp: base.at, nocreate: "1" }
          : { createonly: "1" }),
        // Last, so that a request cut short is refused and not half written.
        token: csrfToken,
      });
      const failed = apiError.safeParse(answer).data?.error.code;
      // A session that ended is opened once more.
      if (turn === 1 && (failed === "badtoken" || failed === "assertuserfailed")) {
        csrfToken = null;
        if (failed === "assertuserfailed" && account) await signIn(account.name, account.password);
        continue;
      }
      if (failed) throw problemOf(failed);
      const done = edited.safeParse(answer).data?.edit;
      if (!done) throw notAnApi();
      if (done.result !== "Success") {
        throw new WikiProblem(
          "page",
          done.captcha
            ? "Le wiki demande de prouver que nous sommes une personne\u202f: demandez que le robot en soit dispensé."
            : "Le wiki a refusé cette page sans dire pourquoi.",
        );
      }
      const revisionId = done.newrevid ?? (done.nochange ? base?.revisionId : undefined);
      if (revisionId === undefined) throw notAnApi();
      return revisionId;
    }
  };

  /** Answers of fifty revisions. */
  const mostTurns = 40;
  /** It becomes a link of our pages: nothing else than an address of the web is taken. */
  const webAddress = (told: string | undefined) =>
    told && /^https?:\/\//.test(told) && told.length <= 2000 ? told : "";

  const history: WikiClient["history"] = async (title, most) => {
    const revisions: WikiRevision[] = [];
    let goOn: Parameters = {};
    let pageUrl = "";
    let shownTitle = title;
    let hasOlder = false;
    // A wiki that announces more without giving any is not asked for ever.
    for (let turn = 0; turn < mostTurns && revisions.length < most; turn += 1) {
      const answer = await ask({
        ...{ action: "query", prop: "revisions|info", inprop: "url", titles: title },
        ...{ rvprop: "ids|timestamp|user|comment|content", rvslots: "main", rvlimit: "50" },
        ...(account && { assert: "user" }),
        ...goOn,
      });
      const found = pagesSchema.safeParse(answer).data;
      const page = found?.query.pages[0];
      if (!found || !page) throw notAnApi();
      if (page.missing || page.invalid) {
        throw new WikiProblem("page", "Ce wiki n’a pas de page de ce titre.");
      }
      pageUrl ||= webAddress(page.canonicalurl ?? page.fullurl);
      shownTitle = page.title;
      for (const one of page.revisions ?? []) {
        revisions.push({
          revisionId: one.revid,
          at: new Date(one.timestamp),
          author: one.user ?? "",
          comment: one.comment ?? "",
          text: one.slots?.main.content ?? null,
        });
      }
      hasOlder = found.continue !== undefined;
      if (!found.continue) break;
      goOn = found.continue;
    }
    if (revisions.length > most) hasOlder = true;
    return {
      title: shownTitle,
      revisions: revisions.slice(0, most).reverse(),
      hasOlder,
      pageUrl,
      urlOf: await addresses(),
    };
  };

  async function addresses(): Promise<(title: string) => string> {
    const answer = await ask({ action: "query", meta: "siteinfo", siprop: "general" });
    const shape = z.object({
      query: z.object({ general: z.object({ server: z.string(), articlepath: z.string() }) }),
    });
    const general = shape.safeParse(answer).data?.query.general;
    if (!general) throw notAnApi();
    // A server may be given without its scheme.
    const { href } = new URL(general.server, url);
    return (title) =>
      new URL(
        general.articlepath.replace(
          "$1",
          encodeURIComponent(title.replaceAll(" ", "_"))
            .replaceAll("%2F", "/")
            .replaceAll("%3A", ":"),
        ),
        href,
      ).href;
  }

  return { signIn, read, write, history, close: () => agent.destroy() };
}

const pagesSchema = z.object({
  curtimestamp: z.string().optional(),
  continue: z.record(z.string(), z.string()).optional(),
  query: z.object({
    pages: z.array(
      z.object({
        title: z.string(),
        missing: z.boolean().optional(),
        invalid: z.boolean().optional(),
        canonicalurl: z.string().optional(),
        fullurl: z.string().optional(),
        revisions: z
          .array(
            z.object({
              revid: z.number(),
              timestamp: z.string(),
              user: z.string().optional(),
              comment: z.string().optional(),
              slots: z.object({ main: z.object({ content: z.string().optional() }) }).optional(),
            }),
          )
          .optional(),
      }),
    ),
  }),
});

const notAnApi = () =>
  new WikiProblem(
    "stop",
    "Une page du site a répondu à la place de l’API du wiki, peut-être celle qui demande de se connecter. Vérifiez l’adresse.",
  );

const problemOf503 = () =>
  new WikiProblem(
    "stop",
    "Le wiki ne répond pas pour le moment. Ce qui est parti est parti\u202f; recommencez plus tard pour le reste.",
  );

/** The connection says it as the cause of its own error. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error &&
  (error.cause instanceof ForbiddenAddress || error.cause instanceof ForbiddenPort);

function parsed(text: string): Answer | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Answer) : null;
  } catch {
    return null;
  }
}

async function bounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > longestAnswer) throw new WikiProblem("stop", "Le wiki répond trop longuement.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
