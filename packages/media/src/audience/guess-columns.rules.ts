import { folded } from "@essaim/territory/text/word.rules";
import type { AudienceTable, Columns } from "./audience-import.schema.ts";

/**
 * Titles of columns as they are known, the surest first: those of YouTube Studio in French and in English, then what
 * other platforms and people write.
 */
const known: Record<keyof Columns, readonly string[]> = {
  piece: [
    "contenu",
    "content",
    "video id",
    "adresse",
    "adresse de la page",
    "url",
    "lien",
    "link",
    "page url",
    "page",
    "video",
    "piece",
    "episode",
    "identifiant",
    "titre de la video",
    "video title",
    "titre de la page",
    "page title",
    "titre",
    "title",
  ],
  views: [
    "vues",
    "views",
    "nombre de vues",
    "visites",
    "visits",
    "visiteurs",
    "visitors",
    "ecoutes",
    "plays",
    "listens",
    "telechargements",
    "downloads",
    "pages vues",
    "page views",
    "pageviews",
    "vues uniques",
  ],
  month: ["mois", "month", "date", "jour", "day", "periode", "period"],
};

/** Which column is what, by its title; null where nothing says. */
export function guessColumns({ header }: Pick<AudienceTable, "header">): Columns {
  const titles = header.map(folded);
  const find = (key: keyof Columns) => {
    for (const title of known[key]) {
      const at = titles.indexOf(title);
      if (at >= 0) return at;
    }
    return null;
  };
  return { piece: find("piece"), views: find("views"), month: find("month") };
}
