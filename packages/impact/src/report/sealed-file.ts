import canonicalize from "canonicalize";
import { z } from "zod";
import { SEALED_FILE_LIMIT, type VerdictName } from "./seal.schema.ts";
import { hashOf, isSignedBy, keyIdOf, type Seal } from "./seal.ts";

const sealedFileSchema = z.strictObject({
  code: z.string(),
  hash: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  sealed: z.string(),
  signature: z.string(),
});
export type SealedFile = z.output<typeof sealedFileSchema>;

/** A value as the one text that it can be (RFC 8785), so that the same words are always the same bytes. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("Nothing to write");
  return text;
}

/** The file of a sealed report: what was sealed, and all that is wanted to check it. */
export const writeSealedFile = (report: { code: string; sealed: string } & Seal): string => {
  const { code, sealed, hash, signature, keyId, publicKey } = report;
  return canonical({ code, sealed, hash, signature, keyId, publicKey });
};

export type Verdict =
  | { verdict: "ok"; file: SealedFile; content: Record<string, unknown> }
  | { verdict: Exclude<VerdictName, "ok"> };

/**
 * Is a file, byte for byte, a report that one of these keys sealed? Nothing of a file that is not is handed over.
 * @param keys the public halves, in base64, by their id
 */
export function verifySealedFile(
  bytes: Uint8Array,
  keys: Readonly<Record<string, string>>,
): Verdict {
  if (bytes.length > SEALED_FILE_LIMIT) return { verdict: "too_big" };
  const text = textOf(bytes);
  const parsed = sealedFileSchema.safeParse(text === null ? null : jsonOf(text));
  if (!parsed.success) return { verdict: "not_a_report" };
  const file = parsed.data;
  const content = jsonOf(file.sealed);
  // One text has one file: a space more, or another way to write the same signature, is an altered file.
  const isWhole =
    typeof content === "object" &&
    content !== null &&
    "code" in content &&
    content.code === file.code &&
    hashOf(file.sealed) === file.hash &&
    Buffer.from(file.signature, "base64").toString("base64") === file.signature &&
    keyIdOf(Buffer.from(file.publicKey, "base64")) === file.keyId &&
    writeSealedFile(file) === text;
  if (!isWhole) return { verdict: "altered" };
  const known = Object.hasOwn(keys, file.keyId) ? keys[file.keyId] : undefined;
  if (known === undefined) return { verdict: "unknown_key" };
  if (known !== file.publicKey) return { verdict: "altered" };
  if (!isSignedBy(known, file.sealed, file.signature)) return { verdict: "wrong_signature" };
  // Last, since it reads as deep as the content goes: only what we signed comes here.
  if (canonical(content) !== file.sealed) return { verdict: "altered" };
  return { verdict: "ok", file, content: content as Record<string, unknown> };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
