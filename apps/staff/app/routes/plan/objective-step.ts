import { markObjective } from "@essaim/accompaniment/plan/objective.commands";
import { getObjectiveForm } from "@essaim/accompaniment/plan/plan.queries";
import { objectiveStepSchema } from "@essaim/accompaniment/plan/plan.schema";
import { parseForm, readForm } from "@essaim/web/form";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { backFrom } from "./back-from.server";

/** One click on an objective. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  form.set("id", recordId(params.id));
  const parsed = parseForm(objectiveStepSchema, form);
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const marked = await context.execute(actor, markObjective, parsed.value);
  if (!marked.ok) throw new Response(null, { status: 409 });
  throw redirect(backFrom(form, paths.workerPlan(marked.workerId)));
}

/** Somebody who signs in again after a click comes here: the plan shows where the objective stands. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getObjectiveForm, { id: recordId(params.id) });
  throw redirect(paths.workerPlan(page.worker.id));
}
