import { rootDir } from "@essaim/web/environment";
import { bench } from "../bench/main.ts";
import { step } from "../steps.mjs";
import { build } from "./build.ts";
import { startStack } from "./stack.ts";

/** Measures a complete stack of its own, so that nobody's data or running server is disturbed. */
export async function main(parameters: string[]): Promise<void> {
  await build(rootDir);
  const stack = await step("Démarrage d’un Essaim de mesure", () =>
    startStack("bench", { durable: true }),
  );
  try {
    await bench(stack, parameters);
  } finally {
    await stack.stop();
  }
}
