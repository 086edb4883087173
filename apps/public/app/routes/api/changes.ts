import { changesParameters } from "@essaim/directory/open-data/api.schema";
import { licenceOfData } from "@essaim/directory/open-data/licence.schema";
import { listChanges } from "@essaim/directory/open-data/open-records.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerJson, answerProgram } from "~/data/answer.server";

export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: changesParameters }, async (asked) => {
    const { execute, actor, publicUrl } = args.context;
    const { changes, position, isLast } = await execute(actor, listChanges, {
      ...asked,
      publicUrl,
    });
    const next = `${publicUrl}/api/v1/changes?since=${position}&limit=${asked.limit}`;
    const answer = { data: changes, position, next: isLast ? null : next };
    return answerJson({ licence: licenceOfData(publicUrl), ...answer }, args.request, publicUrl);
  });
