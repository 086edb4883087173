/** What a resource is recognised by. */
type Known = { name: string; sourceUrl: string | null };

/** An address of sources as it is compared: whatever its scheme, its « www », its « .git » and its last slash. */
export const comparedSource = (url: string) =>
  url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");

const comparedName = (name: string) =>
  name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ").trim();

/** The place of the first of `others` that is perhaps the same: same sources, or same name; -1 when there is none. */
export function twinAmong(one: Known, others: readonly Known[]): number {
  return others.findIndex(
    (other) =>
      comparedName(other.name) === comparedName(one.name) ||
      (one.sourceUrl !== null &&
        other.sourceUrl !== null &&
        comparedSource(other.sourceUrl) === comparedSource(one.sourceUrl)),
  );
}
