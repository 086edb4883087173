import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type Request } from "express";
import helmet from "helmet";
import { pinoHttp } from "pino-http";
import proxyAddress from "proxy-addr";
import type { ViteDevServer } from "vite";
import {
  refuseForeignWrites,
  refuseLargeBodies,
  refuseMalformed,
  refuseOtherBodies,
  refuseScriptAddresses,
  sendPage,
  type Uploads,
} from "./guards.ts";
import { type Logger, loggablePath } from "./logger.ts";
import { type OpenPaths, openToAll } from "./open-paths.ts";
import { allowFrom, type ShownFromElsewhere } from "./other-site.ts";
import type { PageCache } from "./page-cache.ts";
import { type Brake, searchBrake } from "./search-brake.ts";
import { type Streams, sendStreams } from "./streams.ts";

/** What a request tells the app's context maker: nothing of Express leaks further. */
export interface RequestFacts {
  requestId: string;
  /** Address of the visitor, through the trusted proxies only. */
  address: string;
  /** Did the visitor come by https? */
  secure: boolean;
  cspNonce: string;
  logger: Logger;
}

/** What every loader and entry.server finds in its context, whatever the app adds. */
export interface WebContext {
  requestId: string;
  cspNonce: string;
  logger: Logger;
  /** Lets this answer show something of one other site: see `allowFrom`. */
  allow: (what: ShownFromElsewhere, origin: string) => void;
}

export type Readiness = { ready: true } | { ready: false; reason: string };

export interface ServeOptions {
  name: string;
  host: string;
  /** 0 picks a free port. */
  port: number;
  /** Folder of the built client files. */
  clientDir: string;
  loadBuild: (vite: ViteDevServer | undefined) => Promise<ServerBuild>;
  /** The app's own part of the load context; that of `WebContext` is added to it. */
  createContext: (facts: RequestFacts) => Promise<object> | object;
  ready: () => Promise<Readiness>;
  logger: Logger;
  trustProxy?: boolean | number | string;
  /** Does this app's HTML concern one signed-in person? Then no cache may keep it. */
  privatePages: boolean;
  /** The address people use; https turns on HSTS and upgrade-insecure-requests. */
  publicUrl: string;
  /** How much one address may search, in this process; none or a rate of 0: no limit. */
  brake?: Brake;
  /** Keeps the pages that are the same for everybody; none: each is made for each visitor. */
  pages?: PageCache;
  /** What programs and pages of other sites may read; none: nothing. */
  open?: OpenPaths;
  /** Addresses that hold a secret, where programs write as well as our own pages; none: our pages alone write. */
  writtenFromElsewhere?: RegExp;
  /** Do pages load no script of Remix? Then the addresses that it would call (« ….data », « /__manifest ») are unknown. */
  withoutScripts?: boolean;
  /** Files written as they are read. */
  streams?: Streams;
  /** Told of each answer once it is sent, whoever made it: this process or its memory. */
  onAnswer?: (answer: Answered) => void;
  /** Where files may be sent to; none: every form is text. */
  uploads?: Uploads;
  /** In development: makes the Vite server on the given HTTP server. */
  vite?: (server: Server) => Promise<ViteDevServer>;
  /** Called once everything in flight has been answered. */
  onClose?: () => Promise<void>;
}

/** An answer that was sent. */
export interface Answered {
  request: IncomingMessage;
  status: number;
  /** Address of the visitor, through the trusted proxies only. */
  address: () => string;
}

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/** Longest wait for requests in flight once asked to stop, in milliseconds. */
const STOP_DEADLINE = 10_000;

