/** What `npm test` tells the journeys about the Essaim it started for them (tooling/test/journeys.ts). */
function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} manque : lancez les parcours avec « npm test ».`);
  return value;
}

export const staffUrl = given("STAFF_URL");
export const publicUrl = given("PUBLIC_URL");
/** The owner's address: it reads and prepares rows that no page would show. */
export const databaseUrl = given("E2E_DATABASE_URL");
export const secret = given("E2E_SECRET");
export const dataDir = given("E2E_DATA_DIR");
/** Where the jobs may ask a wiki of this machine. */
export const wikiPort = Number(given("E2E_WIKI_PORT"));
