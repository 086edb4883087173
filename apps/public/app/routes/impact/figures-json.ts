import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerProgram } from "~/data/answer.server";
import { answerFigures, loadOpenImpact } from "./figures.server";

export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () =>
    answerFigures(JSON.stringify(await loadOpenImpact(args)), "json", args),
  );
