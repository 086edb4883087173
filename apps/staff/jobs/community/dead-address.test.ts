import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { createMailer } from "@essaim/identity/mail";
import { afterAll, expect, test } from "vitest";
import { isDeadAddress } from "./dead-address.ts";

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** A mail server that answers this to the recipient, whoever it is. */
async function serverSaying(reply: string): Promise<string> {
  const server = createServer((socket: Socket) => {
    socket.write("220 essai\r\n");
    socket.on("data", (data) => {
      const word = String(data).slice(0, 4).toUpperCase();
      if (word === "RCPT") socket.write(`${reply}\r\n`);
      else if (word === "QUIT") socket.end("221 fin\r\n");
      else socket.write("250 oui\r\n");
    });
    socket.on("error", () => {});
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function errorOf(smtpUrl: string): Promise<unknown> {
  const send = createMailer({ smtpUrl, from: "essai@exemple.fr", outbox: "", log: () => {} });
  return send({ to: "personne@exemple.fr", subject: "Essai", text: "Essai" }).then(
    () => null,
    (error: unknown) => error,
  );
}

test("an address that its server does not know is dead", async () => {
  expect(isDeadAddress(await errorOf(await serverSaying("550 5.1.1 User unknown")))).toBe(true);
});

test("without an enhanced code, the words say so", async () => {
  expect(isDeadAddress(await errorOf(await serverSaying("550 No such user here")))).toBe(true);
  expect(isDeadAddress(await errorOf(await serverSaying("550 Rejected")))).toBe(false);
});

test("a server that does not want our mail says nothing of the address", async () => {
  for (const reply of [
    "550 5.7.1 Relaying denied",
    "550 5.7.1 Service unavailable; client host [192.0.2.1] blocked, user unknown to us",
    "553 5.1.8 Sender address rejected: Domain not found",
  ])
    expect(isDeadAddress(await errorOf(await serverSaying(reply))), reply).toBe(false);
});

test("a full box, a server that is busy or away says nothing of the address", async () => {
  expect(isDeadAddress(await errorOf(await serverSaying("552 5.2.2 Mailbox full")))).toBe(false);
  expect(isDeadAddress(await errorOf(await serverSaying("450 4.2.0 Later")))).toBe(false);
  expect(isDeadAddress(await errorOf("smtp://127.0.0.1:1"))).toBe(false);
  expect(isDeadAddress(new Error("550"))).toBe(false);
});
