import type { Saved } from "@essaim/database/record";
import { readForm } from "@essaim/web/form";
import { data, redirect } from "@remix-run/node";
import { z } from "zod";

const actionSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("withdraw"), participantId: z.uuid() }),
  z.object({ intent: z.literal("reopen"), version: z.coerce.number().int() }),
]);

type Outcome = Saved | { ok: false };

/** What the buttons of a session's page do: expect somebody no longer, or let the session take place after all. */
export async function changeSession(
  request: Request,
  page: string,
  operations: {
    withdraw: (participantId: string) => Promise<Outcome>;
    reopen: (version: number) => Promise<Outcome>;
  },
) {
  const parsed = actionSchema.safeParse(Object.fromEntries(await readForm(request)));
  if (!parsed.success) throw new Response(null, { status: 400 });
  const asked = parsed.data;
  if (asked.intent === "withdraw") {
    const outcome = await operations.withdraw(asked.participantId);
    if (outcome.ok) throw redirect(`${page}?fait=desinscrit`);
    const message = "Sa présence est déjà notée. Corrigez-la plutôt dans les présences.";
    return data({ message }, { status: 409 });
  }
  const outcome = await operations.reopen(asked.version);
  if (outcome.ok) throw redirect(`${page}?fait=atelier-retabli`);
  const message = "Quelqu’un vient de modifier cette séance. Voici ce qu’elle contient maintenant.";
  return data({ message }, { status: 409 });
}
