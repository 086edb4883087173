import { listAgendaSessions } from "@essaim/accompaniment/workshop/published-workshop.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerAgenda } from "~/agenda.server";
import { agendaFeedSchema } from "~/agenda-query";
import { answerProgram } from "~/data/answer.server";

/** Every public session, or those of one cooperative, for calendar programmes that come back for what has changed. */
export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: agendaFeedSchema }, async ({ organisation }) => {
    const { execute, actor } = args.context;
    const sessions = await execute(actor, listAgendaSessions, { organisation });
    const holder = organisation ? sessions[0]?.organisationName : undefined;
    return answerAgenda(args, sessions, "rencontres.ics", holder);
  });
