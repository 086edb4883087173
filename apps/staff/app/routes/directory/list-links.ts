import type { ListSort } from "@essaim/directory/publication.schema";
import type { SortDirection } from "@essaim/ui/table";

type Query = Record<string, string | number | null | undefined>;

/** Addresses of one list under its filters: what is asked by default is left out of them. */
export function listLinks(path: (query: Query) => string, filter: Query & { sort: ListSort }) {
  const { page: _, sort, ...kept } = filter;
  const query = { ...kept, sort: sort === "-updated" ? null : sort };
  return {
    page: (page: number) => path({ ...query, page: page > 1 ? page : null }),
    without: (name: string) => path({ ...query, [name]: null }),
    /** Of a column's header: the other way round when it sorts the list already. */
    sortBy: (column: "name" | "updated"): { href: string; direction?: SortDirection } => {
      const ascending: ListSort = column;
      const descending: ListSort = `-${column}`;
      const first = column === "updated" ? descending : ascending;
      const second = column === "updated" ? ascending : descending;
      const next = sort === first ? second : first;
      const direction =
        sort === ascending ? "ascending" : sort === descending ? "descending" : undefined;
      return { href: path({ ...kept, sort: next === "-updated" ? null : next }), direction };
    },
  };
}
