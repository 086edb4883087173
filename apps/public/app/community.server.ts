import type { Outcome } from "@essaim/database/operation";
import { findCommuneFault } from "@essaim/directory/community/commune.queries";
import type { SimilarRecord } from "@essaim/directory/community/proposal.queries";
import { type VisitorFault, visitorFaults } from "@essaim/directory/community/visitor.schema";
import { type FormState, parseForm, readForm, refuseForm } from "@essaim/web/form";
import { type AppLoadContext, data, redirect } from "@remix-run/node";
import type { z } from "zod";
import { type I18n, i18nAt } from "./i18n/i18n";
import type { Paths } from "./paths";
import { TRAP } from "./trap";

/** What a command takes of whoever sends a form, whose address is told apart by a keyed hash. */
export function senderOf(
  { visitor, hashMail }: Pick<AppLoadContext, "visitor" | "hashMail">,
  email: string,
  { locale }: I18n,
) {
  return { visitor, addressee: hashMail(email), language: locale };
}

/** A form that was sent, and the words of its page. */
export async function receive(request: Request) {
  return { form: await readForm(request), i18n: i18nAt(new URL(request.url).pathname) };
}

/**
 * A form that anybody may send, and where they go on.
 * @param pageOf the page that says that it was sent
 * @throws that page at once to what fell into the trap: it is told the same as anybody
 */
export async function receiveFromAnybody(request: Request, pageOf: (paths: Paths) => string) {
  const { form, i18n } = await receive(request);
  const done = `${pageOf(i18n.paths)}?fait=envoi`;
  if (form.get(TRAP)) throw redirect(done);
  return { form, i18n, done };
}

/** Does the address say that a form was just sent? */
export const isSent = (request: Request): boolean =>
  new URL(request.url).searchParams.get("fait") === "envoi";

/** The fields of a form that hold text, each once. */
export function textsOf(form: FormData): Record<string, string | undefined> {
  return Object.fromEntries(
    [...form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** Faults in the reader's words. */
export function told({ t }: I18n, faults: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(faults).map(([field, fault]) => [
      field,
      isFault(fault) ? t(`community.fault.${fault}`) : fault,
    ]),
  );
}

const isFault = (text: string): text is VisitorFault =>
  (visitorFaults as readonly string[]).includes(text);

/** What is wrong with the commune of a form, when one is written. */
export async function communeFaults(
  { execute, actor }: Pick<AppLoadContext, "execute" | "actor">,
  commune: string,
): Promise<{ commune?: VisitorFault }> {
  const fault = commune && (await execute(actor, findCommuneFault, { commune }));
  return fault ? { commune: fault } : {};
}

/** Reads a form through its schema, with its faults in the reader's words. */
export function read<S extends z.ZodType>(i18n: I18n, schema: S, form: FormData) {
  const parsed = parseForm(schema, form);
  if (parsed.ok) return parsed;
  return {
    ok: false as const,
    state: { ...parsed.state, errors: told(i18n, parsed.state.errors) },
  };
}

/** What the page of a form is answered: what was typed, and the records that it looks like. */
type Answer = { state: FormState; similar?: SimilarRecord[] };

/** The form as it was typed, never kept by a cache: it is nobody else's. */
export const refuse = (answer: Answer, status: number) =>
  data(answer, { status, headers: { "cache-control": "no-store" } });

/**
 * What becomes of a form that passed its schema.
 * @param closed what is said where nothing is received any more
 * @throws where one goes on, once it is taken
 */
export function conclude(
  { form, i18n: { t }, done }: Awaited<ReturnType<typeof receiveFromAnybody>>,
  outcome: Outcome,
  closed: "community.proposer.closed" | "community.contact.closed",
) {
  if (outcome.ok) throw redirect(done);
  const isTooMany = outcome.reason === "slow_down";
  const formError = t(isTooMany ? "community.proposer.slow_down" : closed);
  return refuse({ state: refuseForm(form, { formError }) }, isTooMany ? 429 : 409);
}
