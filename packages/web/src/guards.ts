import type { NextFunction, Request, Response } from "express";
import { plainPage } from "./page.ts";

/** Largest body accepted, in bytes: forms are text, and nothing here takes files. */
export const BODY_LIMIT = 1024 * 1024;

const READING = new Set(["GET", "HEAD"]);
const METHODS = new Set([...READING, "POST", "PUT", "PATCH", "DELETE"]);

export function sendPage(
  response: Response,
  status: number,
  title: string,
  message: string,
  language: "fr" | "en" = "fr",
): void {
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
    // PostgreSQL has no NUL character: such an identifier would be an error instead of an unknown page.
    if (decodeURIComponent(request.path).includes("\0")) throw new URIError("NUL");
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
export function isSameOrigin(request: Request): boolean {
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

export function refuseForeignWrites(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (READING.has(request.method) || isSameOrigin(request)) {
    next();
    return;
  }
  sendPage(
    response,
    403,
    "Envoi refusé",
    "Ce formulaire n’a pas été envoyé depuis ce site. Rouvrez la page, puis envoyez-le de nouveau.",
  );
}

export function refuseLargeBodies(request: Request, response: Response, next: NextFunction): void {
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
  if (length !== undefined && Number(length) > BODY_LIMIT) {
    closeAfter(request, response);
    sendPage(
      response,
      413,
      "Envoi trop volumineux",
      "Ce formulaire dépasse 1 Mo. Raccourcissez le texte, puis envoyez-le de nouveau.",
    );
    return;
  }
  next();
}

/**
 * Pages are sent forms, urlencoded, and nothing else: reading another body as a form would be a crash
 * instead of a refusal.
 */
export function refuseOtherBodies(request: Request, response: Response, next: NextFunction): void {
  if (READING.has(request.method) || request.is("application/x-www-form-urlencoded")) {
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
}

// A browser still sending would show « connection reset » instead of the page: let it finish, within reason.
function closeAfter(request: Request, response: Response): void {
  response.set("connection", "close");
  request.resume();
  setTimeout(() => request.socket.destroy(), 5000).unref();
}
