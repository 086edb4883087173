import { getAgendaSession } from "@essaim/accompaniment/workshop/published-workshop.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerAgenda } from "~/agenda.server";
import { answerProgram } from "~/data/answer.server";

/** One session, to be put in a calendar. */
export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () => {
    const id = z.uuid().safeParse(args.params.id);
    if (!id.success) throw new Response(null, { status: 404 });
    const { execute, actor } = args.context;
    const session = await execute(actor, getAgendaSession, { id: id.data });
    return answerAgenda(args, [session], "rencontre.ics");
  });
