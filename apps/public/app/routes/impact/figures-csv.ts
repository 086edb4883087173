import { writeCsv } from "@essaim/directory/open-data/csv";
import { dataLicence } from "@essaim/directory/open-data/licence.schema";
import { openColumns, openLines } from "@essaim/impact/release/open-release";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerProgram } from "~/data/answer.server";
import { answerFigures, loadOpenImpact } from "./figures.server";

/** One figure a line. */
export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () => {
    const { releases } = await loadOpenImpact(args);
    const lines = [Object.keys(openColumns), ...openLines(releases, dataLicence.spdx)];
    return answerFigures(writeCsv(lines), "csv", args);
  });
