import { rolePassword } from "@essaim/database/roles";
import { parseEnvironment } from "@essaim/web/environment";
import { expect, it } from "vitest";
import { type AppName, allApps, appEnvironment } from "./apps.ts";

const secret = "a-secret-that-counts-32-characters";
const url = "postgres://owner:0wn3r@db.example/essaim?sslmode=require";
const environment = parseEnvironment({
  SMTP_URL: "smtp://user:p4ss@mail.example",
  STORAGE_URL: "s3://essaim-files",
  STORAGE_KEY_ID: "storage-key",
  STORAGE_SECRET: "storage-s3cret",
});
if (!environment.ok) throw new Error(environment.problems.join());
const told = (name: AppName) => appEnvironment(name, environment.value, { url, secret });

it("tells the directory's process its own role's address, and no secret", () => {
  const env = told("public");
  const password = rolePassword(secret, "essaim_public");
  expect(env.DATABASE_URL).toBe(
    `postgres://essaim_public:${password}@db.example/essaim?sslmode=require`,
  );
  const all = JSON.stringify(env);
  for (const word of [
    secret,
    "0wn3r",
    "p4ss",
    "ESSAIM_SECRET",
    "SMTP_URL",
    "STORAGE",
    "storage-",
    "GEOCODER",
  ])
    expect(all).not.toContain(word);
});

it("hands the directory the key of the storage that can only read", () => {
  const parsed = parseEnvironment({
    STORAGE_URL: "s3://essaim-files",
    STORAGE_KEY_ID: "storage-key",
    STORAGE_SECRET: "storage-s3cret",
    STORAGE_READ_KEY_ID: "reader",
    STORAGE_READ_SECRET: "r34der",
  });
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const env = appEnvironment("public", parsed.value, { url, secret });
  expect(env).toMatchObject({ STORAGE_KEY_ID: "reader", STORAGE_SECRET: "r34der" });
  expect(JSON.stringify(env)).not.toContain("storage-s3cret");
});

it("shows the directory the folder of the images, and not that of the documents about people", () => {
  const parsed = parseEnvironment({ ESSAIM_DATA_DIR: "/srv/essaim" });
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const env = appEnvironment("public", parsed.value, { url, secret });
  expect(env).toMatchObject({ ESSAIM_IMAGES_DIR: "/srv/essaim/files/images" });
  expect(env).not.toHaveProperty("ESSAIM_DATA_DIR");
});

it.each(["staff", "jobs"] as const)("never tells %s the owner's password", (name) => {
  const env = told(name);
  expect(env).toMatchObject({
    DATABASE_URL: "postgres://db.example/essaim?sslmode=require",
    ESSAIM_SECRET: secret,
    ESSAIM_DEMO: "1",
    STORAGE_URL: "s3://essaim-files",
    STORAGE_SECRET: "storage-s3cret",
    UPLOAD_LIMIT_MB: "20",
    ESSAIM_GEOCODER_URL: "",
  });
  expect(JSON.stringify(env)).not.toContain("0wn3r");
});

it("starts the process of the jobs beside the two servers", () => {
  const apps = allApps(environment.value, { url, secret }, { root: "/essaim", logs: "/logs" });
  expect(apps.map(({ name, port, logFile }) => [name, port, logFile])).toEqual([
    ["staff", 3000, "/logs/staff.log"],
    ["public", 3001, "/logs/public.log"],
    ["jobs", null, "/logs/jobs.log"],
  ]);
});