/**
 * Serves one Remix app. It stops by itself on SIGTERM, SIGINT, or when the process that started it
 * (over an IPC channel) is gone, after answering what is in flight.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const app = express();
  const draining = { now: false };
  const server = createServer(listenerOf(app, options, draining));
  // Slow senders must not hold a connection for ever; a form has less time than a file (guards.ts).
  server.requestTimeout = options.uploads ? 600_000 : 30_000;
  server.headersTimeout = 15_000;
  // Longer than the usual proxy's, so that the proxy closes first and never meets a closed connection.
  server.keepAliveTimeout = 65_000;

  const vite = await options.vite?.(server);
  configure(app, options, vite, draining);

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const port = (server.address() as AddressInfo).port;
  options.logger.info({ port, host: options.host }, "listening");

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= stop(server, draining).then(async () => {
      await vite?.close();
      await options.onClose?.();
    });
    return closing;
  };
  stopWithProcess(close, options.logger);
  process.send?.({ listening: port });
  return { port, close };
}

/** What is kept is sent before anything else is done; the app does the rest. */
function listenerOf(
  app: Express,
  { pages, onAnswer, logger }: ServeOptions,
  draining: { now: boolean },
): RequestListener {
  const address = (request: IncomingMessage) =>
    proxyAddress(request, app.get("trust proxy fn")) ?? "";
  const listener: RequestListener =
    pages?.listener(app, {
      closing: () => draining.now,
      // At the pace of a memory, a line for each would cost more than the page.
      onSent: (request, { status, requestId }) => {
        if (!logger.isLevelEnabled("debug")) return;
        const path = loggablePath(request.url ?? "");
        const req = { id: requestId, method: request.method, path };
        logger.debug({ req, res: { status }, kept: true }, "request completed");
      },
    }) ?? app;
  if (!onAnswer) return listener;
  return (request, response) => {
    response.once("finish", () =>
      onAnswer({ request, status: response.statusCode, address: () => address(request) }),
    );
    listener(request, response);
  };
}

function configure(
  app: Express,
  options: ServeOptions,
  vite: ViteDevServer | undefined,
  draining: { now: boolean },
): void {
  app.disable("x-powered-by");
  app.set("trust proxy", options.trustProxy ?? false);
  app.set("query parser", false);

  app.use((request, response, next) => {
    response.locals.requestId = randomUUID();
    response.locals.cspNonce = randomBytes(16).toString("base64");
    response.set("x-request-id", response.locals.requestId);
    if (draining.now) response.set("connection", "close");
    // Remix reads the port from this header without asking whether the proxy is trusted.
    if (!options.trustProxy) delete request.headers["x-forwarded-host"];
    next();
  });
  app.use(
    pinoHttp({
      logger: options.logger,
      genReqId: (_request, response) => (response as express.Response).locals.requestId,
      // Only these fields: no header, no address, no body, no query string.
      serializers: {
        req: (request) => ({
          id: request.id,
          method: request.method,
          path: loggablePath(request.raw?.originalUrl ?? request.url ?? ""),
        }),
        res: (response) => ({ status: response.statusCode }),
      },
      customLogLevel: (_request, response, error) =>
        error || response.statusCode >= 500
          ? "error"
          : response.statusCode >= 400
            ? "warn"
            : "info",
      // The error itself is logged where it happens; here it would only repeat the status.
      customErrorObject: (_request, _response, _error, { err: _repeated, ...line }) => line,
      autoLogging: {
        ignore: (request) => /^\/(healthz|readyz|assets\/)/.test(request.url ?? ""),
      },
    }),
  );
  app.get("/healthz", (_request, response) => {
    response.set("cache-control", "no-store").type("text").send("ok");
  });
  app.get("/readyz", async (_request, response) => {
    const readiness = await options.ready().catch((error: unknown): Readiness => {
      options.logger.warn({ err: error }, "not ready");
      return { ready: false, reason: "database unreachable" };
    });
    response
      .status(readiness.ready ? 200 : 503)
      .set("cache-control", "no-store")
      .type("text")
      .send(readiness.ready ? "ready" : readiness.reason);
  });

  app.use(securityHeaders(options, vite !== undefined));
  if (options.open) app.use(openToAll(options.open));
  const { uploads } = options;
  app.use(refuseMalformed, refuseForeignWrites(options.writtenFromElsewhere));
  app.use(refuseLargeBodies(uploads), refuseOtherBodies(uploads));
  app.use(compression());

  if (vite) {
    app.use(vite.middlewares);
  } else {
    app.use(
      "/assets",
      express.static(join(options.clientDir, "assets"), {
        immutable: true,
        maxAge: "1y",
        index: false,
      }),
      (_request, response) => {
        response
          .status(404)
          .set("cache-control", "no-store")
          .type("text")
          .send("Fichier introuvable.");
      },
    );
    app.use(express.static(options.clientDir, { maxAge: "1h", index: false, redirect: false }));
  }

  // Browsers ask for it whatever the page says; without a file, an empty answer saves rendering a 404 page.
  app.get("/favicon.ico", (_request, response) => {
    response.status(204).set("cache-control", "public, max-age=86400").end();
  });

  if (options.withoutScripts) app.use(refuseScriptAddresses);
  if (options.brake?.rate) app.use(searchBrake(options.brake));
  if (options.streams) app.use(sendStreams(options.streams, options.logger));
  app.use((_request, response, next) => {
    if (options.privatePages) response.set("cache-control", "no-store");
    // Remix adds its headers to those that are there: what a page says of its own cache takes their place.
    const append = response.append.bind(response);
    response.append = (name, value) =>
      name.toLowerCase() === "cache-control" ? response.set(name, value) : append(name, value);
    next();
  });
  app.all(
    "*",
    createRequestHandler({
      build: () => options.loadBuild(vite),
      mode: vite ? "development" : "production",
      getLoadContext: async (request, response) => {
        const facts = factsOf(request, response, options.logger);
        const { requestId, cspNonce, logger } = facts;
        const own = await options.createContext(facts);
        const web: WebContext = {
          requestId,
          cspNonce,
          logger,
          allow: (what, origin) => allowFrom(response, what, origin),
        };
        return { ...own, ...web } as unknown as AppLoadContext;
      },
    }),
  );
  app.use(crashPage(options.logger, vite));
}

