import { type VisitorFault, visitorFaults } from "@essaim/directory/community/visitor.schema";
import { type FormState, parseForm, readForm } from "@essaim/web/form";
import { type AppLoadContext, data } from "@remix-run/node";
import type { z } from "zod";
import { type I18n, i18nAt } from "./i18n/i18n";
import { TRAP } from "./trap";

/** What a command takes of whoever sends a form, whose address is told apart by a keyed hash. */
export function senderOf(
  { visitor, hashMail }: Pick<AppLoadContext, "visitor" | "hashMail">,
  email: string,
  { locale }: I18n,
) {
  return { visitor, addressee: hashMail(email), language: locale };
}

/** A form that was sent, and whether a robot filled the field hidden from people. */
export async function receive(request: Request) {
  const form = await readForm(request);
  const i18n = i18nAt(new URL(request.url).pathname);
  return { form, i18n, isTrapped: Boolean(form.get(TRAP)) };
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

/** Reads a form through its schema, with its faults in the reader's words. */
export function read<S extends z.ZodType>(i18n: I18n, schema: S, form: FormData) {
  const parsed = parseForm(schema, form);
  if (parsed.ok) return parsed;
  return {
    ok: false as const,
    state: { ...parsed.state, errors: told(i18n, parsed.state.errors) },
  };
}

/** The form as it was typed, never kept by a cache: it is nobody else's. */
export const refuse = <More extends object>(state: FormState, status: number, more?: More) =>
  data({ state, ...(more as More) }, { status, headers: { "cache-control": "no-store" } });
