import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Revision = {
  revid: number;
  timestamp: string;
  user: string;
  comment: string;
  content: string;
};

export type TestingWiki = {
  apiUrl: string;
  host: string;
  account: { name: string; password: string };
  /** What somebody else writes, or what was there before. */
  write(title: string, content: string, user?: string): number;
  remove(title: string): void;
  /** The latest text of a page, or undefined. */
  textOf(title: string): string | undefined;
  revisionsOf(title: string): readonly Revision[];
  /** Everything that was asked, as « action title ». */
  asked: string[];
  /** Faults to answer with, each once, to the next requests of an action. */
  fail(action: string, ...faults: Fault[]): void;
  /** Forgets the faults that nobody met. */
  clear(): void;
  close(): Promise<void>;
};

/** An error of the API by its code, or an answer that is not one of the API's. */
export type Fault =
  | "503"
  | "page"
  | "moved"
  | "maxlag"
  | "readonly"
  | "ratelimited"
  | "badtoken"
  | "assertuserfailed"
  | "editconflict"
  | "protectedpage"
  | "blocked"
  | "captcha"
  | "abusefilter-disallowed";

/**
 * A wiki that answers as the API of MediaWiki is documented to (https://www.mediawiki.org/wiki/API:Login,
 * API:Tokens, API:Edit, API:Revisions, API:Etiquette): tokens and cookies of a session, revisions, refusals.
 */
