import { randomUUID } from "node:crypto";
import type {
  IncomingMessage,
  OutgoingHttpHeaders,
  RequestListener,
  ServerResponse,
} from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";
import { fingerprint, isUnchanged } from "./etag.ts";

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
  status: number;
  etag: string | undefined;
  headers: [string, string][];
  body: Buffer;
  forms: Partial<Record<Encoding, Form | Promise<Form>>>;
};

/** What the app said, whole. */
type Answer = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

export type Kept = {
  /** How long, in milliseconds, the page may be sent again without being made again. */
  life: number;
  /** The parameters of its address that change what it says; the app is told of no other one. */
  reads: readonly string[];
};

export type PageCacheOptions = {
  /** Of the page at an address; undefined: it is never kept. */
  keptAt(pathname: string): Kept | undefined;
  /** Bytes that all the pages may hold, the oldest ones making room. */
  limit: number;
};

/** A page answered without the app. */
type Sent = { status: number; requestId: string };

export type PageCache = {
  /**
   * Answers from what is kept, or has the app make the page, for the first who asks, once for all those who wait.
   * @param closing is this process about to stop?
   * @param onSent told of what was answered without the app, which tells its own
   */
  listener(
    app: RequestListener,
    options: {
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
 * The last part of its life, in which a page is made again for whoever asks first, the others being sent the one that is
 * kept: once it has gone, all those who ask would wait for the next.
 */
const renewedIn = 1 / 6;

/**
 * Keeps whole pages in the memory of this process: those of the addresses that `keptAt` names, asked for with GET,
 * answered 200 and open to all (`cache-control: public`, no cookie, no form to send). The app must have no reader
 * who sees something else than the others at these addresses.
 */
export function createPageCache({ keptAt, limit }: PageCacheOptions): PageCache {
  const pages = new LRUCache<string, Page>({
    maxSize: limit,
    // No compressed form is larger than the page itself.
    sizeCalculation: ({ body }, key) => 3 * body.length + 2 * key.length + 2048,
  });
  /** What is being made: the page, or nothing when the answer was for one person alone. */
  let making = new Map<string, Promise<Page | undefined>>();
  let isSuspended = true;
  /** Addresses with a query, and what they are kept under. */
  const keys = new LRUCache<string, Known>({ max: 2_000 });

  /** What a page is kept under, and how long; undefined when it is not. */
  const known = (url: string): Known | undefined => {
    if (!url.startsWith("/") || url.startsWith("//")) return undefined;
    const start = url.indexOf("?");
    const seen = start === -1 ? undefined : keys.get(url);
    if (seen) return seen;
    const pathname = start === -1 ? url : url.slice(0, start);
    const kept = keptAt(pathname);
    if (!kept || kept.life <= 0) return undefined;
    if (start === -1) return { key: url, life: kept.life };
    const found = { key: pathname + queryOf(url.slice(start + 1), kept.reads), life: kept.life };
    if (url.length <= 300) keys.set(url, found);
    return found;
  };

  return {
    listener(app, { closing, onSent }) {
      const send = (request: IncomingMessage, response: ServerResponse, page: Page) => {
        const sent = sendPage(request, response, page, { id: randomUUID(), closing: closing() });
        if (sent instanceof Promise) {
          sent.then(
            (done) => onSent(request, done),
            () => response.destroy(),
          );
        } else {
          onSent(request, sent);
        }
      };

      /** Has the app answer this visitor, and keeps what anybody may be sent. */
      const make = (
        key: string,
        life: number,
        request: IncomingMessage,
        response: ServerResponse,
      ) => {
        const underWay = making;
        const asked = { ...request.headers };
        // The page is made whole and as it is, whatever the visitor holds or reads.
        for (const name of ["accept-encoding", "if-none-match", "range"])
          delete request.headers[name];
        request.url = key;
        const made = capture(app, request, response)
          .then((answer) => {
            const isForAll = isForAnybody(answer);
            const page = pageOf(answer, isForAll);
            // Cleared meanwhile, another map took the place of this one: the page may tell what is no longer true.
            if (isForAll && making === underWay && !isSuspended)
              pages.set(key, page, { ttl: life });
            request.headers = asked;
            const id = String(answer.headers["x-request-id"] ?? randomUUID());
            void Promise.resolve(
              sendPage(request, response, page, { id, closing: closing() }),
            ).catch(() => response.destroy());
            return isForAll ? page : undefined;
          })
          .finally(() => underWay.delete(key));
        underWay.set(key, made);
        made.catch(() => response.destroy());
      };

      const handle: RequestListener = (request, response) => {
        const isRead = request.method === "GET" || request.method === "HEAD";
        const found = isRead && !isSuspended ? known(request.url ?? "") : undefined;
        if (!found) {
          app(request, response);
          return;
        }
        const { key, life } = found;
        const kept = pages.get(key);
        const isDue =
          request.method === "GET" &&
          pages.getRemainingTTL(key) < life * renewedIn &&
          !making.has(key);
        if (kept && !isDue) {
          send(request, response, kept);
          return;
        }
        if (request.method === "HEAD") {
          app(request, response);
          return;
        }
        const waited = making.get(key);
        if (!waited) {
          make(key, life, request, response);
          return;
        }
        waited.then(
          (page) => {
            if (page) send(request, response, page);
            else app(request, response);
          },
          // Whoever asked first left: somebody else is the first.
          () => handle(request, response),
        );
      };
      return handle;
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

type Known = { key: string; life: number };

/**
 * The same for a query in another order, and whatever is added that the page does not read: campaigns of links that
 * people share, or numbers that somebody counts up to fill the memory.
 */
function queryOf(written: string, reads: readonly string[]): string {
  const query = new URLSearchParams(written);
  for (const name of new Set(query.keys())) if (!reads.includes(name)) query.delete(name);
  query.sort();
  const text = query.toString();
  return text && `?${text}`;
}

/**
 * Has the app answer, and holds back what it says: its writings are gathered, and the response is as new.
 * @throws when the visitor leaves before the end
 */
function capture(
  app: RequestListener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const gather = (chunk: unknown, encoding: unknown) => {
      if (typeof chunk === "string") {
        chunks.push(
          Buffer.from(chunk, typeof encoding === "string" ? (encoding as "utf8") : "utf8"),
        );
      } else if (chunk instanceof Uint8Array) {
        chunks.push(Buffer.from(chunk));
      }
    };
    const tell = (...given: unknown[]) => {
      const told = given.find((one) => typeof one === "function") as (() => void) | undefined;
      if (told) queueMicrotask(told);
    };
    const gone = () => reject(new Error("The visitor left"));
    response.once("close", gone);
    const own = response as unknown as Record<string, unknown>;
    own.writeHead = (status: number, ...rest: unknown[]) => {
      response.statusCode = status;
      const headers = rest.find((one) => typeof one === "object" && one !== null) ?? {};
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      return response;
    };
    own.write = (chunk: unknown, encoding?: unknown, done?: unknown) => {
      gather(chunk, encoding);
      tell(encoding, done);
      return true;
    };
    own.end = (chunk?: unknown, encoding?: unknown, done?: unknown) => {
      gather(chunk, encoding);
      tell(chunk, encoding, done);
      response.off("close", gone);
      // Whatever wrapped them on the way, those of Node are found again.
      for (const name of ["writeHead", "write", "end", "flush"]) delete own[name];
      const headers = response.getHeaders();
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      resolve({ status: response.statusCode, headers, body: Buffer.concat(chunks) });
      return response;
    };
    app(request, response);
  });
}

/** May this answer be sent to anybody who asks for the same address? */
function isForAnybody({ status, headers, body }: Answer): boolean {
  const said = String(headers["cache-control"] ?? "");
  if (status !== 200 || !/\bpublic\b/.test(said) || headers["set-cookie"]) return false;
  if (headers["content-encoding"] || body.length > largestPage) return false;
  const type = String(headers["content-type"] ?? "");
  // What a form carries (its own id, when it was made) is for one person.
  return !type.startsWith("text/html") || !/<form[^>]*\bmethod="?post/i.test(body.toString("utf8"));
}

function pageOf({ status, headers, body }: Answer, isForAll: boolean): Page {
  const given = headers.etag === undefined ? undefined : String(headers.etag);
  return {
    status,
    etag: given ?? (isForAll ? fingerprint(body) : undefined),
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] => {
      if (value === undefined || ownOfOneAnswer.has(name)) return [];
      // No script nor style stands in a page that is kept: a number that would serve twice is not given.
      if (isForAll && name === "content-security-policy") {
        return [[name, String(value).replace(/ 'nonce-[^']*'/g, "")]];
      }
      return [value].flat().map((one): [string, string] => [name, String(one)]);
    }),
    body,
    forms: {},
  };
}

function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
  { id, closing }: { id: string; closing: boolean },
): Sent | Promise<Sent> {
  const tail = ["x-request-id", id, ...(closing ? ["connection", "close"] : [])];
  const { status, etag } = page;
  if (status === 200 && etag && isUnchanged(request.headers["if-none-match"], etag)) {
    const headers = page.headers.filter(([name]) => !ofTheBytes.test(name)).flat();
    response.writeHead(304, [...headers, "etag", etag, "vary", "Accept-Encoding", ...tail]);
    response.end();
    return { status: 304, requestId: id };
  }
  const write = ({ bytes, headers }: Form): Sent => {
    response.writeHead(status, [...headers, ...tail]);
    // Node leaves the bytes out of the answer to a HEAD.
    response.end(bytes);
    return { status, requestId: id };
  };
  const encoding = isWorthCompressing(page) ? encodingFor(request) : "identity";
  page.forms[encoding] ??= formOf(page, encoding);
  const form = page.forms[encoding];
  return form instanceof Promise ? form.then(write) : write(form);
}

function isWorthCompressing({ body, headers }: Page): boolean {
  if (body.length < worthCompressing) return false;
  if (headers.some(([name]) => name === "content-encoding")) return false;
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  return /^text\/|json|xml/.test(type);
}

function formOf(page: Page, encoding: Encoding): Form | Promise<Form> {
  const made = (bytes: Buffer): Form => {
    const form = {
      bytes,
      headers: [
        ...page.headers.flat(),
        ...(encoding === "identity" ? [] : ["content-encoding", encoding]),
        ...(page.etag ? ["etag", page.etag] : []),
        ...["vary", "Accept-Encoding", "content-length", String(bytes.length)],
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
