import { expect, test } from "vitest";
import { permissionsDocument } from "./permission.doc.ts";

test("docs/PERMISSIONS.md says what the code does", async () => {
  await expect(permissionsDocument()).toMatchFileSnapshot("../../../docs/PERMISSIONS.md");
});
