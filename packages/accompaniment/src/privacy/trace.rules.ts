/** What is known of somebody and could be written anywhere: today's names and addresses, and the former ones. */
export type Identity = {
  givenNames: readonly string[];
  familyNames: readonly string[];
  emails: readonly string[];
  phones: readonly string[];
  addresses: readonly string[];
};

/** What else the house knows, and that the same words could designate. */
export type Neighbours = {
  /** Other people accompanied or registered. */
  people: readonly { givenName: string; familyName: string }[];
  /** Full names of the members of the team. */
  members: readonly string[];
  /** Names of partners, funders, communes…: a family name that is among their words designates nobody by itself. */
  names: readonly string[];
  /** Mails, telephones and addresses that another file bears too. */
  shared: readonly string[];
};

/** How to find somebody in a text. */
export type TraceSearch = {
  patterns: readonly Pattern[];
  /**
   * What a text that holds a trace contains at least, letters and digits only (see `squeezed`): the database looks
   * for it before the rules look closely.
   */
  hints: readonly string[];
  /** Their names, squeezed: in JSON, a given name and a family name may stand in two values. */
  givenNames: ReadonlySet<string>;
  familyNames: ReadonlySet<string>;
};

type Pattern = {
  regex: RegExp;
  /** Letters and digits that every match holds: looking for them first is much faster. */
  hint: string;
  /** Only where every word begins with a capital: « Petit », not « petit ». */
  isCapitalised: boolean;
};

/** Nobody and nothing else: whatever could designate the person does. */
export const noNeighbours: Neighbours = { people: [], members: [], names: [], shared: [] };

/** What stands instead of a name, a mail, a telephone or an address that was taken out. */
export const erasedMark = "[personne effacée]";

const word = "[\\p{L}\\p{N}]";
const between = `[^\\p{L}\\p{N}]{0,3}`;
const apart = `[^\\p{L}\\p{N}]{1,3}`;
/** Letters may be cut by an apostrophe or a hyphen: « N’Diaye », « Ndiaye ». */
const joint = "['’‐‑-]?";
const particles = new Set(
  "de du des d la le les l van von der den ben bin el al ait da do dos".split(" "),
);

/**
 * How to find a person in what others wrote: both orders of the names, accents, capitals, hyphens and apostrophes
 * aside, with a middle name or an initial instead of either; mail, telephone in any spacing, address. A family name
 * alone counts when nobody and nothing else that the house knows bears it, and as a capitalised word.
 */
export function traceSearch(
  identity: Identity,
  neighbours: Neighbours = noNeighbours,
  { familyNameAlone = true } = {},
): TraceSearch {
  const patterns: Pattern[] = [];
  const hints = new Set<string>();
  const add = (source: string, hint: string, isCapitalised = false) => {
    if (hint.length < 2) return;
    patterns.push({
      regex: new RegExp(`(?<!\\p{L})${source}(?!\\p{L})`, "gu"),
      hint,
      isCapitalised,
    });
    hints.add(hint);
  };
  const others = knownNames(neighbours);
  const givenNames = new Set<string>();
  const familyNames = new Set<string>();
  for (const familyName of unique(identity.familyNames)) {
    for (const givenName of unique(identity.givenNames)) {
      // A member of the team of the same name is met in every text: it cannot be told apart from them.
      if (others.members.has(squeezed(`${givenName} ${familyName}`))) continue;
      if (others.members.has(squeezed(`${familyName} ${givenName}`))) continue;
      for (const given of variantsOfGiven(givenName)) givenNames.add(squeezed(given));
      for (const family of variantsOf(familyName)) familyNames.add(squeezed(family));
      addFullName(givenName, familyName, add);
      addInitials(givenName, familyName, others, add);
    }
    // Either half of a double name is how somebody may be called.
    for (const half of familyNameAlone ? unique([familyName, ...familyName.split("-")]) : []) {
      const alone = squeezed(half);
      if (alone.length < 3 || particles.has(alone)) continue;
      if (others.words.has(alone) || others.families.has(alone)) continue;
      // « Saint-Martin » is a place.
      add(`(?<!\\b(?:sainte?|ste?)[\\s-])${loosely(half)}`, alone, true);
    }
  }
  const shared = new Set(neighbours.shared.map(squeezed));
  const own = (values: readonly string[]) =>
    unique(values).filter((one) => !shared.has(squeezed(one)));
  for (const email of own(identity.emails)) {
    add(`(?<![\\p{N}._%+-])${escaped(folded(email).text)}`, squeezed(email));
  }
  for (const phone of own(identity.phones)) addPhone(phone, add);
  for (const address of own(identity.addresses)) {
    const parts = partsOf(address);
    // « Au foyer » is not an address that leads to somebody.
    if (parts.length < 2 || squeezed(address).length < 8 || !/\p{N}/u.test(address)) continue;
    add(`(?<!\\p{N})${parts.map(escaped).join("[^\\p{L}\\p{N}]{1,4}")}`, squeezed(address));
  }
  return { patterns, hints: [...hints], givenNames, familyNames };
}

