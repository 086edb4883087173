import { slugParameters } from "@essaim/directory/open-data/api.schema";
import { licenceOfData } from "@essaim/directory/open-data/licence.schema";
import { getOpenRecord } from "@essaim/directory/open-data/open-records.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerJson, answerProgram } from "./answer.server";

/** One record, whole. */
export const answerRecord = (args: LoaderFunctionArgs, kind: "activity" | "resource") =>
  answerProgram(
    args,
    { schema: slugParameters, input: { slug: args.params.slug } },
    async ({ slug }) => {
      const { execute, actor, publicUrl } = args.context;
      const data = await execute(actor, getOpenRecord, { kind, slug, publicUrl });
      return answerJson({ licence: licenceOfData(publicUrl), data }, args.request, publicUrl);
    },
  );
