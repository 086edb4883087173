import parseExpression from "spdx-expression-parse";
import licenceList from "spdx-license-list";
import type { Label } from "./publication.schema.ts";

/**
 * From the freest to the least free; an unknown right is worth no more than none.
 * - `free`: anybody may use, study, change and share it, for any purpose.
 * - `reserved`: open to read, but only some people may use it.
 * - `no_derivatives`, `non_commercial`, `source_available`: open to read, with a freedom missing.
 * - `proprietary`: no right given.
 * - `unknown`: what is written is not a licence we can read.
 * - `missing`: nothing is written, so all rights are reserved by law.
 */
export const licenceStatuses = [
  "free",
  "reserved",
  "no_derivatives",
  "non_commercial",
  "source_available",
  "proprietary",
  "unknown",
  "missing",
] as const;
type LicenceStatus = (typeof licenceStatuses)[number];

export type LicenceDescription = {
  status: LicenceStatus;
  /** A few words, for a badge. */
  label: Label;
  /** One plain sentence that says what one may do. */
  sentence: Label;
  /** Full names of the licences named, for a tooltip or a list; empty when none could be read. */
  names: string[];
};

type Words = { label: Label; sentence: Label };

const words: Record<LicenceStatus, Words> = {
  free: {
    label: { fr: "Libre", en: "Free" },
    sentence: {
      fr: "Licence libre\u202f: vous pouvez utiliser, étudier, modifier et partager cette ressource, même pour en vivre, en respectant les conditions de la licence.",
      en: "Free licence: you may use, study, change and share this resource, even to make a living, under the conditions of the licence.",
    },
  },
  reserved: {
    label: { fr: "Usage réservé", en: "Restricted use" },
    sentence: {
      fr: "Contenu ouvert, usage réservé\u202f: lisez la licence pour savoir si vous pouvez vous en servir.",
      en: "Open to read, restricted in use: read the licence to know whether you are entitled to it.",
    },
  },
  no_derivatives: {
    label: { fr: "Sans modification", en: "No derivatives" },
    sentence: {
      fr: "Licence non libre\u202f: vous pouvez partager cette ressource telle quelle, pas la modifier.",
      en: "Not a free licence: you may share this resource as it is, not change it.",
    },
  },
  non_commercial: {
    label: { fr: "Sans usage commercial", en: "Non-commercial" },
    sentence: {
      fr: "Licence non libre\u202f: l’usage commercial est interdit, vous ne pouvez donc pas en vivre.",
      en: "Not a free licence: commercial use is forbidden, so you may not make a living from it.",
    },
  },
  source_available: {
    label: { fr: "Non libre", en: "Not free" },
    sentence: {
      fr: "Licence publique, mais non libre\u202f: lisez ses restrictions avant tout usage.",
      en: "A public licence, but not a free one: read its restrictions before any use.",
    },
  },
  proprietary: {
    label: { fr: "Propriétaire", en: "Proprietary" },
    sentence: {
      fr: "Licence propriétaire\u202f: demandez l’accord des auteurs avant tout usage.",
      en: "Proprietary licence: ask the authors before any use.",
    },
  },
  unknown: {
    label: { fr: "Licence à vérifier", en: "Licence to be checked" },
    sentence: {
      fr: "Licence que nous n’avons pas pu vérifier\u202f: ne la tenez pas pour libre.",
      en: "A licence that we could not check: do not take it for a free one.",
    },
  },
  missing: {
    label: { fr: "Licence non renseignée", en: "No licence stated" },
    sentence: {
      fr: "Licence non renseignée\u202f: tous droits réservés par défaut.",
      en: "No licence stated: all rights reserved by default.",
    },
  },
};

/** Creative Commons licences with both NC and ND. */
const shareOnly: Words = {
  label: words.non_commercial.label,
  sentence: {
    fr: "Licence non libre\u202f: ni usage commercial ni modification, seulement le partage tel quel.",
    en: "Not a free licence: neither commercial use nor changes, only sharing as it is.",
  },
};

