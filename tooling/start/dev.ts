import { main as start } from "./start.ts";

/** Both apps from source, reloaded by Vite as files change. */
export const main = (parameters: string[]) => start(parameters, { development: true });
