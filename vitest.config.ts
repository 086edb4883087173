import { defineConfig } from "vitest/config";

const packages = "{packages,apps,tooling}/**";
const ignored = ["**/node_modules/**", "**/build/**", "**/.data/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          // Property tests on a loaded machine.
          testTimeout: 30_000,
          include: [`${packages}/*.test.{ts,tsx}`],
          exclude: [...ignored, "**/*.db.test.ts"],
        },
      },
      {
        test: {
          name: "db",
          include: [`${packages}/*.db.test.ts`],
          exclude: ignored,
          globalSetup: ["./tooling/test/database.ts"],
          // A test clones a whole database first.
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
