import { expect, test } from "vitest";
import { mailLink, readMailLink } from "./mail-link.schema.ts";

test("a link says its organisation and its secret, and anything else is none", () => {
  const parts = {
    organisationId: "01900000-0000-7000-8000-000000000001",
    token: "VLWmVn8QLbZ7tB_RC_dRHH38-1G9c7Al-YVpgLJkN1M",
  };
  expect(readMailLink(mailLink(parts))).toEqual(parts);
  for (const link of [undefined, "", "a.b", `${parts.organisationId}.`, parts.token]) {
    expect(readMailLink(link)).toBeNull();
  }
});
