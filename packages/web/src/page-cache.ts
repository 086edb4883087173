import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import inject, { type Response as Answer, type DispatchFunc } from "light-my-request";
import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";

const compressors = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 8,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
};
type Encoding = keyof typeof compressors | "identity";

/** One way of sending a page: its bytes and all its headers, ready to be written. */
type Form = { bytes: Buffer; headers: string[] };
type Page = {
  etag: string;
  headers: [string, string][];
  body: Buffer;
  until: number;
  forms: Partial<Record<Encoding, Form | Promise<Form>>>;
};

export type PageCacheOptions = {
  /** How long, in milliseconds, the page at an address may be sent again without being made again; 0: never kept. */
  keepFor(pathname: string): number;
  /** Bytes that all the pages may hold, the oldest ones making room. */
  limit: number;
  /** Host that pages are made for, whatever the visitor's: nothing of theirs enters a page that others will get. */
  host: string;
};

/** A page answered without the app. */
type Sent = { status: 200 | 304; requestId: string };

export type PageCache = {
  /**
   * Answers from what is kept, or has the app make the page once for all those who wait for it.
   * @param closing is this process about to stop?
   * @param onSent told of what was answered without the app, which tells its own
   */
  listener(
    app: RequestListener,
    ask: {
      address: (request: IncomingMessage) => string;
      closing: () => boolean;
      onSent: (request: IncomingMessage, sent: Sent) => void;
    },
  ): RequestListener;
  /** Everything kept is out of date, and so is what is being made. */
  clear(): void;
  /** Nothing is kept while nobody would say that it is out of date. */
  suspend(): void;
  resume(): void;
  /** How much is kept. */
  size(): { pages: number; bytes: number };
};

/** Said by the page of one answer only, or by the connection that carried it. */
const ownOfOneAnswer = new Set([
  "connection",
  "content-length",
  "date",
  "etag",
  "keep-alive",
  "transfer-encoding",
  "vary",
  "x-request-id",
]);
/** Headers of a « not modified »: those of the page but what describes its bytes. */
const ofTheBytes = /^content-(encoding|length|type)$/;

/** Bytes under which compressing gains nothing, as for every other answer. */
const worthCompressing = 1024;
/** A larger page is sent and not kept. */
const largestPage = 2 * 1024 * 1024;

/**
 * Keeps whole pages in the memory of this process: those of the addresses that `keepFor` names, asked for with GET,
 * answered 200 and open to all (`cache-control: public`, no cookie, no form to send). The app must have no reader
 * who sees something else than the others at these addresses.
 */
export function createPageCache({ keepFor, limit, host }: PageCacheOptions): PageCache {
  const pages = new LRUCache<string, Page>({
    maxSize: limit,
    // No compressed form is larger than the page itself.
    sizeCalculation: ({ body }, key) => 3 * body.length + 2 * key.length + 2048,
  });
  let making = new Map<string, Promise<Page | Answer>>();
  let isSuspended = true;

  const make = (key: string, life: number, app: RequestListener, address: string) => {
    const underWay = making;
    const made = inject(app as DispatchFunc, {
      method: "GET",
      url: key,
      headers: { host, "user-agent": "page cache" },
      remoteAddress: address,
    })
      .then((answer) => {
        const page = pageOf(answer, life);
        if (!page) return answer;
        // Cleared meanwhile, another map took the place of this one: the page may tell what is no longer true.
        if (making === underWay && !isSuspended) pages.set(key, page);
        return page;
      })
      .finally(() => underWay.delete(key));
    underWay.set(key, made);
    return made;
  };

  return {
    listener(app, { address, closing, onSent }) {
      const send = (request: IncomingMessage, response: ServerResponse, page: Page) => {
        const sent = sendPage(request, response, page, closing());
        if (sent instanceof Promise) {
          sent.then(
            (done) => onSent(request, done),
            () => response.destroy(),
          );
        } else {
          onSent(request, sent);
        }
      };
      return (request, response) => {
        const isRead = request.method === "GET" || request.method === "HEAD";
        const key = isRead && !isSuspended ? keyOf(request.url ?? "") : undefined;
        const life = key ? keepFor(pathOf(key)) : 0;
        if (!key || life <= 0) {
          app(request, response);
          return;
        }
        const kept = pages.get(key);
        if (kept && kept.until > Date.now()) {
          send(request, response, kept);
          return;
        }
        if (request.method === "HEAD") {
          app(request, response);
          return;
        }
        const waited = making.get(key);
        (waited ?? make(key, life, app, address(request))).then(
          (made) => {
            if ("etag" in made) send(request, response, made);
            // Refused for a reason of the one who asked first, perhaps: everybody else asks for themselves.
            else if (waited) app(request, response);
            else sendAnswer(response, made, closing());
          },
          () => app(request, response),
        );
      };
    },
    clear() {
      making = new Map();
      pages.clear();
    },
    suspend() {
      isSuspended = true;
      making = new Map();
      pages.clear();
    },
    resume() {
      isSuspended = false;
    },
    size: () => ({ pages: pages.size, bytes: pages.calculatedSize }),
  };
}

