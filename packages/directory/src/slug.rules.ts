import slugify from "@sindresorhus/slugify";

const longestSlug = 80;

/**
 * The last part of a public address, from a title: « L’épicerie & co » → « l-epicerie-et-co ».
 * @param fallback used when the title holds no letter or figure that an address can carry
 */
export function slugOf(title: string, fallback: string): string {
  const spaced = title.normalize("NFKC").replace(/['’ʼ]/gu, " ");
  const slug = slugify(spaced, {
    decamelize: false,
    customReplacements: [
      ["&", " et "],
      ["+", " plus "],
      ["€", " euros "],
    ],
  }).replace(/[^a-z0-9]+/g, "-");
  if (slug.length <= longestSlug) return trim(slug) || fallback;
  const lastWord = slug.lastIndexOf("-", longestSlug);
  return trim(slug.slice(0, lastWord > 0 ? lastWord : longestSlug)) || fallback;
}

const trim = (slug: string) => slug.replace(/^-+|-+$/g, "");

/** The slug, then the slug with -2, -3… */
export function* slugCandidates(slug: string, most: number): Generator<string> {
  yield slug;
  for (let number = 2; number <= most; number += 1) yield `${slug}-${number}`;
}
