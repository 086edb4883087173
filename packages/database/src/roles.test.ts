import { expect, test } from "vitest";
import { roleUrl, withLogin } from "./roles.ts";
import { today } from "./today.ts";

test("an app's address keeps the server and never the owner's password", () => {
  const url = roleUrl(
    "postgres://owner:s3cret@db.example:6543/essaim?sslmode=require",
    "essaim_staff",
    "x".repeat(32),
  );
  expect(url).toMatch(
    /^postgres:\/\/essaim_staff:[\w-]+@db\.example:6543\/essaim\?sslmode=require$/,
  );
  expect(url).not.toContain("s3cret");
});

test("a login named in the query string does not win", () => {
  const url = "postgres://db.example/essaim?user=owner&password=s3cret&sslmode=require";
  expect(withLogin(url)).toBe("postgres://db.example/essaim?sslmode=require");
  expect(roleUrl(url, "essaim_public", "x".repeat(32))).toMatch(
    /^postgres:\/\/essaim_public:[\w-]+@db\.example\/essaim\?sslmode=require$/,
  );
});

test("today is the date it is in France", () => {
  expect(today(new Date("2026-03-01T23:30:00Z"))).toBe("2026-03-02");
  expect(today(new Date("2026-07-14T22:30:00Z"))).toBe("2026-07-15");
  expect(today(new Date("2026-12-31T22:59:00Z"))).toBe("2026-12-31");
});
