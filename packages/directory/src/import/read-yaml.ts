import {
  type Document,
  type ErrorCode,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Fault, Parsed } from "./manifest.schema.ts";

/** Past these, what follows is the same mistake said again. */
const mostFaults = 20;
const mostAliases = 50;
const messages: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "Un renvoi (*) ne peut rien porter d’autre.",
  BAD_ALIAS: "Ce renvoi (*) ou ce repère (&) est mal écrit.",
  BAD_INDENT: "Le décalage de cette ligne n’est pas celui de ses voisines.",
  BAD_SCALAR_START:
    "Une valeur ne peut pas commencer par ce caractère (@, `, %)\u202f: mettez-la entre guillemets.",
  BLOCK_AS_IMPLICIT_KEY:
    "Cette ligne contient deux fois «\u202f: \u202f»\u202f: mettez la valeur entre guillemets.",
  BLOCK_IN_FLOW: "Une liste ou un bloc ne peut pas commencer à l’intérieur de crochets.",
  MISSING_CHAR:
    "Il manque un caractère de fermeture\u202f: guillemet, crochet, accolade ou deux-points.",
  MULTILINE_IMPLICIT_KEY: "Une clé tient sur une seule ligne.",
  MULTIPLE_DOCS: "Ce fichier contient plusieurs documents\u202f: gardez-en un seul.",
  RESOURCE_EXHAUSTION: "Ce fichier imbrique trop de niveaux.",
  TAB_AS_INDENT: "Une tabulation décale cette ligne\u202f: remplacez-la par des espaces.",
};

/** YAML 1.2, core schema: no tag makes anything but a text, and dates stay as they are written. */
export function readYaml(text: string): Parsed {
  const refused = (faults: Fault[]): Parsed => ({ ok: false, faults });
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The library compares every key with every other: a file of many keys would hold the process for a minute.
    uniqueKeys: false,
    // What a file says is not for our logs.
    logLevel: "error",
    resolveKnownTags: false,
  });
  const faults = new Map<number, Fault>();
  // The first fault of a line is its cause, and the others what comes of it.
  const blame = (offset: number, message: string) => {
    const { line } = lines.linePos(offset);
    if (!faults.has(line)) faults.set(line, { field: null, line, message });
  };
  for (const { code, pos } of document.errors) {
    blame(pos[0], messages[code] ?? "Cette ligne n’est pas du YAML valide.");
  }
  if (faults.size === 0) {
    for (const offset of repeatedKeys(document)) blame(offset, "Cette clé est écrite deux fois.");
  }
  if (faults.size > 0) return refused([...faults.values()].sort(byLine).slice(0, mostFaults));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
    // An alias that holds itself has no end.
    JSON.stringify(value);
  } catch {
    const message =
      "Ce fichier se renvoie à lui-même (repères & et *)\u202f: écrivez les valeurs en toutes lettres.";
    return refused([{ field: null, line: null, message }]);
  }
  if (!isMap(document.contents)) {
    const message = "On attend des lignes «\u202fclé: valeur\u202f».";
    return refused([{ field: null, line: text.trim() === "" ? null : 1, message }]);
  }
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    let found: Node = document.contents as Node;
    let line: number | null = null;
    for (const key of path) {
      if (isMap(found)) {
        const pair = found.items.find((item) => isPair(item) && String(item.key) === String(key));
        const start = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
        if (start === undefined) return line;
        line = lines.linePos(start).line;
        if (!isNode(pair?.value)) return line;
        found = pair.value;
      } else {
        const item =
          "get" in found
            ? (found as { get: (key: unknown, keep: true) => unknown }).get(key, true)
            : undefined;
        if (!isNode(item) || !item.range) return line;
        line = lines.linePos(item.range[0]).line;
        found = item;
      }
    }
    return line;
  };
  return { ok: true, value: value as Record<string, unknown>, lineOf };
}

/** Where each key that its map already holds is written again. */
function repeatedKeys(document: Document): number[] {
  const repeated: number[] = [];
  visit(document, {
    Map(_, map) {
      const keys = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (keys.has(name)) repeated.push(key.range?.[0] ?? 0);
        keys.add(name);
      }
    },
  });
  return repeated;
}

const byLine = (a: Fault, b: Fault) => (a.line ?? 0) - (b.line ?? 0);
