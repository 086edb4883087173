import { connect, createServer, type Server, type Socket } from "node:net";
import { databaseUrl } from "./environment.ts";

/** A wire to the database that a journey can cut, or hold for a while. */
export class DatabaseWire {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private held = false;
  private port = 0;

  async restore(): Promise<void> {
    const target = new URL(databaseUrl);
    this.server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(from);
        from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => {
          this.sockets.delete(from);
          to.destroy();
        });
      }
      if (this.held) near.pause();
    });
    const server = this.server;
    await new Promise<void>((done, fail) => {
      server.once("error", fail);
      server.listen(this.port, "127.0.0.1", done);
    });
    const address = server.address();
    this.port = typeof address === "object" && address ? address.port : 0;
  }

  /** Every connection breaks, and none is accepted any more. */
  async cut(): Promise<void> {
    const closed = new Promise((done) => this.server?.close(done) ?? done(null));
    for (const socket of this.sockets) socket.destroy();
    await closed;
    this.server = undefined;
  }

  /** Nothing passes until `release`: a database that is there and slow. */
  hold(): void {
    this.held = true;
    for (const socket of this.sockets) socket.pause();
  }

  release(): void {
    this.held = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** The database's address through this wire. */
  get url(): string {
    const url = new URL(databaseUrl);
    url.port = String(this.port);
    return url.toString();
  }
}
