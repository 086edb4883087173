import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  /** The same, for programmes that show HTML. */
  html?: string;
  /** Headers besides, by name, without line ends. */
  headers?: Record<string, string>;
};

/** Sends one mail. @throws the transport's error when the server refuses or cannot be reached */
export type Mailer = (mail: Mail) => Promise<void>;

/**
 * Mail by SMTP when `smtpUrl` is given; otherwise each mail becomes an .eml file under `outbox`, and the
 * log says where (a file name, never an address). The text of the file is written as it is, in UTF-8.
 */
export function createMailer(options: {
  smtpUrl: string | undefined;
  from: string;
  outbox: string;
  log: (message: string, details: Record<string, string>) => void;
}): Mailer {
  if (options.smtpUrl) {
    const transport = createTransport(options.smtpUrl);
    return async (mail) => {
      await transport.sendMail({ from: options.from, ...mail });
    };
  }
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async (mail) => {
    // Only the headers are nodemailer's: its quoted-printable would cut the link that somebody is to copy.
    const { html, ...rest } = mail;
    const { message } = await transport.sendMail({ from: options.from, ...rest, text: "." });
    const [headers = ""] = String(message).split("\r\n\r\n");
    const plain = headers.replace(/(?<=^Content-Transfer-Encoding: ).*/im, "8bit");
    await mkdir(options.outbox, { recursive: true, mode: 0o700 });
    const file = join(options.outbox, `${Date.now()}-${randomUUID()}.eml`);
    const written =
      html === undefined ? `${plain}\r\n\r\n${mail.text}` : inParts(plain, mail.text, html);
    await writeFile(file, written.replace(/\r?\n/g, "\r\n"), { mode: 0o600 });
    options.log("mail written to the outbox", { file });
  };
}

/** A mail in both forms, the poorer first, as programmes expect them (RFC 2046, 5.1.4). */
function inParts(headers: string, text: string, html: string): string {
  const boundary = `essaim-${randomUUID()}`;
  const whole = headers.replace(
    /^Content-Type: .*$/im,
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
  );
  const part = (type: string, body: string) =>
    `--${boundary}\nContent-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${body}\n`;
  return `${whole}\n\n${part("text/plain", text)}${part("text/html", html)}--${boundary}--\n`;
}
