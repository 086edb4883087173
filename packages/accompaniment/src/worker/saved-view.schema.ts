import { z } from "zod";
import { filterParameters, readFilter, type WorkerFilter } from "./worker-filter.schema.ts";

/** Whose a view is: one's own, or the whole team's. */
export const viewScopes = ["mine", "team"] as const;
export type ViewScope = (typeof viewScopes)[number];

/** Past it, tabs above a list are no longer read. */
export const MOST_VIEWS = 30;

const MOST_CHARACTERS = 2000;

const name = z
  .string({ error: "Donnez un nom à cette vue." })
  .transform((typed) => typed.replace(/\s+/g, " ").trim())
  .pipe(z.string().min(1, "Donnez un nom à cette vue.").max(80, "Écrivez au plus 80 caractères."));

/** The list's address after `?`, in its shortest wording and without its page. */
const query = z
  .string()
  .default("")
  .transform((text) => viewQuery(readFilter(new URLSearchParams(text))))
  .pipe(
    z
      .string()
      .max(
        MOST_CHARACTERS,
        "Ce filtre est trop long pour être enregistré. Retirez-lui quelques réponses.",
      ),
  );

/** What the form of a new view asks. */
export const savedViewSchema = z.object({
  name,
  scope: z.enum(viewScopes, { error: "Dites à qui sert cette vue." }),
  query,
  /** Ticked to replace the view that already bears the name. */
  replace: z.literal("oui").optional(),
});

/** What the form of an existing view asks. */
export const renameViewSchema = z.object({ name });

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
