/**
 * Did the mail server say, for good, that nobody has this address? A full box, a busy server or a network that is down
 * says nothing of the sort, and is tried again.
 * @param error what the mailer threw: nodemailer's, with the code of the SMTP reply to the recipient
 */
export function isDeadAddress(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return code === "EENVELOPE" && [550, 551, 553].includes(Number(responseCode));
}
