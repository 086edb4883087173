/** The text of a tab: the page first, then the house. */
export function pageTitle(page?: string): { title: string }[] {
  return [{ title: page ? `${page} · Essaim` : "Essaim" }];
}
