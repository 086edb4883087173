import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerRecord } from "~/data/record-api.server";

export const loader = (args: LoaderFunctionArgs) => answerRecord(args, "resource");
