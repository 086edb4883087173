import type { Response } from "express";
import { expect, test } from "vitest";
import { allowFrom, type ShownFromElsewhere } from "./other-site.ts";

const said = (what: ShownFromElsewhere, origin: string) => {
  let policy = "default-src 'self';frame-ancestors 'none'";
  const response = {
    getHeader: () => policy,
    set: (_name: string, value: string) => (policy = value),
  };
  allowFrom(response as unknown as Response, what, origin);
  return policy;
};

test("one site more, for what is asked alone", () => {
  expect(said("frame", "https://tube.exemple.fr")).toBe(
    "default-src 'self';frame-ancestors 'none';frame-src https://tube.exemple.fr",
  );
  expect(said("media", "https://sons.exemple.fr:8443")).toBe(
    "default-src 'self';frame-ancestors 'none';media-src 'self' https://sons.exemple.fr:8443",
  );
});

test.each([
  "https:",
  "*",
  "http://tube.exemple.fr",
  "https://tube.exemple.fr/",
  "https://a;script-src",
  "https://a https://b",
  "https://*.exemple.fr",
])("%s is no site", (origin) => {
  expect(() => said("frame", origin)).toThrow("Not the origin");
});
