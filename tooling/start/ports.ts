import { createServer } from "node:net";
import { Stop } from "../steps.mjs";

/** How long a port may still be held by a run that is stopping, in milliseconds. */
const PATIENCE = 3000;

/** Stops with a sentence when a port is taken, rather than talking to whoever holds it. */
export async function requireFreePorts(host: string, ports: { port: number; variable: string }[]) {
  const [first, second] = ports;
  if (first && second && first.port === second.port) {
    throw new Stop(
      `${first.variable} et ${second.variable} désignent le même port ${first.port}. Choisissez-en deux.`,
    );
  }
  for (const { port, variable } of ports) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const problem = await obstacle(host, port);
      if (!problem) break;
      if (problem === "EACCES")
        throw new Stop(
          `Le port ${port} est réservé par le système. Choisissez-en un autre : ${variable}=8080 npm start`,
        );
      if (problem === "EADDRNOTAVAIL" || problem === "ENOTFOUND")
        throw new Stop(`L’adresse HOST=${host} n’existe pas sur cette machine.`);
      if (Date.now() > end) {
        throw new Stop(
          `Le port ${port} est déjà pris. Arrêtez le programme qui l’occupe, ou choisissez un autre port : ${variable}=${port + 10} npm start`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
}

/** Why the port cannot be had on this host, nor on every address (where another program may listen), if so. */
async function obstacle(host: string, port: number): Promise<string | undefined> {
  for (const address of new Set([host, "127.0.0.1", "0.0.0.0", "::"])) {
    const problem = await tryListening(address, port);
    // A machine without IPv6 has no « :: »: only the host asked for must exist.
    if (problem && (address === host || problem === "EADDRINUSE")) return problem;
  }
  return undefined;
}

function tryListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "EADDRINUSE"));
    probe.listen({ host, port, ipv6Only: host === "::" }, () =>
      probe.close(() => resolve(undefined)),
    );
  });
}

/**
 * A port that nobody listens on at this moment, below those that systems give to outgoing connections: one of these
 * would take it before it is listened on.
 */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return (await tryListening("127.0.0.1", port)) ? freePort() : port;
}