function factsOf(request: Request, response: express.Response, logger: Logger): RequestFacts {
  const requestId: string = response.locals.requestId;
  return {
    requestId,
    address: request.ip ?? "",
    secure: request.secure,
    cspNonce: response.locals.cspNonce,
    logger: logger.child({ requestId }) as Logger,
  };
}

function securityHeaders(options: ServeOptions, development: boolean): express.RequestHandler {
  const https = options.publicUrl.startsWith("https:");
  const nonce = (_request: unknown, response: unknown) =>
    `'nonce-${(response as express.Response).locals.cspNonce}'`;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", nonce],
        // Vite injects the style sheets of a page under development without a nonce.
        styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'", nonce],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: development ? ["'self'", "ws:"] : ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // A stricter policy would make browsers send « Origin: null » with our own forms.
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: "deny" },
  });
}

function crashPage(logger: Logger, vite: ViteDevServer | undefined): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    if (error instanceof Error) vite?.ssrFixStacktrace(error);
    logger.error({ err: error, requestId: response.locals.requestId }, "request crashed");
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendPage(
      response,
      500,
      "Un problème est survenu de notre côté",
      `Rien de ce que vous aviez enregistré n’est perdu. Réessayez dans un instant. Si cela recommence, indiquez ce numéro : ${response.locals.requestId}.`,
    );
  };
}

/** Stops accepting, lets every request in flight finish, and closes each connection as soon as it is idle. */
async function stop(server: Server, draining: { now: boolean }): Promise<void> {
  draining.now = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_DEADLINE);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}

function stopWithProcess(close: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  const stopNow = async (why: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, "stopping");
    try {
      await close();
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, "could not stop cleanly");
      process.exit(1);
    }
  };
  process.on("SIGTERM", () => stopNow("SIGTERM"));
  process.on("SIGINT", () => stopNow("SIGINT"));
  if (process.send) process.on("disconnect", () => stopNow("supervisor gone"));
}
