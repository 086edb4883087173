import type { ViewPage } from "@essaim/accompaniment/worker/saved-view.schema";
import { paths } from "~/paths";

export type Board = Exclude<ViewPage, "workers">;

/** The dashboards of the team, in the order of their tabs. `word` names one in an address. */
export const boards = {
  caseload: { label: "Aujourd’hui", word: "aujourdhui", href: paths.teamToday },
  pathways: { label: "Parcours", word: "parcours", href: paths.teamPathways },
  cohorts: { label: "Cohortes", word: "cohortes", href: paths.teamCohorts },
  workload: { label: "Charge", word: "charge", href: paths.teamWorkload },
  quality: { label: "À compléter", word: "a-completer", href: paths.teamQuality },
} as const satisfies Record<
  Board,
  { label: string; word: string; href: (query?: Record<string, string>) => string }
>;
export const boardKeys = Object.keys(boards) as Board[];

/** Where a saved view is read: the list of people, or a dashboard. */
export function viewHref(view: { page: ViewPage; query: string }): string {
  if (view.page === "workers") return paths.workers(view.query ? `?${view.query}` : "");
  return boards[view.page].href(Object.fromEntries(new URLSearchParams(view.query)));
}

/** An address, and what is said there of what was just done. */
export const withDone = (href: string, done: string) =>
  `${href}${href.includes("?") ? "&" : "?"}fait=${done}`;
