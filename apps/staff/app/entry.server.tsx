import { renderPage, renderTimeout } from "@essaim/web/render-page";
import type {
  ActionFunctionArgs,
  AppLoadContext,
  EntryContext,
  LoaderFunctionArgs,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { NonceContext } from "~/nonce";

export const streamTimeout = renderTimeout;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce: nonce, logger }: AppLoadContext,
): Promise<Response> {
  const { html, isWhole } = await renderPage(
    <NonceContext.Provider value={nonce}>
      <RemixServer
        context={remixContext}
        url={request.url}
        abortDelay={renderTimeout}
        nonce={nonce}
      />
    </NonceContext.Provider>,
    { nonce, logger },
  );
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(new Uint8Array(html), { headers, status: isWhole ? status : 500 });
}

/** Errors of loaders and actions. A visitor who leaves early is not one, nor is an unknown address. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  context.logger.error({ err: error }, "request failed");
}
