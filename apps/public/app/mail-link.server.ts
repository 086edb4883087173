import type { Command, Outcome, Query } from "@essaim/database/operation";
import type { PublicActor } from "@essaim/identity/actor";
import { type mailLinkSchema, readMailLink } from "@essaim/identity/mail-link.schema";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";

/** What the link of a mail leads to; null when the address holds none. */
export async function findByLink<R>(
  { params, context }: LoaderFunctionArgs,
  query: Query<PublicActor, typeof mailLinkSchema, R>,
): Promise<R | null> {
  const link = readMailLink(params.link);
  return link ? await context.execute(context.actor, query, link) : null;
}

/**
 * Does what the link of a mail asks, once the button of its page is pressed. Opening the link changes nothing, since
 * mail programmes open links by themselves.
 */
export async function confirmByLink<R extends Outcome>(
  { params, context }: ActionFunctionArgs,
  command: Command<PublicActor, typeof mailLinkSchema, R>,
) {
  const link = readMailLink(params.link);
  const outcome = link && (await context.execute(context.actor, command, link));
  const isDone = outcome?.ok ?? false;
  return data({ isDone }, { status: isDone ? 200 : 409 });
}