/** Licences outside the SPDX list that we have read. A name not found here is never shown as free. */
const ownLicences: Record<string, { status: LicenceStatus; name: string; words: Words }> = {
  "LicenseRef-Coopyleft": {
    status: "reserved",
    name: "Coopyleft",
    words: {
      label: { fr: "Réservé aux coopératives", en: "Reserved to cooperatives" },
      sentence: {
        fr: "Code ouvert, usage réservé aux coopératives de livreurs.",
        en: "Open code, whose use is reserved to cooperatives of couriers.",
      },
    },
  },
  "LicenseRef-Proprietary": {
    status: "proprietary",
    name: "Propriétaire",
    words: words.proprietary,
  },
};

/**
 * Licences that the OSI has not reviewed, most being for contents, data, hardware or fonts, and that
 * give the four freedoms: held as free by the FSF, the Open Definition or Freedom Defined.
 */
const alsoFree: readonly RegExp[] = [
  /^CC0-1\.0$|^CC-PDDC$|^CC-PDM-1\.0$/,
  /^CC-(BY|BY-SA|SA)-\d\.\d(-[A-Z]{2,3})?$/,
  /^(ODbL|ODC-By|PDDL)-1\.0$/,
  /^etalab-2\.0$/,
  /^OGL-(UK-[123]\.0|Canada-2\.0)$|^OGDL-Taiwan-1\.0$|^NLOD-[12]\.0$|^DL-DE-(BY|ZERO)-2\.0$/,
  /^CDLA-(Permissive-[12]\.0|Sharing-1\.0)$/,
  /^LAL-1\.[23]$|^DSL$|^MirOS$/,
  // A text with invariant sections may not be changed freely: those variants are left out.
  /^GFDL-1\.[123](-no-invariants)?(-only|-or-later)?$/,
  /^TAPR-OHL-1\.0$|^CERN-OHL-1\.[12]$|^SHL-(0\.5|0\.51|2\.0|2\.1)$/,
  /^CECILL-(1\.[01]|2\.0|B|C)$/,
  /^(AGPL-1\.0|GPL-1\.0)(-only|-or-later)?$|^GPL-[23]\.0-with-/,
  /^(WTFPL|X11|FTL|IJG|IJG-short|Vim|OpenSSL|Ruby|ClArtistic|SMLNJ|StandardML-NJ|xinetd|gnuplot|curl|libtiff|blessing|Beerware)$/,
  /^(BSD-4-Clause|BSD-4-Clause-UC|BSD-3-Clause-Clear|BSD-2-Clause-(Views|FreeBSD|NetBSD)|FreeBSD-DOC|FSFAP|MIT-CMU)$/,
  /^(Apache-1\.0|XFree86-1\.1|ZPL-2\.1|MPL-1\.0|NPL-1\.[01]|EUPL-1\.0|OLDAP-2\.[37]|SGI-B-2\.0|Zend-2\.0|bzip2-1\.0\.[56])$/,
  /^(zlib-acknowledgement|Info-ZIP|ImageMagick|Python-2\.0\.1|MulanPSL-1\.0|OFL-1\.0(-RFN|-no-RFN)?)$/,
];

/** Public licences known to take a freedom away. A listed licence found in neither list is `unknown`. */
const notFree =
  /^(BUSL|SSPL|Elastic|FSL|PolyForm|Hippocratic|SUL|COIL|C-UDA|Aladdin|JSON$|CPOL|UnRAR|Parity-7|BSD-3-Clause-No-(Military|Nuclear)-License|GFDL-1\.[123]-invariants)/;

type Part = { status: LicenceStatus; names: string[]; words: Words };

const rank = (status: LicenceStatus) => licenceStatuses.indexOf(status);

/** Characters; far beyond the 200 that a record holds, and short enough to parse safely. */
const longestExpression = 1000;

/**
 * Says truthfully, in plain words, what an SPDX licence expression allows.
 *
 * `A AND B` is as free as the less free of the two, `A OR B` as the freer one; an exception (`WITH`)
 * only adds permissions. A `LicenseRef-` or an unreadable text is never shown as free.
 * Sources: the SPDX licence list and its OSI flags; for contents and data, the list above.
 */
export function describeLicence(expression: string | null): LicenceDescription {
  if (expression === null || expression.trim() === "") return describe("missing");
  if (expression.length > longestExpression) return describe("unknown");
  const canonical = normaliseLicence(expression);
  if (canonical === null) return describe("unknown");
  const part = read(parseExpression(canonical));
  return { status: part.status, ...part.words, names: part.names };
}

/**
 * The expression as SPDX writes it (« mit or agpl-3.0-or-later » → « MIT OR AGPL-3.0-or-later »), or null
 * when it is not one.
 */
