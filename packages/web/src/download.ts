import contentDisposition from "content-disposition";

/**
 * The answer that hands over a file: always to keep, never shown by the browser as a page of this site, whatever
 * it holds. The name is written as RFC 6266 wants, accents included.
 * @param file.body its bytes, or a stream of them
 * @param file.size in bytes, when known
 */
export function download(file: {
  name: string;
  contentType: string;
  body: BodyInit;
  size?: number;
}): Response {
  return new Response(file.body, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": contentDisposition(file.name, { fallback: withoutAccents(file.name) }),
      ...(file.size === undefined ? {} : { "content-length": String(file.size) }),
      // Beside the server's own (server.ts), which also forbids to guess another type and to keep a copy.
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}

/** For programmes that know only the first form of the header; the others read the name as it is. */
function withoutAccents(name: string): string {
  return name.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
}
