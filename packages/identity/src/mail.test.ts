import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMailer } from "./mail.ts";

test("a mail in the outbox can be read, and its link copied, as it is", async () => {
  const outbox = await mkdtemp(join(tmpdir(), "essaim-outbox-"));
  try {
    const send = createMailer({ smtpUrl: undefined, from: "a@example.org", outbox, log: () => {} });
    const link = `https://essaim.example/invitation/${"x=".repeat(60)}`;
    await send({ to: "b@example.org", subject: "Votre accès", text: `Bonjour Zoé,\n\n${link}\n` });
    const [file = ""] = await readdir(outbox);
    const mail = await readFile(join(outbox, file), "utf8");
    expect(mail).toContain("Content-Transfer-Encoding: 8bit\r\n");
    expect(mail).toContain("Content-Type: text/plain; charset=utf-8\r\n");
    expect(mail.endsWith(`\r\n\r\nBonjour Zoé,\r\n\r\n${link}\r\n`)).toBe(true);
  } finally {
    await rm(outbox, { recursive: true });
  }
});