export function normaliseLicence(expression: string): string | null {
  const canonical = expression
    .trim()
    .replace(/\s+/gu, " ")
    .replace(/[A-Za-z0-9.-]+/g, (word) => knownWords.get(word.toLowerCase()) ?? word)
    .replace(/\blicenseref-/gi, "LicenseRef-");
  try {
    parseExpression(canonical);
    return canonical;
  } catch {
    return null;
  }
}

/** How people write licences, without accents nor punctuation, and what SPDX calls them. */
const writings: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [
    /\b([al]?gpl) ?v? ?(\d)(?: [01])?( ?\+| (?:ou|or) (?:plus|ulterieure?|suivantes?|later|superieure?))?/,
    ([, name = "", version, later]) =>
      `${name.toUpperCase()}-${version}.0-${later ? "or-later" : "only"}`,
  ],
  [/\bcc ?0\b/, () => "CC0-1.0"],
  [
    /\b(?:cc|creative commons) by((?: (?:nc|nd|sa))*)(?: v?(\d) (\d))?/,
    ([, terms = "", major = "4", minor = "0"]) =>
      `CC-BY${terms.toUpperCase().replaceAll(" ", "-")}-${major}.${minor}`,
  ],
  [/\bapache\b/, () => "Apache-2.0"],
  [/\bmit\b/, () => "MIT"],
  [/\bbsd ?([23])?/, ([, clauses = "3"]) => `BSD-${clauses}-Clause`],
  [/\bmpl\b|\bmozilla\b/, () => "MPL-2.0"],
  [/\beupl\b/, () => "EUPL-1.2"],
  [/\bodbl\b/, () => "ODbL-1.0"],
  [/\blicence ouverte\b|\betalab\b/, () => "etalab-2.0"],
  [/\bcern ohl\b/, () => "CERN-OHL-S-2.0"],
  [/\bcoopyleft\b/, () => "LicenseRef-Coopyleft"],
];

/** The SPDX identifier that somebody probably meant by « GPL v3 ou plus », or null; never saved without being chosen. */
export function proposeLicence(typed: string): string | null {
  const plain = typed
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9+]+/g, " ")
    .slice(0, longestExpression);
  for (const [pattern, write] of writings) {
    const found = pattern.exec(plain);
    const proposed = found && normaliseLicence(write(found));
    if (proposed) return proposed;
  }
  return null;
}

const knownWords = new Map(
  [...Object.keys(licenceList), ...Object.keys(ownLicences), "AND", "OR", "WITH"].map((word) => [
    word.toLowerCase(),
    word,
  ]),
);

function describe(status: LicenceStatus): LicenceDescription {
  return { status, ...words[status], names: [] };
}

function read(node: parseExpression.Info): Part {
  if ("license" in node) return readOne(node);
  const left = read(node.left);
  const right = read(node.right);
  const leftIsFreer = rank(left.status) <= rank(right.status);
  const chosen = (node.conjunction === "or") === leftIsFreer ? left : right;
  return { ...chosen, names: [...new Set([...left.names, ...right.names])] };
}

function readOne(node: parseExpression.LicenseInfo): Part {
  const own = Object.hasOwn(ownLicences, node.license) ? ownLicences[node.license] : undefined;
  if (own) return { status: own.status, names: [own.name], words: own.words };
  const status = statusOf(node.license);
  const listed = Object.hasOwn(licenceList, node.license) ? licenceList[node.license] : undefined;
  return {
    status,
    names: [listed?.name ?? node.license],
    words: /-NC-ND-/.test(node.license) ? shareOnly : words[status],
  };
}

function statusOf(id: string): LicenceStatus {
  if (/^(LicenseRef|DocumentRef)-/.test(id)) return "unknown";
  const listed = Object.hasOwn(licenceList, id) ? licenceList[id] : undefined;
  if (listed?.osiApproved || alsoFree.some((pattern) => pattern.test(id))) return "free";
  // « NC » first: CC-BY-NC-ND is both.
  if (/(^|-)NC(-|$|GL)|Noncommercial|^NCL$/i.test(id)) return "non_commercial";
  if (/(^|-)ND(-|$)/.test(id)) return "no_derivatives";
  return notFree.test(id) ? "source_available" : "unknown";
}
