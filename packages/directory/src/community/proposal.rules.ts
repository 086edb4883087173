import type { RecordKind } from "../publication/record.schema.ts";
import type { Content } from "../publication/record.ts";
import { type ProposedField, proposedFields, readField, typedFrom } from "./proposal.fields.ts";
import type { VisitorFault } from "./visitor.schema.ts";

/** Bytes of JSON that a proposal takes: what the table's check takes, less the commune and jsonb's own spaces. */
export const mostProposalBytes = 97_000;

/** Does a field say the same, for whoever reads it? The order of an object's keys says nothing, and « absent » is « nothing ». */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (value === undefined || value === null || value === "") return "null";
  if (Array.isArray(value)) return value.length === 0 ? "null" : `[${value.map(canonical).join()}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${key}:${canonical((value as Content)[key])}`).join()}}`;
}

export type ReadProposal =
  | { ok: true; content: Content }
  | { ok: false; faults: Record<string, VisitorFault> };

/**
 * What a form says of a record: of a new one, every field filled in; of a correction, those that differ from what the
 * public reads. A field sent back as it was shown is left alone, whatever today's form would say of it.
 * @param typed the form's fields as they were typed
 * @param current what the public reads; null for a new record
 */
export function readProposal(
  kind: RecordKind,
  typed: Readonly<Record<string, string | undefined>>,
  current: Content | null,
): ReadProposal {
  const content: Content = {};
  const faults: Record<string, VisitorFault> = {};
  for (const field of proposedFields[kind]) {
    const said = typed[field.key] ?? "";
    if (current && asSent(said) === asSent(typedFrom(field, current[field.key]))) continue;
    const read = readField(field, said, current?.[field.key]);
    if (!read.ok) faults[field.key] = read.fault;
    else if (!saysTheSame(read.value, current?.[field.key])) content[field.key] = read.value;
  }
  if (Object.keys(faults).length === 0)
    Object.assign(faults, costFaults({ ...current, ...content }), sizeFault(content));
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, content };
}

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

/** All of a proposal has a size: past it, the field that takes the most of it is told so. */
function sizeFault(content: Content): Record<string, VisitorFault> {
  if (bytesOf(content) <= mostProposalBytes) return {};
  const [longest] = Object.entries(content).sort(
    ([, one], [, other]) => bytesOf(other) - bytesOf(one),
  );
  return longest ? { [longest[0]]: "too_long" } : {};
}

/** A browser ends the lines of a text in its own way, whatever the page held. */
const asSent = (text: string) => text.replace(/\r\n?/g, "\n").trim();

const costRanges = [
  ["startupCostMinCents", "startupCostMaxCents"],
  ["monthlyCostMinCents", "monthlyCostMaxCents"],
] as const;

/** A range of costs has two ends, in their order. */
function costFaults(content: Content): Record<string, VisitorFault> {
  const faults: Record<string, VisitorFault> = {};
  for (const [least, most] of costRanges) {
    const [low, high] = [content[least] ?? null, content[most] ?? null];
    if (low === null && high === null) continue;
    if (low === null) faults[least] = "missing";
    else if (high === null) faults[most] = "missing";
    else if (Number(high) < Number(low)) faults[most] = "cost_order";
  }
  return faults;
}

/** A field of a proposal beside the record as it is now. */
export type ProposedChange = {
  field: ProposedField;
  proposed: unknown;
  /** What the working copy says now; undefined for a new record. */
  current: unknown;
  /** The record has changed since it was read: what is replaced is not what was corrected. */
  hasMoved: boolean;
  /** The record says so already. */
  isDone: boolean;
};

/**
 * What a proposal changes, field by field, in the order of the form.
 * @param current the working copy; null for a new record
 */
export function changesOf(
  kind: RecordKind,
  { content, seen }: { content: Content; seen: Content },
  current: Content | null,
): ProposedChange[] {
  return proposedFields[kind]
    .filter((field) => Object.hasOwn(content, field.key))
    .map((field) => ({
      field,
      proposed: content[field.key],
      current: current?.[field.key],
      hasMoved: current !== null && !saysTheSame(seen[field.key], current[field.key]),
      isDone: current !== null && saysTheSame(content[field.key], current[field.key]),
    }));
}

/** Of a proposal, the fields that were kept, and no other. */
export function partOf(content: Content, fields: readonly string[]): Content {
  return Object.fromEntries(Object.entries(content).filter(([key]) => fields.includes(key)));
}