type Add = (source: string, hint: string, isCapitalised?: boolean) => void;

function addFullName(givenName: string, familyName: string, add: Add): void {
  for (const family of variantsOf(familyName)) {
    for (const given of variantsOfGiven(givenName)) {
      const [g, f] = [loosely(given), loosely(family)];
      // « anais » is a name of its own, not « Ana Is » in one word.
      const gap = squeezed(given + family).length >= 7 ? between : apart;
      add(`${g}${gap}${f}`, squeezed(family));
      add(`${f}${gap}${g}`, squeezed(family));
      // « Léa Sophie Martin »
      add(`${g}(?:[\\s-]+\\p{L}+){1,2}[\\s-]+${f}`, squeezed(family), true);
    }
  }
}

/** « L. Martin », « Martin L. », « Léa M. », unless somebody else could be meant. */
function addInitials(givenName: string, familyName: string, others: Known, add: Add): void {
  const [given, family] = [squeezed(givenName), squeezed(familyName)];
  const initials = partsOf(givenName).map((part) => escaped([...part][0] ?? ""));
  const initial = [...family][0] ?? "";
  if (given.length < 2 || family.length < 2) return;
  if (!others.people.some((one) => one.family === family && one.given[0] === given[0])) {
    const short = initials.join("[.\\s-]{0,2}");
    add(`${short}[.\\s\\u202f]{1,2}${loosely(familyName)}`, family, true);
    add(`${loosely(familyName)}[\\s\\u202f]{1,2}${short}`, family, true);
  }
  if (!others.people.some((one) => one.given === given && one.family[0] === initial)) {
    add(
      `${loosely(givenName)}[\\s\\u202f]${escaped(initial)}(?!['’]|${word})`,
      given + initial,
      true,
    );
  }
}

/** A French number by its nine last digits, with or without its prefix; any other as it is. */
function addPhone(phone: string, add: Add): void {
  const digits = phone.replace(/\D/g, "");
  const french = /^(?:0033|33|0)([1-9]\d{8})$/.exec(digits)?.[1];
  const national = french ?? digits;
  if (national.length < 8) return;
  const prefix = french
    ? `(?:(?:(?:\\+|00)${between})?33${between}(?:\\(0\\))?${between}|0${between})?`
    : "\\+?";
  add(`(?<!\\p{N})${prefix}${[...national].join(between)}(?!\\p{N})`, national);
}

type Known = {
  people: readonly { given: string; family: string }[];
  families: ReadonlySet<string>;
  members: ReadonlySet<string>;
  words: ReadonlySet<string>;
};

function knownNames(neighbours: Neighbours): Known {
  const members = neighbours.members.map((name) => partsOf(name));
  const people = [
    ...neighbours.people.map((one) => ({
      given: squeezed(one.givenName),
      family: squeezed(one.familyName),
    })),
    // Nobody says where the given name of a member ends.
    ...members.flatMap((parts) =>
      parts.slice(1).map((_, at) => ({
        given: parts.slice(0, at + 1).join(""),
        family: parts.slice(at + 1).join(""),
      })),
    ),
  ];
  return {
    people,
    families: new Set(people.flatMap((one) => [one.family, one.given])),
    members: new Set(members.map((parts) => parts.join(""))),
    words: new Set(
      [
        ...neighbours.names,
        ...neighbours.members,
        ...neighbours.people.flatMap((one) => [one.givenName, ...variantsOf(one.familyName)]),
      ].flatMap((name) => [squeezed(name), ...partsOf(name)]),
    ),
  };
}

/** Every way to write the whole name, squeezed: either order, any half of a double name. */
export function fullNames(identity: Identity): Set<string> {
  const given = identity.givenNames.flatMap(variantsOfGiven);
  const family = identity.familyNames.flatMap(variantsOf);
  return new Set(given.flatMap((g) => family.flatMap((f) => [squeezed(g + f), squeezed(f + g)])));
}

/** Several given names, and the first of them alone. */
function variantsOfGiven(givenName: string): string[] {
  return unique([givenName, givenName.split(/\s+/)[0] ?? ""]);
}

/** A double name, and each half that somebody may go by. */
function variantsOf(familyName: string): string[] {
  const halves = familyName
    .split(/[\s-]+/)
    .filter((half) => squeezed(half).length >= 3 && !particles.has(squeezed(half)));
  return unique([familyName, ...halves]);
}

