import { ContoursRefused } from "@essaim/territory/contours/contours.schema";
import { sha256 } from "@essaim/territory/contours/import-contours";
import { readContours } from "@essaim/territory/contours/read-contours";
import { writeContours } from "@essaim/territory/register/register.commands";
import { askContoursSchema, contourSteps } from "@essaim/territory/register/register.schema";
import { requester } from "./import-work.ts";
import { fileOfRegister, inSteps, refusalOf } from "./register-work.ts";
import type { JobHandler } from "./work.ts";

/** Brings the neighbourhoods of a generation to a file that an admin sent. */
export const importContoursJob: JobHandler = async (work) => {
  const { generation, isPartial, fileName, storageKey } = askContoursSchema.parse(work.input);
  const actor = requester(work);
  const bytes = await fileOfRegister(work, storageKey);
  const file = { generation, isPartial, isApproximate: false, sourceName: fileName };
  const onStep = inSteps(work, contourSteps);
  try {
    const contours = await readContours(bytes, file, onStep);
    const written = await work.execute(actor, writeContours, {
      contours,
      file: { ...file, sha256: sha256(bytes) },
      onStep,
    });
    if (!written.ok) throw new Error("No form asks for this");
    return { ...written.changes, overlaps: contours.overlaps };
  } catch (error) {
    if (error instanceof ContoursRefused) throw refusalOf(error.problems);
    throw error;
  }
};
