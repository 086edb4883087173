import { dataLicence } from "@essaim/directory/open-data/licence.schema";
import { fingerprint, isUnchanged } from "@essaim/web/etag";
import { problem } from "@essaim/web/open-paths";
import type { LoaderFunctionArgs } from "@remix-run/node";
import type { z } from "zod";

/** As pages: a browser asks each time, and is told « unchanged » in a few bytes. */
export const fresh = "public, max-age=0, s-maxage=1, must-revalidate";

type Told = { request: Request; status?: number; type?: string; headers?: Record<string, string> };

/** Text that is the same for everybody, with its fingerprint: nothing is sent again to who has it. */
export function answerText(text: string, { request, type, headers }: Told): Response {
  const etag = fingerprint(text);
  const said = {
    "content-type": type ?? "text/plain; charset=utf-8",
    "cache-control": fresh,
    etag,
    ...headers,
  };
  return isUnchanged(request.headers.get("if-none-match"), etag)
    ? new Response(null, { status: 304, headers: said })
    : new Response(text, { headers: said });
}

/** @param body what an answer of the API says */
export const answerJson = (body: object, request: Request, publicUrl: string): Response =>
  answerText(JSON.stringify(body), {
    request,
    type: "application/json; charset=utf-8",
    headers: {
      link: `<${dataLicence.url}>; rel="license", <${publicUrl}/api/v1/openapi.json>; rel="service-desc"`,
    },
  });

/** A refusal for programs (RFC 9457), never kept. */
export const refuse = (status: number, more: object = {}, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(problem(status, more)), {
    status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });

/**
 * Reads the query string by its schema, works, and turns whatever is refused into a problem: a program never gets a
 * page of ours. A parameter that the schema does not know is left aside.
 */
export async function answerProgram<S extends z.ZodType>(
  { request, context }: LoaderFunctionArgs,
  asked: { schema: S; input?: Record<string, unknown> },
  work: (input: z.output<S>) => Promise<Response>,
): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const parsed = asked.schema.safeParse({ ...query, ...asked.input });
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      parameter: String(path[0] ?? ""),
      message,
    }));
    return refuse(400, { errors });
  }
  try {
    return await work(parsed.data);
  } catch (error) {
    if (error instanceof Response) {
      const wait = error.headers.get("retry-after");
      return refuse(error.status, {}, wait ? { "retry-after": wait } : {});
    }
    context.logger.error({ err: error }, "request failed");
    return refuse(500);
  }
}
