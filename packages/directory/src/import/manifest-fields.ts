import { z } from "zod";

/** Characters of a text taken from a file, before it is cut to what a record holds. */
const longestText = 100_000;

const missing = "Ce champ est obligatoire.";

/** A control character is never part of a text, and PostgreSQL refuses NUL. */
const clean = (text: string) =>
  text
    .replace(/\r\n?/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
    .replace(/\p{Surrogate}|[\u0000-\u0008\u000b-\u001f\u007f]/gu, "")
    .trim();

/** A number where a text is meant is a text that lost its quotes: `version: 1.0`. */
const textLike = z.preprocess(
  (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  z
    .string("On attend un texte.")
    .max(longestText, `Ce texte dépasse ${longestText} caractères.`)
    .transform(clean),
);

/** Nothing, `null`, `~` and an empty text all say nothing. */
const isSaid = (value: unknown) => value !== undefined && value !== null && value !== "";

export const text = z.preprocess(
  (value) => (isSaid(value) ? value : ""),
  textLike.refine((value) => value !== "", missing),
);

export const optionalText = z.preprocess((value) => (isSaid(value) ? value : ""), textLike);

/** One text, or a list of them. */
export const optionalTexts = z.preprocess(
  (value) => {
    if (!isSaid(value)) return [];
    return Array.isArray(value) ? value : [value];
  },
  z.array(textLike, "On attend une liste de textes.").max(500, "Cette liste dépasse 500 lignes."),
);

/** Where software forges write addresses for their own tools: `git@forge.fr:a/b.git`. */
const forgeAddress = /^(?:git\+|git@|ssh:\/\/(?:git@)?|git:\/\/)/;

function webAddress(typed: string): string | null {
  const written = forgeAddress.test(typed)
    ? typed
        .replace(/^git\+(?=https?:)/, "")
        .replace(/^git@([^:/]+):/, "https://$1/")
        .replace(/^(?:ssh:\/\/(?:git@)?|git:\/\/)/, "https://")
    : typed;
  const url = URL.canParse(written) ? new URL(written) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return url.href.length <= 500 ? url.href : null;
}

const notAnAddress = "On attend une adresse complète, qui commence par https://.";

const address = textLike.transform((typed, context) => {
  const found = webAddress(typed);
  if (found !== null) return found;
  context.addIssue({ code: "custom", message: typed === "" ? missing : notAnAddress });
  return z.NEVER;
});

export const url = z.preprocess((value) => (isSaid(value) ? value : ""), address);

/** null when nothing is written. */
export const optionalUrl = z.preprocess(
  (value) => (isSaid(value) ? value : null),
  z.union([z.null(), address], notAnAddress),
);

/**
 * A path inside a project as an address, or null: GitHub's and GitLab's name the last version of a file.
 * @param repository the address of the project
 */
export function placeIn(repository: string | null, place: string): string | null {
  const whole = webAddress(place);
  if (whole !== null) return whole;
  if (repository === null || /^[a-z][-+.a-z0-9]*:|^\/\/|\.\.|\\/i.test(place)) return null;
  const { host, origin, pathname } = new URL(repository);
  const project = pathname.replace(/\.git$|\/+$/g, "");
  if (project.split("/").length < 3) return null;
  const path = place
    .replace(/^(?:\.?\/)+/, "")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  if (path === "") return null;
  if (host === "github.com") return webAddress(`${origin}${project}/blob/HEAD/${path}`);
  if (/^gitlab\./.test(host)) return webAddress(`${origin}${project}/-/blob/HEAD/${path}`);
  return null;
}
