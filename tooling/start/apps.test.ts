import { rolePassword } from "@essaim/database/roles";
import { parseEnvironment } from "@essaim/web/environment";
import { expect, it } from "vitest";
import { appEnvironment } from "./apps.ts";

const secret = "a-secret-that-counts-32-characters";
const url = "postgres://owner:0wn3r@db.example/essaim?sslmode=require";
const environment = parseEnvironment({ SMTP_URL: "smtp://user:p4ss@mail.example" });
if (!environment.ok) throw new Error(environment.problems.join());
const told = (name: "staff" | "public") => appEnvironment(name, environment.value, { url, secret });

it("tells the directory's process its own role's address, and no secret", () => {
  const env = told("public");
  const password = rolePassword(secret, "essaim_public");
  expect(env.DATABASE_URL).toBe(
    `postgres://essaim_public:${password}@db.example/essaim?sslmode=require`,
  );
  const all = JSON.stringify(env);
  for (const word of [secret, "0wn3r", "p4ss", "ESSAIM_SECRET", "SMTP_URL"])
    expect(all).not.toContain(word);
});

it("never tells the owner's password", () => {
  const env = told("staff");
  expect(env).toMatchObject({
    DATABASE_URL: "postgres://db.example/essaim?sslmode=require",
    ESSAIM_SECRET: secret,
    ESSAIM_DEMO: "1",
  });
  expect(JSON.stringify(env)).not.toContain("0wn3r");
});
