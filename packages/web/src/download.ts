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
      "content-disposition": contentDisposition(file.name),
      ...(file.size === undefined ? {} : { "content-length": String(file.size) }),
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-store",
    },
  });
}
