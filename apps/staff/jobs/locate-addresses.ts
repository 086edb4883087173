import { locateAll } from "./locate-homes.ts";
import type { JobHandler } from "./work.ts";

/** Locates every address at a manager's request, or after an import: those not found before are asked for again. */
export const locateAddresses: JobHandler = (work) => locateAll(work, { askAgain: true });
