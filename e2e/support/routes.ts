import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const app = join(import.meta.dirname, "../../apps/staff/app");

const pathsIn = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/\broute\(\s*"([^"]+)"/g)].map(([, path]) => path ?? "");

/**
 * Every address of the back office as its route files write it, from `/` to `/personnes/:id/modifier`: a
 * page added there is asked for by the journeys that go over all of them.
 */
export function staffRoutes(): string[] {
  const features = join(app, "routes");
  const files = [
    join(app, "routes.ts"),
    ...readdirSync(features, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(features, entry.name, "routes.ts")),
  ];
  return ["/", ...files.flatMap(pathsIn).map((path) => `/${path}`)].sort();
}
