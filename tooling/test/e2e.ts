import { runJourneys } from "./journeys.ts";

/** The journeys alone; parameters go to Playwright (`node tooling/start.mjs e2e connexion --headed`). */
export async function main(parameters: string[]): Promise<void> {
  const { passed, failed } = await runJourneys(parameters);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}
