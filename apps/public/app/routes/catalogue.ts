import { catalogueOf } from "@essaim/directory/open-data/catalogue";
import { getOpenSummary } from "@essaim/directory/open-data/open-records.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerProgram, answerText } from "~/data/answer.server";

export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () => {
    const { execute, actor, publicUrl } = args.context;
    const { changedAt } = await execute(actor, getOpenSummary, {});
    return answerText(JSON.stringify(catalogueOf(publicUrl, changedAt)), {
      request: args.request,
      type: "application/ld+json; charset=utf-8",
    });
  });
