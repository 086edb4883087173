import { connect, connectAs } from "@essaim/database/connection";
import { databaseUrl, secret } from "./environment.ts";

const owner = connectAs(databaseUrl, 2);

/** The connection that reads accounts and sessions, as the back office's own. */
export const auth = connect({ url: databaseUrl, role: "essaim_auth", secret, max: 2 });

export async function rows<Row extends object>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await owner.pool.query<Row>(text, values)).rows;
}

/** The one row asked for. @throws when there is none */
export async function row<Row extends object>(text: string, values: unknown[] = []): Promise<Row> {
  const [first] = await rows<Row>(text, values);
  if (!first) throw new Error(`No row: ${text} ${JSON.stringify(values)}`);
  return first;
}

/** How many rows: `count("worker where family_name = $1", [name])`. */
export async function count(from: string, values: unknown[] = []): Promise<number> {
  return (await row<{ n: number }>(`select count(*)::int as n from ${from}`, values)).n;
}

/** Holds rows, as a slow transaction would: what must refer to them waits until they are let go. */
export async function hold(text: string, values: unknown[] = []): Promise<() => Promise<void>> {
  const client = await owner.pool.connect();
  await client.query("begin");
  await client.query(text, values);
  return async () => {
    await client.query("rollback");
    client.release();
  };
}
