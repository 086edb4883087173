import { z } from "zod";
import { frenchError, NOT_CONVERTED, REQUIRED } from "./form-errors.ts";

// Every schema of the apps speaks French, whichever copy of this module is loaded.
z.config({ ...z.locales.fr(), customError: frenchError });

/** What a refused form shows again: what was typed, and one sentence per field. */
export interface FormState {
  values: Record<string, string | string[]>;
  /** By field name; nested fields are joined with dots, as in `targets.0.value`. */
  errors: Record<string, string>;
  /** A sentence about the form as a whole. */
  formError?: string;
}

export type ParsedForm<T> = { ok: true; value: T } | { ok: false; state: FormState };

/** More than any form of ours holds. Past it, making the fields would cost more than any page. */
export const mostFields = 800;

/**
 * The form that a request carries, urlencoded as the server demands (packages/web/src/guards.ts). Every
 * action reads its form this way. Line ends become `\n`, and NUL characters, which PostgreSQL refuses, disappear.
 * @throws a 413 response past 800 fields
 */
export async function readForm(request: Request): Promise<FormData> {
  const text = await request.text();
  if (text.split("&", mostFields + 1).length > mostFields)
    throw new Response(null, { status: 413 });
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(text)) form.append(clean(name), clean(value));
  return form;
}

/**
 * Reads a form through its schema.
 *
 * - A field left empty counts as absent (`undefined`): write `.optional()`, and
 *   `.optional().transform((v) => v ?? null)` for a column that emptying the field must clear.
 * - A field is a list when its schema is `z.array(…)` or its name ends in `[]` (which is then dropped);
 *   nothing checked gives `[]`.
 * - Line ends become `\n`, and NUL characters, which PostgreSQL refuses, disappear.
 * - Numbers and booleans arrive as text: use `z.coerce.number()` or `z.stringbool()`.
 */
export function parseForm<S extends z.ZodType>(schema: S, form: FormData): ParsedForm<z.output<S>> {
  const { values, input } = collect(schema, form.entries());
  for (const name of listFields(schema)) input[name] ??= [];
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, state: { values, ...errorsOf(parsed.error, input, Object.keys(values)) } };
}

/** The state of a form that passed its schema but that the rules refuse (a name already taken, a conflict…). */
export function refuseForm(
  form: FormData,
  refusal: { errors?: Record<string, string>; formError?: string },
): FormState {
  const { values } = collect(undefined, form.entries());
  return { values, errors: refusal.errors ?? {}, formError: refusal.formError };
}

/**
 * Reads the query string through a schema in which every field has a default or is optional. It never
 * refuses: a value that does not fit (an old bookmark, a mistyped page number) counts as absent.
 */
export function parseQuery<S extends z.ZodType>(
  schema: S,
  source: URL | URLSearchParams | Request,
): z.output<S> {
  const parameters =
    source instanceof URLSearchParams
      ? source
      : "searchParams" in source
        ? source.searchParams
        : new URL(source.url).searchParams;
  const { input } = collect(schema, parameters.entries());
  // Each turn drops the fields that failed; there are at most as many turns as fields.
  for (;;) {
    const parsed = schema.safeParse(input);
    if (parsed.success) return parsed.data;
    const failed = parsed.error.issues.map((issue) => String(issue.path[0] ?? ""));
    const droppable = failed.filter((name) => name in input);
    if (droppable.length === 0) return schema.parse({});
    for (const name of droppable) delete input[name];
  }
}

function collect(
  schema: z.ZodType | undefined,
  entries: Iterable<[string, FormDataEntryValue]>,
): { values: FormState["values"]; input: Record<string, unknown> } {
  const lists = listFields(schema);
  const values: FormState["values"] = Object.create(null);
  const input: Record<string, unknown> = Object.create(null);
  for (const [rawName, rawValue] of entries) {
    const name = rawName.endsWith("[]") ? rawName.slice(0, -2) : rawName;
    if (typeof rawValue !== "string") {
      // A browser sends an empty file for a file field left alone.
      if (rawValue.size > 0 || rawValue.name !== "") input[name] = rawValue;
      continue;
    }
    const value = clean(rawValue);
    if (name !== rawName || lists.has(name)) {
      values[name] ??= [];
      const kept = values[name];
      if (Array.isArray(kept) && value !== "") kept.push(value);
      input[name] = kept;
    } else {
      // Sent twice (a hidden default before a checkbox): the last one wins. Without a schema nobody knows whether
      // it is a list: all of them come back, and a single field shows the last one.
      const earlier = schema ? undefined : values[name];
      values[name] = earlier === undefined ? value : [earlier, value].flat();
      input[name] = value.trim() === "" ? undefined : value;
    }
  }
  return { values: { ...values }, input: { ...input } };
}

function clean(value: string): string {
  return value.replaceAll("\0", "").replace(/\r\n?/g, "\n");
}

/** Names of the fields whose schema is an array, looking through optional, default, transform… */
function listFields(schema: z.ZodType | undefined): Set<string> {
  const object = unwrap(schema);
  if (!(object instanceof z.ZodObject)) return new Set();
  const shape = object.shape as Record<string, z.ZodType>;
  return new Set(Object.keys(shape).filter((name) => unwrap(shape[name]) instanceof z.ZodArray));
}

function unwrap(schema: unknown): unknown {
  let current = schema as
    | { def?: { innerType?: unknown; in?: unknown; type?: string } }
    | undefined;
  for (;;) {
    const inner =
      current?.def?.innerType ?? (current?.def?.type === "pipe" ? current.def.in : undefined);
    if (!inner) return current;
    current = inner as typeof current;
  }
}

function errorsOf(
  error: z.ZodError,
  input: Record<string, unknown>,
  sent: readonly string[],
): { errors: Record<string, string>; formError?: string } {
  const errors: Record<string, string> = {};
  let formError: string | undefined;
  for (const issue of error.issues) {
    const name = issue.path.map(String).join(".");
    if (name === "") formError ??= issue.message;
    // A coerced number turns « nothing » into NaN, so zod no longer knows that the field was empty.
    else if (NOT_CONVERTED.has(issue.message) && input[name] === undefined)
      errors[name] ??= REQUIRED;
    else errors[name] ??= issue.message;
  }
  return { errors: inOrderOf(sent, errors), formError };
}

/**
 * A form is sent in the order of its page, and its errors are read from the first field down. A choice that nobody made
 * is not sent: it stays after the error that the schema found before it.
 */
function inOrderOf(
  sent: readonly string[],
  errors: Record<string, string>,
): Record<string, string> {
  let before = -1;
  const placed = Object.entries(errors).map(([name, message]) => {
    const place = sent.indexOf(name);
    if (place >= 0) before = place;
    return { name, message, place: before };
  });
  return Object.fromEntries(
    placed.sort((a, b) => a.place - b.place).map(({ name, message }) => [name, message]),
  );
}
