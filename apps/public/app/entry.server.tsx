import { fingerprint, isUnchanged } from "@essaim/web/etag";
import { renderPage, renderTimeout } from "@essaim/web/render-page";
import type {
  ActionFunctionArgs,
  AppLoadContext,
  EntryContext,
  LoaderFunctionArgs,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { i18nAt } from "./i18n/i18n";

export const streamTimeout = renderTimeout;

/**
 * The whole page at once, with its fingerprint: a visitor who comes back to an unchanged page on a slow
 * connection downloads a few bytes. Nothing in the page may depend on the nonce, or the fingerprint would change.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const page = await renderPage(
    <RemixServer context={remixContext} url={request.url} abortDelay={renderTimeout} />,
    context,
  );
  const written = page.html.toString("utf8");
  const html = isRefused(remixContext) ? markTitle(written, request) : written;
  headers.set("content-type", "text/html; charset=utf-8");
  if (!page.isWhole) return new Response(html, { status: 500, headers });
  if (!headers.has("cache-control")) headers.set("cache-control", "no-cache");
  if (status === 200 && (request.method === "GET" || request.method === "HEAD")) {
    const etag = fingerprint(html);
    headers.set("etag", etag);
    if (isUnchanged(request.headers.get("if-none-match"), etag)) {
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(html, { status, headers });
}

/** Does the page show a form again, with what is wrong in it? */
const isRefused = ({ staticHandlerContext: { actionData } }: EntryContext): boolean =>
  Object.values(actionData ?? {}).some((answer) => answer?.state !== undefined);

/** Remix makes the title from what was loaded, without what a form was answered; and no script marks it here. */
const markTitle = (page: string, request: Request): string =>
  page.replace(
    "<title>",
    `<title>${i18nAt(new URL(request.url).pathname).t("community.refused")} `,
  );

/** Errors of loaders and actions. A visitor who leaves early is not one, nor is an unknown address. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  context.logger.error({ err: error }, "request failed");
}
