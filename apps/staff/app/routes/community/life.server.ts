import {
  chooseKeeper,
  confirmRecord,
  forgetKeeper,
} from "@essaim/directory/community/freshness.commands";
import { keeperFormSchema } from "@essaim/directory/community/freshness.schema";
import type { RecordKind } from "@essaim/directory/publication/record.schema";
import { parseForm, readForm } from "@essaim/web/form";
import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { recordPages } from "../directory/record-pages";

/** One step of a record's life: it is confirmed, or somebody else keeps it, or nobody any more. */
export async function changeLife(args: ActionFunctionArgs, kind: RecordKind, sent?: FormData) {
  const { request, context, params } = args;
  const actor = await context.requireActor(request);
  const form = sent ?? (await readForm(request));
  const id = recordId(params.id);
  const submissionId = submissionIdOf(form);
  const page = recordPages[kind].life(id);
  switch (form.get("step")) {
    case "confirm":
      await context.execute(actor, confirmRecord, { kind, id }, { submissionId });
      throw redirect(`${page}?fait=fiche-confirmee`);
    case "forget":
      await context.execute(actor, forgetKeeper, { id }, { submissionId });
      throw redirect(`${page}?fait=enregistre`);
    case "keeper": {
      const parsed = parseForm(keeperFormSchema, form);
      if (!parsed.ok) return refuseTyped(parsed.state);
      const keeper = { ...parsed.value, kind, id };
      const outcome = await context.execute(actor, chooseKeeper, keeper, { submissionId });
      if (!outcome.ok) return refuseUsed(form);
      throw redirect(`${page}?fait=enregistre`);
    }
    default:
      throw new Response(null, { status: 400 });
  }
}
