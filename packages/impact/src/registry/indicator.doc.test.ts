import { expect, test } from "vitest";
import { indicatorsDocument } from "./indicator.doc.ts";

test("docs/INDICATORS.md says what the registry does", async () => {
  await expect(indicatorsDocument()).toMatchFileSnapshot("../../../../docs/INDICATORS.md");
});
