import { listSavedViews } from "@essaim/accompaniment/worker/saved-view.queries";
import { today } from "@essaim/database/today";
import { listColleagues } from "@essaim/impact/team/coach-scope.queries";
import type { Period } from "@essaim/impact/team/period.rules";
import { type TeamFilter, teamFilterWords } from "@essaim/impact/team/team-filter.schema";
import { data, type LoaderFunctionArgs } from "@remix-run/node";
import type { Board } from "./boards";
import { type AskedFilter, readTeamFilter } from "./team-filter.server";

type Context = LoaderFunctionArgs["context"];
type Actor = Awaited<ReturnType<Context["requireActor"]>>;

type Rules = {
  /**
   * The period that is counted where none is asked. Its fields show these days, and sent as they are they ask for
   * nothing: a view kept of them moves on with the days.
   */
  usual?: (day: string) => Period;
  /** Why this dashboard cannot follow a filter that others can, field by field. */
  refuse?: (filter: TeamFilter, day: string) => Record<string, string> | null;
};

/**
 * What every dashboard loads: its filter, the views kept of it, whose figures may be asked for, and its own figures; none
 * of these when the filter is refused.
 */
export async function loadBoard<Figures>(
  { request, context }: Pick<LoaderFunctionArgs, "request" | "context">,
  board: Board,
  read: (asked: { actor: Actor; filter: TeamFilter; day: string }) => Promise<Figures>,
  rules: Rules = {},
) {
  const actor = await context.requireActor(request);
  const day = today();
  const { filter, words, refused } = followed(readTeamFilter(request, actor), day, rules);
  const [views, colleagues] = await Promise.all([
    context.execute(actor, listSavedViews, { page: board }),
    context.execute(actor, listColleagues, {}),
  ]);
  const page = {
    ...{ board, day, words, views },
    refused,
    colleagues: actor.role === "manager" ? colleagues : null,
    figures: filter ? await read({ actor, filter, day }) : null,
  };
  return data(page, { status: refused ? 422 : 200 });
}

function followed(asked: AskedFilter, day: string, { usual, refuse }: Rules): AskedFilter {
  const { filter } = asked;
  if (!filter) return asked;
  const errors = refuse?.(filter, day);
  if (errors) {
    return { filter: null, words: {}, refused: { values: teamFilterWords(filter), errors } };
  }
  const period = usual?.(day);
  if (!period || filter.from !== period.from || filter.to !== period.to) return asked;
  const rest = { ...filter, from: undefined, to: undefined };
  return { filter: rest, words: teamFilterWords(rest), refused: null };
}

export type BoardPage<Figures> = {
  board: Board;
  day: string;
  words: Record<string, string>;
  views: Awaited<ReturnType<typeof listSavedViews.run>>;
  refused: { values: Record<string, string | string[]>; errors: Record<string, string> } | null;
  /** To a manager only. */
  colleagues: { id: string; name: string; hasLeft: boolean }[] | null;
  figures: Figures | null;
};
