import { type SkillLevel, type SkillMark, skillLevelLabels } from "./skill.schema.ts";

/** A skill of the organisation's list. A retired one is no longer asked. */
export type Skill = { id: string; label: string; isRetired: boolean };

/** What was said of a person's skills on one day. A skill that is not in `levels` was not assessed. */
export type Assessment = {
  assessedOn: string;
  assessedByName: string | null;
  levels: Readonly<Record<string, SkillLevel>>;
};

/** What an assessment says, in a form that two pages can compare; empty for none. */
export function fingerprint(marks: readonly SkillMark[]): string {
  return marks
    .map(({ valueId, level }) => `${valueId}:${level}`)
    .sort()
    .join(" ");
}

/** The levels of an assessment, as its form sends them. */
export function marksOf(assessment: Assessment): SkillMark[] {
  return Object.entries(assessment.levels).map(([valueId, level]) => ({ valueId, level }));
}

/** The last level known of each skill, whatever the day: what the next form begins with. */
export function latestLevels(assessments: readonly Assessment[]): Record<string, SkillLevel> {
  return Object.assign({}, ...assessments.map(({ levels }) => levels));
}

type Move = Skill & { from: SkillLevel; to: SkillLevel };

/** How each skill moved from one assessment to another, the largest steps first. */
export function compareAssessments(
  skills: readonly Skill[],
  first: Assessment,
  latest: Assessment,
): { grown: Move[]; lost: Move[]; same: number; compared: number } {
  const moves = skills.flatMap((skill): Move[] => {
    const from = first.levels[skill.id];
    const to = latest.levels[skill.id];
    return from === undefined || to === undefined ? [] : [{ ...skill, from, to }];
  });
  const step = ({ from, to }: Move) => Math.abs(to - from);
  const sorted = [...moves].sort((a, b) => step(b) - step(a));
  return {
    grown: sorted.filter(({ from, to }) => to > from),
    lost: sorted.filter(({ from, to }) => to < from),
    same: moves.filter(({ from, to }) => to === from).length,
    compared: moves.length,
  };
}

/** One sentence that says what the chart of skills shows. */
export function tellSkills(
  skills: readonly Skill[],
  assessments: readonly Assessment[],
  formatDate: (day: string) => string,
): string {
  const first = assessments[0];
  const latest = assessments.at(-1);
  if (!first || !latest) return "";
  if (assessments.length === 1) {
    const able = skills.filter(({ id }) => (first.levels[id] ?? 0) >= 3).length;
    const assessed = Object.keys(first.levels).length;
    const day = formatDate(first.assessedOn);
    return able === 0
      ? `Le ${day}, aucune des ${assessed} compétences évaluées n’est encore faite sans aide.`
      : `Le ${day}, ${able} des ${assessed} compétences évaluées ${able < 2 ? "est faite" : "sont faites"} sans aide.`;
  }
  const since = `Depuis le ${formatDate(first.assessedOn)}`;
  const { grown, lost, compared } = compareAssessments(skills, first, latest);
  if (compared === 0) return `${since}, aucune compétence n’a été évaluée deux fois.`;
  const best = grown[0];
  const parts = [
    grown.length === 0
      ? "aucune compétence n’a progressé"
      : `${grown.length} compétence${grown.length > 1 ? "s" : ""} sur ${compared} ${grown.length > 1 ? "ont" : "a"} progressé`,
    ...(lost.length > 0 ? [`${lost.length} ${lost.length > 1 ? "ont" : "a"} reculé`] : []),
  ];
  const most = best
    ? `, surtout «\u202f${best.label}\u202f» (de «\u202f${skillLevelLabels[best.from]}\u202f» à «\u202f${skillLevelLabels[best.to]}\u202f»)`
    : "";
  return `${since}, ${parts.join(" et ")}${most}.`;
}
