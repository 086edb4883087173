/**
 * A text in Markdown that leaves the site: there, an address without a site leads nowhere.
 * @param origin.addressOf the public address of a sheet by its path
 */
export function withFullAddresses(
  markdown: string,
  { addressOf }: { addressOf: (path: string) => string },
): string {
  const site = new URL(addressOf("")).origin;
  return markdown
    .replace(/\]\((\/[^)\s/][^)\s]*)/g, (_, path: string) => `](${site}${path}`)
    .replace(
      /^(\[[^\]\n]+\]:[ \t]+)(\/[^\s/]\S*)/gm,
      (_, name: string, path: string) => `${name}${site}${path}`,
    );
}
