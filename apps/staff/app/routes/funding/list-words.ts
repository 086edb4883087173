type Query = Record<string, string | number | null | undefined>;

/** The words of an address that a list's filter understood; the others are dropped from its links. */
export function wordsOf<Name extends string>(
  request: Request,
  understood: Record<Name, unknown>,
): Record<Name, string | undefined> {
  const { searchParams } = new URL(request.url);
  const names = Object.keys(understood) as Name[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      understood[name] === undefined ? undefined : (searchParams.get(name) ?? undefined),
    ]),
  ) as Record<Name, string | undefined>;
}

/** Addresses of a list under its filters. Changing a filter goes back to the first page. */
export function linksOf(path: (query: Query) => string, words: Query) {
  return {
    page: (page: number) => path({ ...words, page: page > 1 ? page : null }),
    without: (name: string) => path({ ...words, [name]: null }),
  };
}