export async function startTestingWiki(port = 0): Promise<TestingWiki> {
  const account = { name: "Robot@essaim", password: "motdepassederobot" };
  const pages = new Map<string, Revision[]>();
  const sessions = new Map<string, { loginToken: string; csrf: string; user: string | null }>();
  const faults = new Map<string, Fault[]>();
  const asked: string[] = [];
  let revisions = 100;
  let clock = Date.parse("2026-01-05T10:00:00Z");

  const write = (title: string, content: string, user = "Quelqu’un", comment = "") => {
    revisions += 1;
    clock += 60_000;
    const timestamp = new Date(clock).toISOString().replace(".000", "");
    // As MediaWiki keeps a text: without spaces at its end.
    const revision = { revid: revisions, timestamp, user, comment, content: content.trimEnd() };
    pages.set(title, [...(pages.get(title) ?? []), revision]);
    return revisions;
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://wiki");
    const fields =
      request.method === "POST" ? new URLSearchParams(await bodyOf(request)) : url.searchParams;
    const field = (name: string) => fields.get(name) ?? "";
    const action = field("action");
    asked.push([action, field("title") || field("titles")].filter(Boolean).join(" "));
    const json = (value: unknown, headers: Record<string, string> = {}) =>
      response
        .writeHead(200, { "content-type": "application/json; charset=utf-8", ...headers })
        .end(JSON.stringify(value));
    const refuse = (code: string, headers?: Record<string, string>) =>
      json({ error: { code, info: code } }, { "mediawiki-api-error": code, ...headers });

    const fault = faults.get(action)?.shift();
    if (fault) return answerFault(fault, response, json, refuse);

    const cookie = /(?:^|;\s*)wiki_session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    const session = sessions.get(cookie);
    if (field("assert") === "user" && !session?.user) return refuse("assertuserfailed");

    if (action === "query" && field("meta") === "tokens") {
      const id = session ? cookie : randomBytes(9).toString("base64url");
      const kept = session ?? {
        loginToken: `${randomBytes(8).toString("hex")}+\\`,
        csrf: `${randomBytes(8).toString("hex")}+\\`,
        user: null,
      };
      sessions.set(id, kept);
      const tokens =
        field("type") === "login"
          ? { logintoken: kept.loginToken }
          : { csrftoken: kept.user ? kept.csrf : "+\\" };
      return json(
        { batchcomplete: true, query: { tokens } },
        { "set-cookie": `wiki_session=${id}; path=/; HttpOnly` },
      );
    }
    if (action === "login") {
      if (!session || field("lgtoken") !== session.loginToken)
        return json({ login: { result: "NeedToken" } });
      const isKnown = field("lgname") === account.name && field("lgpassword") === account.password;
      if (!isKnown)
        return json({
          login: { result: "Failed", reason: "Incorrect username or password entered." },
        });
      session.user = account.name.split("@")[0] ?? "";
      return json({ login: { result: "Success", lguserid: 1, lgusername: session.user } });
    }
    if (action === "query" && field("meta") === "siteinfo") {
      const server = `//${request.headers.host}`;
      return json({ query: { general: { server, articlepath: "/wiki/$1", sitename: "Essai" } } });
    }
    if (action === "query") {
      const title = field("titles");
      const known = [...(pages.get(title) ?? [])].reverse();
      const from = Number(field("rvcontinue") || 0);
      const limit = Number(field("rvlimit") || 1);
      const shown = known.slice(from, from + limit).map(({ content, ...revision }) => ({
        ...revision,
        slots: { main: { contentmodel: "wikitext", contentformat: "text/x-wiki", content } },
      }));
      const address = `http://${request.headers.host}/wiki/${encodeURIComponent(title.replaceAll(" ", "_"))}`;
      const page =
        known.length === 0
          ? { ns: 0, title, missing: true }
          : { pageid: 1, ns: 0, title, canonicalurl: address, fullurl: address, revisions: shown };
      const more = field("rvlimit") && from + limit < known.length;
      return json({
        ...(more
          ? { continue: { rvcontinue: String(from + limit), continue: "||" } }
          : { batchcomplete: true }),
        ...(field("curtimestamp") && {
          curtimestamp: new Date(clock).toISOString().replace(".000", ""),
        }),
        query: { pages: [page] },
      });
    }
    if (action === "edit") {
      if (request.method !== "POST") return refuse("mustbeposted");
      if (!session || field("token") !== session.csrf) return refuse("badtoken");
      const title = field("title");
      const latest = pages.get(title)?.at(-1);
      if (latest && fields.has("createonly")) return refuse("articleexists");
      if (!latest && fields.has("nocreate")) return refuse("missingtitle");
      if (latest && Number(field("baserevid")) !== latest.revid) return refuse("editconflict");
      if (latest && latest.content === field("text").trimEnd()) {
        return json({ edit: { result: "Success", pageid: 1, title, nochange: true } });
      }
      const revid = write(title, field("text"), session.user ?? "", field("summary"));
      return json({
        edit: {
          result: "Success",
          pageid: 1,
          title,
          oldrevid: latest?.revid ?? 0,
          newrevid: revid,
        },
      });
    }
    return refuse("badvalue");
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `http://${host}/api.php`,
    host,
    account,
    write,
    remove: (title) => void pages.delete(title),
    textOf: (title) => pages.get(title)?.at(-1)?.content,
    revisionsOf: (title) => pages.get(title) ?? [],
    asked,
    fail: (action, ...some) => void faults.set(action, [...(faults.get(action) ?? []), ...some]),
    clear: () => faults.clear(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerFault(
  fault: Fault,
  response: ServerResponse,
  json: (value: unknown, headers?: Record<string, string>) => void,
  refuse: (code: string, headers?: Record<string, string>) => void,
): void {
  switch (fault) {
    case "503":
      response.writeHead(503, { "content-type": "text/html" }).end("<h1>Service unavailable</h1>");
      return;
    case "page":
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Connexion requise</h1>");
      return;
    case "moved":
      response.writeHead(301, { location: "https://ailleurs.exemple.fr/api.php" }).end();
      return;
    case "captcha":
      json({ edit: { result: "Failure", captcha: { type: "image", id: "1" } } });
      return;
    default:
      refuse(fault, fault === "maxlag" ? { "retry-after": "1" } : {});
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request) body += part;
  return body;
}
