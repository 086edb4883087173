import { getPieceDocument } from "@essaim/media/library/published-piece.queries";
import { transcriptText } from "@essaim/media/library/transcript-text";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerProgram, answerText } from "~/data/answer.server";

/** All that is said in a piece, as a text to keep. */
export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () => {
    const { execute, actor } = args.context;
    const piece = await execute(actor, getPieceDocument, { slug: args.params.slug ?? "" });
    if (piece.transcript.length === 0) throw new Response(null, { status: 404 });
    return answerText(transcriptText(piece), { request: args.request });
  });
