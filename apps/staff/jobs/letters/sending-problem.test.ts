import { expect, test } from "vitest";
import { sendingProblem } from "./sending-problem.ts";

const error = (known: object, message = "Failed") => Object.assign(new Error(message), known);

test.each([
  [
    { code: "ESOCKET", syscall: "connect", command: "CONN", originalCode: "ECONNREFUSED" },
    "server",
  ],
  [{ code: "EDNS", command: "CONN" }, "server"],
  [{ code: "EAUTH", command: "AUTH PLAIN", responseCode: 535 }, "server"],
  [{ code: "ETIMEDOUT", command: "CONN", timeoutType: "GREETING_TIMEOUT" }, "server"],
  [{ code: "EENVELOPE", command: "MAIL FROM", responseCode: 550 }, "server"],
  [{ code: "ECONNECTION", command: "EHLO", responseCode: 421 }, "server"],
  [
    { code: "EENVELOPE", command: "RCPT TO", responseCode: 550, response: "550 5.1.1 No" },
    "address",
  ],
  [
    { code: "EENVELOPE", command: "RCPT TO", responseCode: 450, response: "450 4.2.0 Wait" },
    "server",
  ],
  [{ code: "EENVELOPE", command: "RCPT TO", responseCode: 421 }, "server"],
  [{ code: "EENVELOPE", command: "RCPT TO", responseCode: 452 }, "server"],
  [{ code: "EENVELOPE", command: "RCPT TO", responseCode: 554 }, "refused"],
  [{ code: "EMESSAGE", command: "DATA", responseCode: 451 }, "server"],
  [{ code: "EMESSAGE", command: "DATA", responseCode: 554 }, "refused"],
  // The line broke: was the last dot read?
  [{ code: "ETIMEDOUT", command: "CONN", timeoutType: "SOCKET_TIMEOUT" }, "unsure"],
  [{ code: "ECONNECTION", command: "CONN" }, "unsure"],
  [{ code: "ESOCKET", command: "CONN", syscall: "read" }, "unsure"],
  [{ code: "ENOSPC" }, "unsure"],
] as const)("%j: %s", (known, problem) => {
  expect(sendingProblem(error(known))).toBe(problem);
});

test("a server that greets with a refusal took nothing", () => {
  const greeting = { code: "EPROTOCOL", command: "CONN" };
  expect(sendingProblem(error(greeting, "Invalid greeting. response=554 no"))).toBe("server");
  expect(sendingProblem(error(greeting, "Unexpected Response"))).toBe("unsure");
  expect(sendingProblem("?")).toBe("unsure");
});
