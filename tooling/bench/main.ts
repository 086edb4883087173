import type { Stack } from "../start/stack.ts";

/** Prints how fast the stack answers. */
export async function bench(_stack: Stack, _parameters: string[]): Promise<void> {
  throw new Error("Not written yet");
}
