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
export type LicenceStatus = (typeof licenceStatuses)[number];

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

/** Licences that we have read ourselves, most of them outside the SPDX list; none of them is free. */
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
  // Dmytri Kleiner's Peer Production License: CC BY-NC-SA, with commerce for those who own what they work with.
  PPL: {
    status: "reserved",
    name: "Peer Production License",
    words: {
      label: { fr: "Réservé aux coopératives", en: "Reserved to cooperatives" },
      sentence: {
        fr: "Contenu ouvert, usage commercial réservé aux coopératives et aux collectifs détenus par celles et ceux qui y travaillent.",
        en: "Open content, whose commercial use is reserved to cooperatives and collectives owned by those who work there.",
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

/** A licence found in a text; `assumed` when its version or its variant was not written, and is our guess. */
type Named = { id: string; assumed: boolean };

/** Words of licences in full, and the short ones that `writings` read. */
const spoken: readonly [RegExp, string][] = [
  [/\b(?:gnu )?affero(?: general public licen[cs]e| gpl)?\b/g, "agpl"],
  [/\b(?:gnu )?(?:lesser|library) general public licen[cs]e\b/g, "lgpl"],
  [/\b(?:gnu )?general public licen[cs]e\b/g, "gpl"],
  [/\b(?:gnu )?free documentation licen[cs]e\b/g, "gfdl"],
  [/\beuropean union public licen[cs]e\b/g, "eupl"],
  [/\bmozilla(?: public licen[cs]e)?\b/g, "mpl"],
  [/\bopen database licen[cs]e\b/g, "odbl"],
  [/\bopen hardware licen[cs]e\b/g, "ohl"],
  [/\bcreative ?commons\b/g, "cc"],
  [/\b(?:licence |license )?(?:attribution|paternite)\b/g, "by"],
  [/\bnon ?commercial(?:e)?\b|\bpas d utilisation commerciale\b/g, "nc"],
  [/\bshare ?a ?like\b|\bpartage (?:dans les memes conditions|a l identique)\b/g, "sa"],
  [/\bno ?deriv(?:ative|atives|s)?(?: works)?\b|\bpas de modifications?\b/g, "nd"],
  [/(?<!cc )\bby (?=(?:nc|nd|sa)\b)/g, "cc by "],
  [/\bstrongly reciprocal\b/g, "s"],
  [/\bweakly reciprocal\b/g, "w"],
  [/\bpermissive\b/g, "p"],
  [/\b(?:v|vers|version|public licen[cs]e) ?(?=\d)|(?<=[a-z])v(?=\d)/g, ""],
];

const later =
  "( ?\\+| (?:or|ou|et) (?:any |toute )?(?:version )?(?:plus|ulterieure?s?|suivantes?|later|newer|superieure?s?))?";

/** How people write licences, without accents nor punctuation, and what SPDX calls them. */
const writings: readonly [RegExp, (found: readonly (string | undefined)[]) => string | Named][] = [
  [
    new RegExp(`\\b([al]?gpl) ?(\\d)(?: (\\d))?${later}`, "g"),
    ([, name = "", version, minor = "0", isLater]) =>
      `${name.toUpperCase()}-${version}.${minor}-${isLater ? "or-later" : "only"}`,
  ],
  [
    new RegExp(`\\bgfdl ?1 (\\d)${later}`, "g"),
    ([, minor, isLater]) => `GFDL-1.${minor}-${isLater ? "or-later" : "only"}`,
  ],
  [/\bcc ?(?:0|zero)\b/g, () => "CC0-1.0"],
  [
    /\bcc by((?: (?:nc|nd|sa))*)(?: (\d)(?: (\d))?)?/g,
    ([, written = "", major, minor = "0"]) => {
      const terms = ["nc", "nd", "sa"].filter((term) => written.includes(term));
      return named(
        ["CC-BY", ...terms].join("-").toUpperCase(),
        major && `${major}.${minor}`,
        "4.0",
      );
    },
  ],
  [
    /\bapache(?: software)?(?: licen[cs]e)? ?(\d)?(?: (\d))?/g,
    ([, major, minor = "0"]) => named("Apache", major && `${major}.${minor}`, "2.0"),
  ],
  [/\bmit\b|\bexpat\b/g, () => "MIT"],
  [/\bisc\b/g, () => "ISC"],
  [/\bunlicense\b/g, () => "Unlicense"],
  [
    /\b(?:([234]) clauses? )?bsd(?: licen[cs]e)? ?([234])?\b/g,
    ([, before, after]) => {
      const clauses = before ?? after;
      return { id: `BSD-${clauses ?? 3}-Clause`, assumed: !clauses };
    },
  ],
  [
    /\bmpl ?(\d)?(?: (\d))?/g,
    ([, major, minor = "0"]) => named("MPL", major && `${major}.${minor}`, "2.0"),
  ],
  [/\beupl ?(?:1 (\d))?/g, ([, minor]) => named("EUPL", minor && `1.${minor}`, "1.2")],
  [/\bodbl\b/g, () => "ODbL-1.0"],
  [
    /\b(?:licence ouverte|etalab)(?: open licen[cs]e)?(?: etalab)?(?: (\d)(?: 0)?)?/g,
    ([, major]) => named("etalab", major && `${major}.0`, "2.0"),
  ],
  [
    /\bcern ?ohl(?: ([psw])\b)?(?: ?(\d)(?: (\d))?)?(?: ?([psw])\b)?/g,
    ([, before, major, minor, after]) => {
      if (major === "1") return named("CERN-OHL", minor && `1.${minor}`, "1.2");
      const variant = before ?? after;
      return {
        id: `CERN-OHL-${(variant ?? "s").toUpperCase()}-2.0`,
        assumed: !variant || !major,
      };
    },
  ],
  [/\btapr\b/g, () => "TAPR-OHL-1.0"],
  [
    /\bcecill ?([bc]\b)?(?: ?(\d) (\d))?/g,
    ([, variant, major, minor]) =>
      variant ? `CECILL-${variant}` : named("CECILL", major && `${major}.${minor}`, "2.1"),
  ],
  [/\bcoopyleft\b/g, () => "LicenseRef-Coopyleft"],
  [/\bpeer production licen[cs]e\b|\bppl\b|\bcopyfarleft\b/g, () => "PPL"],
  [/\bsspl\b/g, () => "SSPL-1.0"],
  [/\bbusl\b|\bbusiness source licen[cs]e\b/g, () => "BUSL-1.1"],
];

const named = (name: string, version: string | undefined, usual: string): Named => ({
  id: `${name}-${version || usual}`,
  assumed: !version,
});

/** A text as `writings` read it: lower case, without accents nor punctuation, in short words. */
export function plainLicence(typed: string): string {
  const plain = typed
    .slice(0, longestExpression)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9+]+/g, " ");
  return spoken.reduce((text, [pattern, short]) => text.replace(pattern, short), plain);
}

/** The licences named in a text, in the order of our own list; empty when we know none of them. */
export function namedLicences(typed: string): Named[] {
  const plain = plainLicence(typed);
  const found = new Map<string, Named>();
  for (const [pattern, write] of writings) {
    for (const match of plain.matchAll(pattern)) {
      const written = write([...match]);
      const { id, assumed } =
        typeof written === "string" ? { id: written, assumed: false } : written;
      const known = normaliseLicence(id);
      if (known && !found.has(known)) found.set(known, { id: known, assumed });
    }
  }
  return [...found.values()];
}

/** The SPDX identifier that somebody probably meant by « GPL v3 ou plus », or null; never saved without being chosen. */
export function proposeLicence(typed: string): string | null {
  return namedLicences(typed)[0]?.id ?? null;
}

const knownWords = new Map(
  [...Object.keys(licenceList), ...Object.keys(ownLicences), "AND", "OR", "WITH"].map((word) => [
    word.toLowerCase(),
    word,
  ]),
);

/** The words of a badge. */
export const licenceLabel = (status: LicenceStatus): Label => words[status].label;

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
