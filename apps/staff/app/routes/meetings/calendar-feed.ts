import { createHash } from "node:crypto";
import { listCalendarEntries } from "@essaim/accompaniment/meeting/calendar.queries";
import { writeCalendar } from "@essaim/accompaniment/meeting/calendar.rules";
import type { LoaderFunctionArgs } from "@remix-run/node";

/**
 * A coach's calendar for their own calendar programme, which has no session: the secret in the address says who
 * it is. An address that serves no more, or never did, is a page that does not exist.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const token = /^([\w-]{43})\.ics$/.exec(params.feed ?? "")?.[1];
  const actor = token ? await context.identity.authenticateFeed(token, context.requestId) : null;
  if (!actor?.permissions.has("meeting:read")) throw new Response(null, { status: 404 });
  const entries = await context.execute(actor, listCalendarEntries, {});
  const text = writeCalendar(entries, "Essaim", new URL(request.url).hostname);
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  const headers = { etag, "cache-control": "private, no-cache" };
  const known = request.headers.get("if-none-match")?.split(",");
  if (known?.some((one) => one.trim().replace(/^W\//, "") === etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(text, {
    headers: {
      ...headers,
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="essaim.ics"',
    },
  });
}