/** Where traces of these people are in a text, as positions in it, in order and apart from one another. */
export function findTraces(
  text: string,
  searches: readonly TraceSearch[],
): [from: number, to: number][] {
  const { text: plain, starts, ends } = folded(text);
  const letters = lettersOf(plain);
  const found: [number, number][] = [];
  for (const { patterns } of searches) {
    for (const { regex, hint, isCapitalised } of patterns) {
      if (!letters.includes(hint)) continue;
      for (const match of plain.matchAll(regex)) {
        const from = starts[match.index];
        const to = ends[match.index + match[0].length - 1];
        if (from === undefined || to === undefined) continue;
        if (isCapitalised && !hasCapitals(text.slice(from, to))) continue;
        found.push([from, to]);
      }
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  const apartFromEachOther: [number, number][] = [];
  for (const [from, to] of found) {
    const last = apartFromEachOther.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else apartFromEachOther.push([from, to]);
  }
  return apartFromEachOther;
}

/** The text with a mark where the traces were. */
export function withoutTraces(
  text: string,
  searches: readonly TraceSearch[],
  mark = erasedMark,
): string {
  let rest = text;
  for (const [from, to] of findTraces(text, searches).reverse()) {
    rest = rest.slice(0, from) + mark + rest.slice(to);
  }
  return rest;
}

/**
 * The same for every text of a JSON value: keys, strings, and numbers, which a telephone may be. A value that is a
 * given name and nothing else is erased too, when the family name stands somewhere beside it, as in a form.
 */
export function withoutTracesInJson(
  value: unknown,
  searches: readonly TraceSearch[],
  mark = erasedMark,
): unknown {
  const apart = namesApart(value, searches);
  const erase = (text: string) =>
    apart.has(squeezed(text)) ? mark : withoutTraces(text, searches, mark);
  const walk = (one: unknown): unknown => {
    if (typeof one === "string") return erase(one);
    if (typeof one === "number") return erase(String(one)) === String(one) ? one : mark;
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [erase(key), walk(inner)]));
  };
  return walk(value);
}

/** How many traces a JSON value holds. */
export function countTracesInJson(value: unknown, searches: readonly TraceSearch[]): number {
  const apart = namesApart(value, searches);
  return textsOf(value)
    .map((text) => (apart.has(squeezed(text)) ? 1 : findTraces(text, searches).length))
    .reduce((sum, traces) => sum + traces, 0);
}

/** The names of these people that stand alone in a JSON value which also says the other half of their name. */
function namesApart(value: unknown, searches: readonly TraceSearch[]): Set<string> {
  const texts = textsOf(value);
  const cells = new Set(texts.map(squeezed));
  const apart = new Set<string>();
  for (const search of searches) {
    const given = [...search.givenNames].filter((name) => cells.has(name));
    if (given.length === 0) continue;
    const family = [...search.familyNames].filter((name) => cells.has(name));
    if (family.length === 0 && !texts.some((text) => findTraces(text, [search]).length > 0))
      continue;
    for (const name of [...given, ...family]) apart.add(name);
  }
  return apart;
}

/** Every key, string and number of a JSON value. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsOf(one)]);
}

/** Letters and digits of a text, folded, with nothing between them. */
export function squeezed(text: string): string {
  return lettersOf(folded(text).text);
}

const lettersOf = (plain: string) => plain.replace(/[^\p{L}\p{N}]+/gu, "");

const ligatures: Record<string, string> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  // Apostrophes that Unicode calls letters.
  ʼ: "'",
  ʻ: "'",
};

/**
 * A text without capitals, accents and invisible characters, and where each of its code units comes from in the
 * original.
 */
function folded(text: string): { text: string; starts: number[]; ends: number[] } {
  let plain = "";
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const letters = foldedCharacter(character);
    for (let unit = 0; unit < letters.length; unit++) {
      starts.push(at);
      ends.push(end);
    }
    // An accent typed as a character of its own belongs to the letter before it.
    if (letters === "" && ends.length > 0 && ends[ends.length - 1] === at)
      ends[ends.length - 1] = end;
    plain += letters;
    at = end;
  }
  return { text: plain, starts, ends };
}

const asciiLetters = /^[ -~]$/;

function foldedCharacter(character: string): string {
  if (asciiLetters.test(character)) return character.toLowerCase();
  const plain = character
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, "");
  return ligatures[plain] ?? plain;
}

/** Does every word begin with a capital, particles aside? A script without capitals has nothing to show. */
function hasCapitals(text: string): boolean {
  return (text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).every(
    (one) => /^(?:\p{Lu}|\p{Lt}|\p{Lo})/u.test(one) || particles.has(squeezed(one)),
  );
}

function partsOf(text: string): string[] {
  return folded(text).text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A name whatever stands between its letters and its parts. */
function loosely(name: string): string {
  return partsOf(name)
    .map((part) => [...part].map(escaped).join(joint))
    .join(between);
}

function escaped(text: string): string {
  // No other: an escape that is not needed is an error in a regular expression of Unicode.
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ""))];
}
