import { type AST, getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import { fieldName, type Parsed } from "./manifest.schema.ts";

const messages: readonly [RegExp, string][] = [
  [/key multiple times|already defined|redefin/i, "Cette clé est écrite deux fois."],
  [/Unspecified values/i, "Il manque la valeur après le signe =."],
  [/Must be a newline/i, "Une seule valeur par ligne\u202f: mettez les textes entre guillemets."],
  [/Unterminated string|Missing end/i, "Il manque un guillemet de fermeture."],
  [/array/i, 'Cette liste est mal écrite\u202f: [\u202f"un", "deux"\u202f].'],
  [/date|time/i, "Cette date est mal écrite."],
];

/** TOML 1.0. The parser stops at the first line that it cannot read. */
export function readToml(text: string): Parsed {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: "1.0" });
  } catch (error) {
    if (!(error instanceof ParseError || error instanceof RangeError)) throw error;
    const said = error.message;
    // A value that is missing is noticed at the end of its line, which the parser calls the next one.
    const late = error instanceof ParseError && error.column === 0 && /Unspecified/.test(said);
    const line = error instanceof ParseError ? error.lineNumber - (late ? 1 : 0) : null;
    const message =
      line === null
        ? "Ce fichier imbrique trop de niveaux."
        : (messages.find(([pattern]) => pattern.test(said))?.[1] ??
          'Cette ligne n’est pas du TOML valide\u202f: on attend clé = "valeur".');
    return { ok: false, faults: [{ field: null, line, message }] };
  }
  const lines = new Map<string, number>();
  note(program.body[0].body, [], lines);
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    for (let length = path.length; length > 0; length -= 1) {
      const line = lines.get(fieldName(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return null;
  };
  return { ok: true, value: getStaticTOMLValue(program) as Record<string, unknown>, lineOf };
}

/** Remembers on which line each key of a table begins. */
function note(
  nodes: readonly (AST.TOMLTable | AST.TOMLKeyValue)[],
  base: readonly PropertyKey[],
  lines: Map<string, number>,
): void {
  const remember = (path: readonly PropertyKey[], line: number) => {
    for (let length = base.length + 1; length <= path.length; length += 1) {
      const name = fieldName(path.slice(0, length));
      if (!lines.has(name)) lines.set(name, line);
    }
  };
  for (const node of nodes) {
    const line = node.loc.start.line;
    if (node.type === "TOMLTable") {
      remember(node.resolvedKey, line);
      note(node.body, node.resolvedKey, lines);
      continue;
    }
    const path = [
      ...base,
      ...node.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value)),
    ];
    remember(path, line);
    noteValue(node.value, path, lines);
  }
}

function noteValue(
  value: AST.TOMLContentNode,
  path: readonly PropertyKey[],
  lines: Map<string, number>,
): void {
  if (value.type === "TOMLInlineTable") note(value.body, path, lines);
  if (value.type !== "TOMLArray") return;
  for (const [index, element] of value.elements.entries()) {
    lines.set(fieldName([...path, index]), element.loc.start.line);
    noteValue(element, [...path, index], lines);
  }
}