/** What does not change the page, and comes with links that people share. */
const ofCampaigns = /^(utm_|mtm_|pk_|fbclid$|gclid$)/;

/** The address under which a page is kept: the same for a query in another order; undefined when it is none. */
function keyOf(url: string): string | undefined {
  if (!url.startsWith("/") || url.startsWith("//")) return undefined;
  const start = url.indexOf("?");
  if (start === -1) return url;
  const query = new URLSearchParams(url.slice(start + 1));
  for (const name of [...query.keys()]) if (ofCampaigns.test(name)) query.delete(name);
  query.sort();
  const text = query.toString();
  return text ? `${url.slice(0, start)}?${text}` : url.slice(0, start);
}

const pathOf = (key: string) => key.split("?", 1)[0] ?? key;

/** The page of an answer that anybody may be sent; undefined for every other. */
function pageOf(answer: Answer, life: number): Page | undefined {
  const { statusCode, headers, rawPayload: body } = answer;
  const said = String(headers["cache-control"] ?? "");
  if (statusCode !== 200 || !/\bpublic\b/.test(said) || headers["set-cookie"]) return undefined;
  if (headers["content-encoding"] || body.length > largestPage) return undefined;
  const type = String(headers["content-type"] ?? "");
  // What a form carries (its own id, when it was made) is for one person.
  if (type.startsWith("text/html") && /<form[^>]*\bmethod="?post/i.test(body.toString("utf8"))) {
    return undefined;
  }
  const etag =
    headers.etag ?? `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  return {
    etag,
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] => {
      if (value === undefined || ownOfOneAnswer.has(name)) return [];
      // No script nor style stands in a page that is kept: a number that would serve twice is not given.
      if (name === "content-security-policy") {
        return [[name, String(value).replace(/ 'nonce-[^']*'/g, "")]];
      }
      return [value].flat().map((one): [string, string] => [name, String(one)]);
    }),
    body,
    until: Date.now() + life,
    forms: {},
  };
}

function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
  closing: boolean,
): Sent | Promise<Sent> {
  const requestId = randomUUID();
  const tail = ["x-request-id", requestId, ...(closing ? ["connection", "close"] : [])];
  if (isUnchanged(request.headers["if-none-match"], page.etag)) {
    const headers = page.headers.filter(([name]) => !ofTheBytes.test(name)).flat();
    response.writeHead(304, [...headers, "etag", page.etag, "vary", "Accept-Encoding", ...tail]);
    response.end();
    return { status: 304, requestId };
  }
  const write = ({ bytes, headers }: Form): Sent => {
    response.writeHead(200, [...headers, ...tail]);
    // Node leaves the bytes out of the answer to a HEAD.
    response.end(bytes);
    return { status: 200, requestId };
  };
  const encoding = page.body.length < worthCompressing ? "identity" : encodingFor(request);
  page.forms[encoding] ??= formOf(page, encoding);
  const form = page.forms[encoding];
  return form instanceof Promise ? form.then(write) : write(form);
}

function formOf(page: Page, encoding: Encoding): Form | Promise<Form> {
  const made = (bytes: Buffer): Form => {
    const form = {
      bytes,
      headers: [
        ...page.headers.flat(),
        ...(encoding === "identity" ? [] : ["content-encoding", encoding]),
        ...["etag", page.etag, "vary", "Accept-Encoding", "content-length", String(bytes.length)],
      ],
    };
    page.forms[encoding] = form;
    return form;
  };
  if (encoding === "identity") return made(page.body);
  return compressors[encoding](page.body).then(made);
}

/** Browsers say one of a few things: each is read once. */
const encodings = new LRUCache<string, Encoding>({ max: 200 });

function encodingFor(request: IncomingMessage): Encoding {
  const said = String(request.headers["accept-encoding"] ?? "");
  const known = encodings.get(said);
  if (known) return known;
  const [chosen] = new Negotiator(request).encodings(["br", "gzip", "identity"]) as Encoding[];
  const encoding = said ? (chosen ?? "identity") : "identity";
  if (said.length <= 200) encodings.set(said, encoding);
  return encoding;
}

/** Does the visitor have this page already? (RFC 9110, 13.1.2: weak comparison.) */
export function isUnchanged(header: string | undefined | null, etag: string): boolean {
  if (!header) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag));
}

/** What the app said to the one who asked first, as it said it. */
function sendAnswer(response: ServerResponse, answer: Answer, closing: boolean): void {
  const { statusCode, headers, rawPayload } = answer;
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || /^(connection|keep-alive|transfer-encoding)$/.test(name)) continue;
    response.setHeader(name, value);
  }
  if (closing) response.setHeader("connection", "close");
  response.statusCode = statusCode;
  response.end(rawPayload);
}
