import { isDeadAddress } from "../community/dead-address.ts";

/**
 * Why a copy did not leave. `address`: nobody has it. `refused`: the server takes no such message for it. `server`: it took
 * nothing, and would take no other, or asks to be tried later. `unsure`: the line broke at a moment when the message may
 * have been taken.
 */
export type SendingProblem = "address" | "refused" | "server" | "unsure";

/** What nodemailer says of an error. */
type SmtpError = Error & {
  code?: string;
  command?: string;
  syscall?: string;
  timeoutType?: string;
  responseCode?: number;
};

/** Before anything of a message was sent. */
const beforehand = new Set([
  "EDNS",
  "ETLS",
  "EREQUIRETLS",
  "EAUTH",
  "ENOAUTH",
  "EOAUTH2",
  "EPROXY",
]);
const waitsForServer = new Set(["CONNECT_TIMEOUT", "GREETING_TIMEOUT", "UPGRADE_TIMEOUT"]);

/** @param error what the mailer threw. What is not known to be before the message counts as `unsure`. */
export function sendingProblem(error: unknown): SendingProblem {
  if (!(error instanceof Error)) return "unsure";
  const { code = "", command = "", syscall, timeoutType = "", responseCode } = error as SmtpError;
  // « Later »: a quota, a list of unknown senders (RFC 6647), a server that closes (RFC 5321, 4.2.1).
  if (responseCode && responseCode >= 400 && responseCode < 500) return "server";
  if (code === "EENVELOPE") {
    if (command === "MAIL FROM") return "server";
    return isDeadAddress(error) ? "address" : "refused";
  }
  // The server answered that it does not take what was sent.
  if (code === "EMESSAGE") return responseCode ? "refused" : "unsure";
  if (beforehand.has(code) || waitsForServer.has(timeoutType)) return "server";
  if (syscall === "connect" || syscall === "getaddrinfo") return "server";
  // Its greeting, or its answer to ours, was a refusal.
  if (code === "EPROTOCOL" && error.message.startsWith("Invalid greeting")) return "server";
  return /^(EHLO|HELO|STARTTLS|AUTH.*)$/.test(command) ? "server" : "unsure";
}
