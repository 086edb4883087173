const known =
  /^(dependabot|renovate|github-actions|greenkeeper|pre-commit-ci|snyk|allcontributors|semantic-release|imgbot|codecov|mergify|web-flow|hosted weblate|weblate)\b/i;

/**
 * Is this author a machine? Forges mark theirs `[bot]`; the others are known by their name.
 * @param names what it is called and its address
 */
export function isBot(...names: string[]): boolean {
  return names.some(
    (name) =>
      /\[bot\]/i.test(name) || /(^|[\s_-])bot(@|$)/i.test(name.trim()) || known.test(name.trim()),
  );
}
