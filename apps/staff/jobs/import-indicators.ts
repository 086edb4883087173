import { readFigures } from "@essaim/territory/indicators/import-indicators";
import { IndicatorsRefused } from "@essaim/territory/indicators/indicator.schema";
import { writeIndicators } from "@essaim/territory/register/register.commands";
import { listKnownPlaces } from "@essaim/territory/register/register.queries";
import { askIndicatorsSchema, indicatorSteps } from "@essaim/territory/register/register.schema";
import { requester } from "./import-work.ts";
import { fileOfRegister, inSteps, refusalOf } from "./register-work.ts";
import type { JobHandler } from "./work.ts";

/** Brings what INSEE tells of some places to a file that an admin sent with its dictionary. */
export const importIndicatorsJob: JobHandler = async (work) => {
  const input = askIndicatorsSchema.parse(work.input);
  const { isPartial, source, year, fileName } = input;
  const actor = requester(work);
  const bytes = {
    figures: await fileOfRegister(work, input.storageKey),
    dictionary: await fileOfRegister(work, input.dictionaryKey),
  };
  const file = { isPartial, isApproximate: false, sourceName: fileName, source, year };
  const onStep = inSteps(work, indicatorSteps);
  try {
    const known = await work.execute(actor, listKnownPlaces, {});
    const read = await readFigures(bytes, file, known, onStep);
    const written = await work.execute(actor, writeIndicators, { read, file, onStep });
    if (!written.ok) throw new Error("No form asks for this");
    const { unknownPlaces, unknownColumns } = read;
    return { ...written.counts, unknownPlaces, unknownColumns: unknownColumns.length };
  } catch (error) {
    if (error instanceof IndicatorsRefused) throw refusalOf([error.message]);
    throw error;
  }
};
