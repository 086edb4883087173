import licenceList from "spdx-license-list";
import {
  describeLicence,
  namedLicences,
  normaliseLicence,
  plainLicence,
} from "../licence.rules.ts";

/**
 * A licence as a manifest writes it, and what SPDX calls it.
 * - `written`: already an SPDX expression, in its own letters;
 * - `rewritten`: the same licence, written as SPDX does;
 * - `assumed`: the same, of which the version or the variant is our guess;
 * - `unknown`: nothing that may be relied upon: no expression.
 */
export type LicenceReading = {
  expression: string | null;
  how: "written" | "rewritten" | "assumed" | "unknown";
};

const unknown: LicenceReading = { expression: null, how: "unknown" };

/** Words that take something away: a licence found beside them is not the whole of the matter. */
const restriction =
  /\b(?:nc|nd|no(?:t|n)?|pas|sans|except|excluding|sauf|hors|unless|commercial|commons clause|custom|eula|proprietary|proprietaire|reserved|reserves?|research|personal use|educational|with exceptions?)\b/;

const noRight =
  /\b(?:proprietary|proprietaire|closed source|all rights reserved|tous droits reserves|allrightsreserved)\b/;

/** SPDX's own words for « nobody said ». */
const nobodySaid = /^LicenseRef-(?:NONE|NOASSERTION)$/i;

/**
 * The SPDX expression of a licence written by hand, or none. It never makes a text freer than it is: several licences
 * without « ou » all apply, and one named beside a restriction is left for somebody to read.
 */
export function readLicenceText(text: string): LicenceReading {
  const typed = text.replace(/\s+/gu, " ").trim();
  const exact = normaliseLicence(typed);
  if (exact !== null) {
    if (nobodySaid.test(exact)) return unknown;
    const current = exact.replace(/^LicenseRef-AllRightsReserved$/i, "LicenseRef-Proprietary");
    const expression = current.replace(retired, (_, name, isLater) =>
      isLater ? `${name}-or-later` : `${name}-only`,
    );
    return { expression, how: expression === typed ? "written" : "rewritten" };
  }
  const id = addressed(typed) ?? fullNames().get(nameKey(typed));
  if (id) return { expression: id, how: "rewritten" };
  const plain = plainLicence(typed);
  const found = readWords(typed);
  if (found.expression === null) {
    return noRight.test(plain)
      ? { expression: "LicenseRef-Proprietary", how: "rewritten" }
      : unknown;
  }
  const isFree = describeLicence(found.expression).status === "free";
  return isFree && restriction.test(plain) ? unknown : found;
}

/** Identifiers that SPDX has withdrawn, and their only meaning. */
const retired = /\b((?:AGPL|LGPL|GPL|GFDL)-\d\.\d)(\+)?(?![-\w+.])/g;

function readWords(typed: string): LicenceReading {
  const whole = namedLicences(typed);
  const [only] = whole;
  if (only && whole.length === 1) {
    return { expression: only.id, how: only.assumed ? "assumed" : "rewritten" };
  }
  const pieces = typed
    .split(
      /\s*[,;/&|]\s*|\s+(?:and|et|or|ou)\s+(?!(?:any |toute )?(?:version )?(?:later|newer|plus|ult|sup|suiv))/i,
    )
    .filter((piece) => piece !== "");
  const parts = pieces.map((piece) => namedLicences(piece));
  if (whole.length === 0 || pieces.length < 2) return unknown;
  if (!parts.every((part) => part.length === 1)) return unknown;
  const ids = [...new Set(parts.flat().map((part) => part.id))];
  const joined = typed.replace(/,(?=\s*(?:or|ou)\b)/gi, "");
  const isChoice = /\b(?:or|ou)\b|[/|]/i.test(joined) && !/[,;&]|\b(?:and|et)\b/i.test(joined);
  const expression = normaliseLicence(ids.join(isChoice ? " OR " : " AND "));
  if (expression === null) return unknown;
  return { expression, how: parts.flat().some((part) => part.assumed) ? "assumed" : "rewritten" };
}

/** The address of a licence's text, where it names the licence. */
function addressed(typed: string): string | null {
  const address = /https?:\/\/\S+/i.exec(typed)?.[0].toLowerCase();
  if (!address) return null;
  const commons = /creativecommons\.org\/licen[cs]es\/(by[-a-z]*)\/(\d\.\d)/.exec(address);
  if (commons) return normaliseLicence(`CC-${commons[1]}-${commons[2]}`);
  if (/creativecommons\.org\/publicdomain\/zero\/1\.0/.test(address)) return "CC0-1.0";
  const gnu = /gnu\.org\/licen[cs]es\/(?:old-licen[cs]es\/)?([al]?gpl|fdl)-(\d\.\d)/.exec(address);
  if (gnu) return normaliseLicence(`${gnu[1] === "fdl" ? "gfdl" : gnu[1]}-${gnu[2]}-only`);
  const listed =
    /(?:opensource\.org\/licen[cs]es?|spdx\.org\/licen[cs]es)\/([-.+\w]+?)(?:\.html|\.php)?\/?$/.exec(
      address,
    );
  return listed?.[1] ? normaliseLicence(listed[1]) : null;
}

let names: Map<string, string> | undefined;

/** The full names of the SPDX list; those that two licences share name none. */
function fullNames(): Map<string, string> {
  if (names) return names;
  names = new Map();
  const shared = new Set<string>();
  for (const [id, { name }] of Object.entries(licenceList)) {
    const key = nameKey(name);
    if (names.has(key)) shared.add(key);
    names.set(key, id);
  }
  for (const key of shared) names.delete(key);
  return names;
}

const nameKey = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9+]+/g, " ")
    .replace(/\b(?:the|licen[cs]e|public)\b|\b(?:v|version) ?(?=\d)/g, "")
    .replace(/ /g, "");
