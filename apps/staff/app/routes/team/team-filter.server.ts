import type { MemberActor } from "@essaim/identity/actor";
import {
  type TeamFilter,
  teamFilterSchema,
  teamFilterWords,
} from "@essaim/impact/team/team-filter.schema";
import { type FormState, parseForm } from "@essaim/web/form";

/** What a dashboard is asked: read, or refused with what was typed and one sentence beside each field. */
export type AskedFilter =
  | { filter: TeamFilter; words: Record<string, string>; refused: null }
  | { filter: null; words: Record<string, string>; refused: FormState };

/** Reads the filter of a dashboard from its address. One that cannot be followed is refused, never changed in silence. */
export function readTeamFilter(request: Request, actor: MemberActor): AskedFilter {
  const form = new FormData();
  for (const [name, value] of new URL(request.url).searchParams) form.append(name, value);
  const parsed = parseForm(teamFilterSchema, form);
  if (!parsed.ok) return { filter: null, words: {}, refused: parsed.state };
  const { coach } = parsed.value;
  const isColleague = coach !== undefined && coach !== "me" && coach !== "none";
  if (isColleague && coach !== actor.membershipId && actor.role !== "manager") {
    const error =
      "Les chiffres d’un·e collègue ne sont montrés qu’à cette personne et à la direction.";
    return {
      filter: null,
      words: {},
      refused: {
        values: { ...teamFilterWords(parsed.value), accompagnement: "" },
        errors: { accompagnement: error },
      },
    };
  }
  return { filter: parsed.value, words: teamFilterWords(parsed.value), refused: null };
}
