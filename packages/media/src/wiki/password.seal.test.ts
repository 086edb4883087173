import { expect, test } from "vitest";
import { passwordSealOf } from "./password.seal.ts";

test("a password opens under the secret that sealed it alone, and never twice alike", () => {
  const ours = passwordSealOf("s".repeat(32));
  const sealed = ours.seal("mot de passe é");
  expect(ours.open(sealed)).toBe("mot de passe é");
  expect(ours.seal("mot de passe é")).not.toBe(sealed);
  expect(passwordSealOf("t".repeat(32)).open(sealed)).toBeNull();
  expect(ours.open(`${sealed.slice(0, -4)}AAAA`)).toBeNull();
  expect(ours.open("")).toBeNull();
});
