import { z } from "zod";
import { filterParameters, readFilter, type WorkerFilter } from "./worker-filter.schema.ts";

/** Whose a view is: one's own, or the whole team's. */
export const viewScopes = ["mine", "team"] as const;
export type ViewScope = (typeof viewScopes)[number];

/** The pages that keep views: the list of people, and the dashboards of the team. */
export const viewPages = [
  "workers",
  "caseload",
  "pathways",
  "cohorts",
  "workload",
  "quality",
] as const;
export type ViewPage = (typeof viewPages)[number];

/** Past it, tabs above a list are no longer read. */
export const MOST_VIEWS = 30;

const MOST_CHARACTERS = 2000;

const name = z
  .string({ error: "Donnez un nom à cette vue." })
  .transform((typed) => typed.replace(/\s+/g, " ").trim())
  .pipe(z.string().min(1, "Donnez un nom à cette vue.").max(80, "Écrivez au plus 80 caractères."));

/** What the form of a new view asks. */
export const savedViewSchema = z
  .object({
    name,
    page: z.enum(viewPages).default("workers"),
    scope: z.enum(viewScopes, { error: "Dites à qui sert cette vue." }),
    /** The page's address after `?`, kept in its shortest wording and without its page. */
    query: z.string().default(""),
    /** Ticked to replace the view that already bears the name. */
    replace: z.literal("oui").optional(),
  })
  .transform((view) => ({ ...view, query: writtenQuery(view.page, view.query) }))
  .refine(({ query }) => query.length <= MOST_CHARACTERS, {
    path: ["query"],
    error: "Ce filtre est trop long pour être enregistré. Retirez-lui quelques réponses.",
  });

/** What the form of an existing view asks. */
export const renameViewSchema = z.object({ name });

/** A query as its page would write it today, so that the page can tell which view it shows. */
export function writtenQuery(page: ViewPage, query: string): string {
  const parameters = new URLSearchParams(query);
  if (page === "workers") return viewQuery(readFilter(parameters));
  // A dashboard is filtered by days, ids and words of its own: what a person writes is in none of its views.
  const own = [...parameters].filter(
    ([name, value]) => /^[a-z]+$/.test(name) && /^[a-z0-9-]{1,36}$/.test(value),
  );
  return new URLSearchParams(own).toString();
}

export function viewQuery(filter: WorkerFilter): string {
  return new URLSearchParams(filterParameters({ ...filter, page: 1 })).toString();
}

/** Why a view may be refused, with the field concerned and what is said. */
export const viewRefusals = {
  name_taken: { field: "name", message: "Une vue porte déjà ce nom." },
  too_many: {
    field: "name",
    message: `Il y a déjà ${MOST_VIEWS} vues ici. Supprimez-en une qui ne sert plus.`,
  },
} as const;
export type ViewRefusal = keyof typeof viewRefusals;
