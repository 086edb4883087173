import { resourcesParameters } from "@essaim/directory/open-data/search.schema";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerProgram } from "~/data/answer.server";
import { answerSearch } from "~/data/search-api.server";

export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: resourcesParameters }, ({ kind, ...asked }) =>
    answerSearch(args, { ...asked, kind: "resource", resourceKind: kind }),
  );
