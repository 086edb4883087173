import type { z } from "zod";
import {
  type Change,
  type Fault,
  fieldName,
  longestManifest,
  type Manifest,
  type ManifestFormat,
  type Parsed,
  type ReadManifest,
} from "./manifest.schema.ts";
import { fromOkhToml, okhTomlSchema } from "./okh-toml.ts";
import { fromOkhYaml, okhYamlSchema } from "./okh-yaml.ts";
import { fromPubliccode, publiccodeSchema } from "./publiccode.ts";
import { readToml } from "./read-toml.ts";
import { readYaml } from "./read-yaml.ts";
import { type Draft, toRecord } from "./record.ts";

type Reader<S extends z.ZodType> = {
  schema: S;
  from: (file: z.output<S>) => { draft: Draft; changes: Change[] };
};

const reader = <S extends z.ZodType>(one: Reader<S>) => one as unknown as Reader<z.ZodType>;

const readers: Record<ManifestFormat, Reader<z.ZodType>> = {
  publiccode: reader({ schema: publiccodeSchema, from: fromPubliccode }),
  okh_yaml: reader({ schema: okhYamlSchema, from: fromOkhYaml }),
  okh_toml: reader({ schema: okhTomlSchema, from: fromOkhToml }),
};

/**
 * A resource from its publiccode.yml (0.2 to 0.5), its Open Know-How manifest (YAML 1.0) or its OKH LOSH manifest
 * (TOML 1 and 2). Nothing is kept of a file with a fault, and all its faults are told at once.
 */
export function readManifest({ name, text }: Manifest): ReadManifest {
  const refused = (message: string): ReadManifest => ({
    ok: false,
    faults: [{ field: null, line: null, message }],
  });
  if (Buffer.byteLength(text) > longestManifest) {
    return refused(`Ce fichier dépasse ${longestManifest / 1024}\u00a0Ko.`);
  }
  if (text.includes("\0")) {
    return refused(
      "Ce fichier n’est pas un texte\u202f: on attend un fichier .yml ou .toml, en UTF-8.",
    );
  }
  // What was not UTF-8 became this character when it was decoded.
  if (text.includes("\ufffd")) {
    return refused(
      "Ce fichier n’est pas un texte en UTF-8\u202f: enregistrez-le dans cet encodage.",
    );
  }
  const source = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  if (source.trim() === "") return refused("Ce fichier est vide.");
  const parsed = isToml(name, source) ? readToml(source) : readYaml(source);
  if (!parsed.ok) return parsed;
  const format = formatOf(name, source, parsed.value);
  if (format === null) {
    return refused(
      "Ce fichier n’est ni un publiccode.yml (publiccodeYmlVersion), ni un manifeste Open Know-How (title et license, ou okhv).",
    );
  }
  const { schema, from } = readers[format];
  const checked = schema.safeParse(parsed.value);
  if (!checked.success) return { ok: false, faults: faultsOf(checked.error, parsed) };
  const { draft, changes } = from(checked.data);
  const record = toRecord(draft);
  return { ok: true, format, resource: record.resource, changes: [...changes, ...record.changes] };
}

function isToml(name: string, text: string): boolean {
  if (/\.toml$/i.test(name)) return true;
  if (/\.ya?ml$/i.test(name)) return false;
  const first = text.split("\n").find((line) => !/^\s*(?:#|$)/.test(line)) ?? "";
  return /^\s*(?:\[|[-\w."']+\s*=)/.test(first);
}

function formatOf(
  name: string,
  text: string,
  value: Record<string, unknown>,
): ManifestFormat | null {
  const has = (...keys: string[]) => keys.some((key) => Object.hasOwn(value, key));
  if (isToml(name, text)) return has("okhv", "repo", "licensor") ? "okh_toml" : null;
  if (has("publiccodeYmlVersion", "publiccode-yaml-version")) return "publiccode";
  if (/(?:^|\/)publiccode\.ya?ml$/i.test(name)) return "publiccode";
  if (has("softwareType", "developmentStatus", "legal")) return "publiccode";
  if (has("title", "manifest-author", "okh-manifest-version", "license", "licensor"))
    return "okh_yaml";
  return null;
}

function faultsOf(error: z.ZodError, { lineOf }: Extract<Parsed, { ok: true }>): Fault[] {
  const faults = new Map<string, Fault>();
  for (const { path, message } of error.issues) {
    const field = fieldName(path);
    if (!faults.has(field)) faults.set(field, { field, line: lineOf(path), message });
  }
  // In the order of the file, and first what it does not hold.
  return [...faults.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
