import { getPieceDocument } from "@essaim/media/library/published-piece.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerProgram, answerText } from "~/data/answer.server";

/** The subtitles of a piece in one language, as players read them. */
export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () => {
    const { execute, actor } = args.context;
    const { slug = "", file = "" } = args.params;
    const { subtitles } = await execute(actor, getPieceDocument, { slug });
    const found = subtitles.find(({ language }) => file === `${language}.vtt`);
    if (!found) throw new Response(null, { status: 404 });
    return answerText(found.vtt, { request: args.request, type: "text/vtt; charset=utf-8" });
  });
