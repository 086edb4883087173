import type { NextFunction, Request, RequestHandler, Response } from "express";
import { sendProblem } from "./open-paths.ts";
import { plainPage } from "./page.ts";

/** Largest form accepted, in bytes: what people type is text. */
export const BODY_LIMIT = 1024 * 1024;

/** What an app takes besides text. */
export interface Uploads {
  /** Paths whose form carries a file; everywhere else a form is text alone. */
  addresses: readonly UploadAddress[];
  /** Largest file, in bytes. */
  limit: number;
}

/** `limit`: bytes of all that is sent there, where that is not the limit of the others. */
export type UploadAddress = { path: RegExp; limit?: number };

/** How long a body may take to come, in milliseconds. A file may be sent from a slow line. */
const SENDING = { form: 30_000, upload: 600_000 };

const READING = new Set(["GET", "HEAD"]);
const METHODS = new Set([...READING, "POST", "PUT", "PATCH", "DELETE"]);

/** Is the page one of the directory in English? */
export const isEnglish = (request: Request): boolean => /^\/en(\/|$)/.test(request.path);

export function sendPage(
  response: Response,
  status: number,
  title: string,
  message: string,
  language: "fr" | "en" = "fr",
): void {
  if (response.locals.isData) {
    sendProblem(response, status);
    return;
  }
  response
    .status(status)
    .set("cache-control", "no-store")
    .type("html")
    .send(plainPage(title, message, response.locals.cspNonce ?? "", language));
}

/** Refuses what no page of ours sends, before Remix sees it: odd methods and addresses that are not addresses. */
export function refuseMalformed(request: Request, response: Response, next: NextFunction): void {
  if (!METHODS.has(request.method)) {
    response.set("allow", [...METHODS].join(", "));
    sendPage(response, 405, "Méthode refusée", "Cette façon d’appeler la page n’est pas prévue.");
    return;
  }
  try {
    // PostgreSQL has no NUL character, and Remix takes a backslash for a slash: such an identifier would be an error
    // instead of an unknown page.
    if (/[\0\\]/.test(decodeURIComponent(request.path))) throw new URIError("No address of ours");
    new URL(`${request.protocol}://${request.get("host")}${request.originalUrl}`);
  } catch {
    sendPage(
      response,
      400,
      "Adresse incorrecte",
      "L’adresse demandée est mal écrite. Vérifiez-la puis réessayez.",
    );
    return;
  }
  next();
}

/** Refuses the addresses that the scripts of Remix call, where pages load none. */
export function refuseScriptAddresses(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (!/\.data$|^\/__manifest$/.test(request.path)) {
    next();
    return;
  }
  sendPage(response, 404, "Page introuvable", "Cette adresse n’est pas celle d’une page.");
}

/** Origin the visitor sees, through the trusted proxies only, or undefined when the request does not say. */
function visibleOrigin(request: Request): string | undefined {
  const trust = request.app.get("trust proxy fn") as (address: string, hop: number) => boolean;
  const forwarded = request.get("x-forwarded-host")?.split(",")[0]?.trim();
  const isTrusted = forwarded && trust(request.socket.remoteAddress ?? "", 0);
  return originOf(`${request.protocol}://${isTrusted ? forwarded : request.get("host")}`);
}

/**
 * Was this write sent by one of our own pages? Browsers state it in Origin, else in Sec-Fetch-Site, else in
 * Referer; a request that states nothing is refused, since it comes from no form of ours.
 */
function isSameOrigin(request: Request): boolean {
  const own = visibleOrigin(request);
  if (!own) return false;
  const origin = request.get("origin");
  if (origin && origin !== "null") return originOf(origin) === own;
  const site = request.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const referer = request.get("referer");
  return referer !== undefined && originOf(referer) === own;
}

function originOf(url: string): string | undefined {
  try {
    return new URL(url).origin;
  } catch {
    return undefined;
  }
}

/**
 * Refuses what no page of ours sends.
 * @param except addresses where programs write too: only those that hold a secret, which is then the right to write
 */
export function refuseForeignWrites(except?: RegExp): RequestHandler {
  return (request, response, next) => {
    if (READING.has(request.method) || except?.test(request.path) || isSameOrigin(request)) {
      next();
      return;
    }
    sendPage(
      response,
      403,
      "Envoi refusé",
      "Ce formulaire n’a pas été envoyé depuis ce site. Rouvrez la page, puis envoyez-le de nouveau.",
    );
  };
}

/**
 * How large a file this request may carry, 0 for none. Remix posts to the page's own path, with `.data` when a script
 * sends it.
 */
function uploadLimit(request: Request, uploads: Uploads | undefined): number {
  if (!uploads || !request.is("multipart/form-data")) return 0;
  const path = request.path.replace(/\.data$/, "");
  const address = uploads.addresses.find((one) => one.path.test(path));
  return address ? (address.limit ?? uploads.limit) : 0;
}

export function refuseLargeBodies(uploads?: Uploads): RequestHandler {
  return (request, response, next) => {
    const length = request.get("content-length");
    if (request.get("transfer-encoding") !== undefined && length === undefined) {
      closeAfter(request, response);
      sendPage(
        response,
        411,
        "Taille inconnue",
        "L’envoi doit annoncer sa taille. Réessayez depuis un navigateur.",
      );
      return;
    }
    const ofFile = uploadLimit(request, uploads);
    if (length === undefined || Number(length) <= ofFile + BODY_LIMIT) {
      next();
      return;
    }
    closeAfter(request, response);
    const size = `${Math.floor((ofFile || BODY_LIMIT) / 1024 / 1024)}\u00a0`;
    if (isEnglish(request)) {
      const message = ofFile
        ? `This file is over ${size}MB. Go back and choose a smaller one.`
        : `This form is over ${size}MB. Go back, shorten the text, then send it again.`;
      sendPage(response, 413, "Too much was sent", message, "en");
      return;
    }
    sendPage(
      response,
      413,
      "Envoi trop volumineux",
      ofFile
        ? `Ce fichier dépasse ${size}Mo. Revenez en arrière et choisissez-en un plus petit.`
        : `Ce formulaire dépasse ${size}Mo. Revenez en arrière, raccourcissez le texte, puis envoyez-le de nouveau.`,
    );
  };
}

/**
 * Pages are sent forms, urlencoded, or with a file where the app takes one, and nothing else: reading another
 * body as a form would be a crash instead of a refusal.
 */
export function refuseOtherBodies(uploads?: Uploads): RequestHandler {
  return (request, response, next) => {
    const isFile = uploadLimit(request, uploads) > 0;
    if (READING.has(request.method) || isFile || request.is("application/x-www-form-urlencoded")) {
      if (!READING.has(request.method)) limitSending(request, isFile);
      next();
      return;
    }
    closeAfter(request, response);
    sendPage(
      response,
      415,
      "Envoi illisible",
      "Cet envoi n’est pas un formulaire de ce site. Rouvrez la page, puis envoyez-le de nouveau.",
    );
  };
}

/** The server waits as long as a file may take; whoever sends a mere form so slowly holds a connection for nothing. */
function limitSending(request: Request, isFile: boolean): void {
  const timer = setTimeout(
    () => {
      if (!request.complete) request.socket.destroy();
    },
    isFile ? SENDING.upload : SENDING.form,
  ).unref();
  request.once("close", () => clearTimeout(timer));
}

// A browser still sending would show « connection reset » instead of the page: let it finish, within reason.
function closeAfter(request: Request, response: Response): void {
  response.set("connection", "close");
  request.resume();
  setTimeout(() => request.socket.destroy(), 5000).unref();
}
