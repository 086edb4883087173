import type { SpawnOptions } from "node:child_process";

type RunOptions = SpawnOptions & { show?: boolean };

export function install(root: string): Promise<void>;
export function pnpm(root: string, parameters: string[], options?: RunOptions): Promise<void>;
export function run(command: string, parameters: string[], options?: RunOptions): Promise<string>;
export function toolEnvironment(root: string): NodeJS.ProcessEnv;
