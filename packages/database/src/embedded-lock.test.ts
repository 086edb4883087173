import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { breakLock, withLock } from "./embedded-lock.ts";
import { sharedEnvironment } from "./embedded-process.ts";

const folder = mkdtempSync(join(tmpdir(), "essaim-lock-"));
const lock = join(folder, "lock");
const gone = "4194304-1";
afterAll(() => rmSync(folder, { recursive: true }));

test("a lock left by a dead process is broken, and one process works at a time", async () => {
  writeFileSync(lock, gone);
  let inside = 0;
  const work = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inside -= 1;
  };
  await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock taken meanwhile by somebody else is given back", () => {
  writeFileSync(lock, "1-2");
  breakLock(lock, gone);
  expect(readFileSync(lock, "utf8")).toBe("1-2");
  expect(readdirSync(folder)).toEqual(["lock"]);
});

test("a process that we start is told how to run, and no secret", () => {
  const mine = { PATH: "/bin", ESSAIM_SECRET: "s", SMTP_URL: "smtp://u:p@h", PGDATA: "/x" };
  expect(sharedEnvironment(mine)).toEqual({ PATH: "/bin" });
});
