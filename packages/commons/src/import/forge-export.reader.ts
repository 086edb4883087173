import { createHash } from "node:crypto";
import { z } from "zod";
import { isBot } from "./bot.rules.ts";
import {
  type Fault,
  isPossibleDay,
  mostFaults,
  noneLeftOut,
  type RequestState,
  type SourceItem,
  type SourceReading,
  titleOf,
} from "./source.schema.ts";

const text = z.string().nullish();
const person = z
  .object({ login: text, username: text, name: text, type: text, is_bot: z.boolean().nullish() })
  .nullish();
/** What GitHub, Gitea, GitLab and the `gh` tool write of a request or an issue, whichever it is. */
const element = z.object({
  title: text,
  state: text,
  html_url: text,
  web_url: text,
  url: text,
  user: person,
  author: person,
  created_at: text,
  createdAt: text,
  merged_at: text,
  mergedAt: text,
  closed_at: text,
  closedAt: text,
  pull_request: z.object({ merged_at: text }).nullish(),
});
type Element = z.output<typeof element>;

/** A page of a forge: where the repository is, what it is, its number. */
const page =
  /^https?:\/\/([^/\s]+\/.+?)\/(?:-\/)?(pull|pulls|merge_requests|issues|work_items)\/(\d+)\/?$/i;

/**
 * Reads what the API of a forge answers: GitHub, GitLab, Gitea and Forgejo, requests and issues, one page or several
 * one after the other.
 * @param today the last day that anything may have
 */
export function readForgeExport(written: string, today: string): SourceReading {
  const elements = parseElements(written);
  if (!elements) {
    const message = "Ce fichier n’est pas du JSON, ou il a été coupé. Relancez la commande.";
    return { ok: false, faults: [{ place: "Fichier", field: "contenu", message }] };
  }
  const faults: Fault[] = [];
  const leftOut = noneLeftOut();
  const items = new Map<string, SourceItem>();
  for (const [index, one] of elements.entries()) {
    const read = readElement(one);
    if (!read.ok) {
      if (faults.length < mostFaults) {
        faults.push({ place: `Élément ${index + 1}`, field: read.field, message: read.message });
      }
    } else if (read.item === "bot") leftOut.bots += 1;
    else if (read.item === "nobody") leftOut.others += 1;
    else if (!isPossibleDay(read.item.happenedOn, today)) leftOut.impossibleDates += 1;
    else {
      // GitHub lists requests among issues too, and says more of them there than here.
      const known = items.get(read.item.key);
      if (known?.request?.state !== "merged") items.set(read.item.key, read.item);
    }
  }
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, items: [...items.values()], leftOut };
}

/** Arrays of arrays and pages one after the other are one list. */
function parseElements(written: string): unknown[] | null {
  const trimmed = written.replace(/^\ufeff/, "").trim();
  for (const attempt of [trimmed, `[${trimmed.replace(/\]\s*\[/g, "],[")}]`]) {
    try {
      const parsed: unknown = JSON.parse(attempt);
      return Array.isArray(parsed) ? parsed.flat(2) : [parsed];
    } catch {}
  }
  return null;
}

type Read =
  | { ok: true; item: SourceItem | "bot" | "nobody" }
  | { ok: false; field: string; message: string };

function readElement(one: unknown): Read {
  const parsed = element.safeParse(one);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join(".") || "élément";
    return { ok: false, field, message: "Ce champ n’a pas la forme que les forges lui donnent." };
  }
  const is = parsed.data;
  const url = is.html_url ?? is.web_url ?? is.url ?? "";
  const [, path = "", kind = "", number = ""] = page.exec(url) ?? [];
  if (!path) {
    return {
      ok: false,
      field: "html_url ou web_url",
      message: "L’adresse d’une demande ou d’un signalement est attendue.",
    };
  }
  const created = dayOf(is.created_at ?? is.createdAt);
  if (!created) {
    return { ok: false, field: "created_at", message: "La date de création est attendue." };
  }
  const login = authorOf(is);
  if (!login) return { ok: true, item: "nobody" };
  const account = is.user ?? is.author;
  if (account?.type === "Bot" || account?.is_bot || isBot(login, account?.name ?? "")) {
    return { ok: true, item: "bot" };
  }
  const repository = path.toLowerCase();
  const isRequest = !/^(issues|work_items)$/i.test(kind) || Boolean(is.pull_request);
  return {
    ok: true,
    item: {
      kind: isRequest ? "request" : "issue",
      key: keyOf(isRequest ? "request" : "issue", repository, number),
      alias: `${repository.split("/")[0]}/${login.toLowerCase()}`.slice(0, 254),
      authorName: account?.name || login,
      repository,
      happenedOn: created,
      title: titleOf(is.title ?? ""),
      pageUrl: url,
      linesAdded: null,
      linesRemoved: null,
      amountCents: null,
      request: isRequest ? requestState(is, created) : null,
    },
  };
}

/** A hash: an owner of a repository may bear the name of a person. */
function keyOf(kind: "request" | "issue", repository: string, number: string): string {
  return `${kind}:${createHash("sha256").update(`${repository}#${number}`).digest("hex")}`;
}

/** An account that was closed is `ghost` on GitHub, or nobody. */
function authorOf({ user, author }: Element): string | null {
  const login = user?.login ?? user?.username ?? author?.login ?? author?.username ?? "";
  return login && login.toLowerCase() !== "ghost" ? login : null;
}

function requestState(is: Element, created: string): RequestState {
  const merged = dayOf(is.merged_at ?? is.mergedAt ?? is.pull_request?.merged_at);
  if (merged) return { state: "merged", on: merged };
  const isClosed = /^(closed|locked)$/i.test(is.state ?? "");
  if (!isClosed) return { state: "proposed", on: created };
  return { state: "declined", on: dayOf(is.closed_at ?? is.closedAt) ?? created };
}

function dayOf(written: string | null | undefined): string | null {
  return written && /^\d{4}-\d\d-\d\d/.test(written) && !Number.isNaN(Date.parse(written))
    ? written.slice(0, 10)
    : null;
}
