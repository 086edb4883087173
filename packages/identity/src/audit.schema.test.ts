import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { operationLabel, subjectLabel } from "./audit.schema.ts";

const packages = join(import.meta.dirname, "../..");

/** Every command of the house, read from its source: features must not be imported from here. */
const commands = readdirSync(packages, { recursive: true, encoding: "utf8" })
  .filter((file) => /^[a-z]+[\\/]src[\\/].*\.commands\.ts$/.test(file))
  .map((file) => readFileSync(join(packages, file), "utf8"))
  .join("\n");
const given = (field: string) =>
  commands
    .split(/= define(?:House|Public)?Command\(\{/)
    .slice(1)
    .flatMap((command) => new RegExp(`^ {2}${field}: "([^"]+)"`, "m").exec(command)?.[1] ?? []);

test("the journal tells every command and every kind of record in French", () => {
  expect(given("name").length).toBeGreaterThan(10);
  expect(given("name").filter((name) => operationLabel(name) === name)).toEqual([]);
  expect(
    given("subject").filter((name) => subjectLabel(name) === name && /_|[a-z][A-Z]/.test(name)),
  ).toEqual([]);
});
