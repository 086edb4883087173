import type { OpenResourceInput } from "../open-resource.schema.ts";

/** The descriptions of a resource that can be read. */
export const manifestFormats = ["publiccode", "okh_yaml", "okh_toml"] as const;
export type ManifestFormat = (typeof manifestFormats)[number];

export const manifestFormatLabels: Record<ManifestFormat, string> = {
  publiccode: "publiccode.yml",
  okh_yaml: "Open Know-How 1 (YAML)",
  okh_toml: "Open Know-How LOSH (TOML)",
};

/** Files read at once, what one weighs at most, and all together: bytes. */
export const mostManifests = 50;
export const longestManifest = 256 * 1024;
export const longestManifests = 800 * 1024;

/** What stops a file: its field as the file writes it, and its line, from 1; null when neither can be told. */
export type Fault = { field: string | null; line: number | null; message: string };

/** What is not, in the record, as the file has it: said before anything is created. */
export type Change = { field: string; text: string };

/** A description of a resource, as sent. */
export type Manifest = { name: string; text: string };

export type ReadManifest =
  | { ok: true; format: ManifestFormat; resource: OpenResourceInput; changes: Change[] }
  | { ok: false; faults: Fault[] };

/** A file turned into values, which still knows where each was written. */
export type Parsed =
  | {
      ok: true;
      value: Record<string, unknown>;
      /** Line of a field, or of the nearest one around it; null for the file as a whole. */
      lineOf: (path: readonly PropertyKey[]) => number | null;
    }
  | { ok: false; faults: Fault[] };

/** `["software", 0, "path"]` → « software[0].path ». */
export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      return index === 0 ? String(key) : `.${String(key)}`;
    })
    .join("");
}
