import { getWorkerForm } from "@essaim/accompaniment/worker.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { listNeighbourhoods } from "@essaim/territory/neighbourhood.queries";
import type { AppLoadContext } from "@remix-run/node";

/** A person's form: the file if there is one, and what its lists offer. Throws a 404 response. */
export async function loadForm(context: AppLoadContext, actor: MemberActor, id: string | null) {
  const [form, neighbourhoods] = await Promise.all([
    context.execute(actor, getWorkerForm, { id }),
    context.execute(actor, listNeighbourhoods, {}),
  ]);
  const { worker, coaches, resources, communes } = form;
  return { worker, options: { coaches, resources, communes, neighbourhoods } };
}
