// Bad mailbox, bad domain, bad form, moved without a new address (RFC 3463, 3.2), or no mail there at all (RFC 7505).
const deadCodes = /\b5\.1\.(?:1|2|3|6|10)\b/;
const anyCode = /\b[245]\.\d{1,3}\.\d{1,3}\b/;
const deadWords =
  /\b(?:no such|unknown) (?:user|recipient|mailbox|address)\b|\b(?:user|recipient|mailbox|address)\b.{0,20}\b(?:unknown|not found|does not exist|doesn['’]t exist)\b/i;

/**
 * Did the mail server say, for good, that nobody has this address? A full box, a busy server, a network that is down or
 * a server that does not want our mail (relaying, policy) says nothing of the sort, and is tried again.
 * @param error what the mailer threw: nodemailer's, with the SMTP reply to the recipient. Its enhanced code decides;
 * without one, its words have to.
 */
export function isDeadAddress(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, command, responseCode, response } = error as Partial<SmtpError>;
  if (code !== "EENVELOPE" || command === "MAIL FROM") return false;
  if (![550, 551, 553, 556].includes(Number(responseCode))) return false;
  const said = String(response ?? error.message);
  return anyCode.test(said) ? deadCodes.test(said) : deadWords.test(said);
}

type SmtpError = { code: unknown; command: unknown; responseCode: unknown; response: unknown };
