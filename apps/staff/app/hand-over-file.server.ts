import { download } from "@essaim/web/download";
import { plainPage } from "@essaim/web/page";
import { type AppLoadContext, createReadableStreamFromReadable } from "@remix-run/node";

type StoredFile = { name: string; contentType: string; sizeBytes: number; storageKey: string };

/** Title and sentence of what is said instead of a file, by HTTP status. */
type Refusals = Record<403 | 404 | 503, readonly [title: string, message: string]>;

/** The answer that hands over a stored file. Nothing draws its address: what is refused is said by a plain page. */
export async function handOverFile(
  { storage, cspNonce }: AppLoadContext,
  find: () => Promise<StoredFile>,
  refusals: Refusals,
): Promise<Response> {
  try {
    const { name, contentType, sizeBytes, storageKey } = await find();
    const body = createReadableStreamFromReadable(await storage.stream(storageKey));
    return download({ name, contentType, size: sizeBytes, body });
  } catch (refusal) {
    if (!(refusal instanceof Response)) throw refusal;
    const { status } = refusal;
    const [title, message] = refusals[status === 403 || status === 404 ? status : 503];
    const headers = new Headers(refusal.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(plainPage(title, message, cspNonce), { status, headers });
  }
}
