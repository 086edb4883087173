import { openApiDocument } from "@essaim/directory/open-data/openapi";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerJson } from "~/data/answer.server";

export const loader = ({ request, context: { publicUrl } }: LoaderFunctionArgs) =>
  answerJson(openApiDocument(publicUrl), request, publicUrl);
