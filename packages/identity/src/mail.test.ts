import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMailer, type Mail } from "./mail.ts";

/** What a mail is as a file of the outbox. */
async function written(mail: Mail): Promise<string> {
  const outbox = await mkdtemp(join(tmpdir(), "essaim-outbox-"));
  try {
    const send = createMailer({ smtpUrl: undefined, from: "a@example.org", outbox, log: () => {} });
    await send(mail);
    const [file = ""] = await readdir(outbox);
    return await readFile(join(outbox, file), "utf8");
  } finally {
    await rm(outbox, { recursive: true });
  }
}

const link = `https://essaim.example/invitation/${"x=".repeat(60)}`;
const mail = { to: "b@example.org", subject: "Votre accès", text: `Bonjour Zoé,\n\n${link}\n` };

test("a mail in the outbox can be read, and its link copied, as it is", async () => {
  const file = await written(mail);
  expect(file).toContain("Content-Transfer-Encoding: 8bit\r\n");
  expect(file).toContain("Content-Type: text/plain; charset=utf-8\r\n");
  expect(file.endsWith(`\r\n\r\nBonjour Zoé,\r\n\r\n${link}\r\n`)).toBe(true);
});

test("a mail with HTML holds both forms, and the headers that it is given", async () => {
  const file = await written({
    ...mail,
    html: `<p>Bonjour Zoé, <a href="${link}">ici</a></p>`,
    headers: { "List-Unsubscribe": `<${link}>` },
  });
  const [headers = "", ...bodies] = file.split("\r\n\r\n");
  expect(headers.replace(/\r\n[ \t]+/g, " ")).toContain(`List-Unsubscribe: <${link}>`);
  const [, boundary = ""] = /multipart\/alternative; boundary="([^"]+)"/.exec(headers) ?? [];
  const parts = bodies.join("\r\n\r\n").split(`--${boundary}`);
  expect(parts).toHaveLength(4);
  expect(parts[1]).toContain("Content-Type: text/plain; charset=utf-8");
  expect(parts[1]).toContain(link);
  expect(parts[2]).toContain("Content-Type: text/html; charset=utf-8");
  expect(parts[2]).toContain(`<a href="${link}">ici</a>`);
  expect(parts[3]).toBe("--\r\n");
});
