import { legalForms, maturities } from "@essaim/directory/activity.schema";
import { searchDirectory } from "@essaim/directory/search/search.queries";
import {
  type Search,
  type SearchResult,
  searchSchema,
  searchSorts,
} from "@essaim/directory/search/search.schema";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { type ListQuery, parameterNames, sortWords } from "./list-query";

const { shape } = searchSchema;

/** What the address of a list can say; what it says wrongly is left aside. */
const addressSchema = z.object({
  q: shape.q,
  secteur: shape.sector,
  cout: shape.cost,
  competence: shape.skill,
  maturite: z.enum(maturities).optional(),
  statut: z.enum(legalForms).optional(),
  departement: shape.department,
  nature: shape.resourceKind,
  licence: shape.licence,
  commune: shape.commune,
  rayon: shape.km,
  tri: z.string().optional(),
  suite: shape.cursor,
});

export type ListData = {
  kind: Search["kind"];
  /** What the address asks for: it leads back here, with something more or less. */
  asked: ListQuery;
  /** Filters of the address left aside, as it names them: the directory does not know what they ask for. */
  leftAside: string[];
  result: SearchResult;
};

/** What an address asks for that the directory does not know: a page leaves it aside and says so, a partner's frame refuses it. */
export function unknownFilters(request: Request): string[] {
  const asked = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const parsed = addressSchema.safeParse(Object.fromEntries(asked));
  const names = parsed.error?.issues.map(({ path }) => String(path[0])) ?? [];
  return [...new Set(names)];
}

/** What the address of a list asks for. */
export function readList(request: Request, kind: Search["kind"]): ListQuery {
  const address = parseQuery(addressSchema, request);
  const ofActivities: ListQuery = {
    sector: address.secteur,
    cost: address.cout,
    skill: address.competence,
    maturity: address.maturite,
    legalForm: address.statut,
    department: address.departement,
    commune: address.commune,
    km: address.rayon,
  };
  const ofResources: ListQuery = { resourceKind: address.nature, licence: address.licence };
  return {
    q: address.q,
    sort: searchSorts.find((sort) => sortWords[sort] === address.tri) ?? "relevance",
    cursor: address.suite,
    ...(kind === "resource" ? {} : ofActivities),
    ...(kind === "activity" ? {} : ofResources),
  };
}

/** Reads the address of a list and searches. */
export async function loadList(
  { request, context }: LoaderFunctionArgs,
  kind: Search["kind"],
): Promise<ListData> {
  const asked = readList(request, kind);
  const search = searchSchema.parse({ ...asked, kind });
  // A page of another day is no filter.
  const leftAside = unknownFilters(request).filter((name) => name !== parameterNames.cursor);
  return {
    kind,
    asked,
    leftAside,
    result: await context.execute(context.actor, searchDirectory, search),
  };
}
