import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Sends one fixed page and nothing else: the fastest that this machine's Node can be. */
process.once("message", ({ body, contentType }: { body: string; contentType: string }) => {
  const bytes = Buffer.from(body, "base64");
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": contentType, "content-length": bytes.length });
    response.end(bytes);
  });
  server.listen(0, "127.0.0.1", () => {
    process.send?.((server.address() as AddressInfo).port);
  });
});
process.once("disconnect", () => process.exit(0));
