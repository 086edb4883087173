import type { RequestHandler, Response } from "express";

/** What is for other sites than ours. */
export type OpenPaths = {
  /** Data that any program may read, from any site. */
  data: RegExp;
  /** Pages that any site may show in a frame of its own: they hold no form and know nobody. */
  framed: RegExp;
  /** Images that any site may show in its pages. */
  images: RegExp;
};

const allowed = "GET, HEAD, OPTIONS";

/** Opens these addresses, and these alone, to other sites; there, nothing may be sent. */
export function openToAll({ data, framed, images }: OpenPaths): RequestHandler {
  return (request, response, next) => {
    const { path } = request;
    if (framed.test(path)) {
      response.removeHeader("x-frame-options");
      response.set(
        "content-security-policy",
        String(response.getHeader("content-security-policy")).replace(
          "frame-ancestors 'none'",
          "frame-ancestors *",
        ),
      );
      response.set("cross-origin-resource-policy", "cross-origin");
    }
    // Here and not in a route: Remix would add its own to the one that helmet wrote.
    if (images.test(path)) response.set("cross-origin-resource-policy", "cross-origin");
    if (!data.test(path)) {
      next();
      return;
    }
    response.locals.isData = true;
    response.set("access-control-allow-origin", "*");
    response.set("access-control-expose-headers", "ETag, Link, Retry-After");
    response.set("cross-origin-resource-policy", "cross-origin");
    if (request.method === "OPTIONS") {
      response.set("access-control-allow-methods", allowed);
      response.set("access-control-allow-headers", "If-None-Match, Accept");
      response.set("access-control-max-age", "86400");
      response.set("allow", allowed).status(204).end();
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.set("connection", "close").set("allow", allowed);
      sendProblem(response, 405);
      return;
    }
    next();
  };
}

const words: Record<number, { title: string; detail: string }> = {
  400: { title: "Bad Request", detail: "The address or a parameter cannot be read." },
  404: { title: "Not Found", detail: "Nothing is published at this address." },
  405: { title: "Method Not Allowed", detail: "Only GET, HEAD and OPTIONS are understood here." },
  413: { title: "Content Too Large", detail: "Nothing is to be sent here." },
  429: { title: "Too Many Requests", detail: "Wait for the seconds that Retry-After says." },
  500: { title: "Internal Server Error", detail: "Something went wrong on our side." },
  503: { title: "Service Unavailable", detail: "Wait for the seconds that Retry-After says." },
};

/** The body of a refusal for programs (RFC 9457). */
export const problem = (status: number, more: object = {}) => ({
  type: "about:blank",
  title: "Error",
  ...words[status],
  status,
  ...more,
});

/** A refusal outside the app, in place of a page. */
export function sendProblem(response: Response, status: number): void {
  response
    .status(status)
    .set("cache-control", "no-store")
    .type("application/problem+json")
    .send(JSON.stringify(problem(status)));
}
