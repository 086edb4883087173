import { today } from "@essaim/database/today";
import { z } from "zod";

/** What a person can do, from « not yet » to « can teach it ». */
export const skillLevels = [0, 1, 2, 3, 4] as const;
export type SkillLevel = (typeof skillLevels)[number];
export const skillLevelLabels: Record<SkillLevel, string> = {
  0: "Pas encore",
  1: "Découvre",
  2: "Fait avec aide",
  3: "Fait seul·e",
  4: "Peut l’apprendre à d’autres",
};

/** A level given to one skill, which is a value of the list « skill ». */
export type SkillMark = { valueId: string; level: SkillLevel };

/** The name of a skill's field in the form. */
export const skillField = (valueId: string) => `level_${valueId}`;
const fieldPattern = /^level_(.+)$/;

const day = z.iso
  .date({
    error: (issue) =>
      issue.input === undefined ? "Indiquez le jour du point." : "Indiquez une date valable.",
  })
  .refine((date) => date >= "1990-01-01", "Vérifiez l’année de cette date.")
  .refine((date) => date <= today(), "Cette date est à venir.");

const mark = z.object({ valueId: z.uuid(), level: z.coerce.number().pipe(z.literal(skillLevels)) });

/**
 * The form of one assessment. Its fields follow the organisation's own list; one left empty is a skill that
 * nobody assessed that day.
 */
export const assessmentSchema = z
  .looseObject({
    assessedOn: day,
    /** The day of the assessment that this one corrects. */
    replaces: z.iso
      .date()
      .optional()
      .transform((value) => value ?? null),
    /** What that assessment said when the form was made. */
    seen: z.string().max(20_000).default(""),
  })
  .transform(({ assessedOn, replaces, seen, ...fields }, context) => {
    const marks: SkillMark[] = [];
    for (const [name, level] of Object.entries(fields)) {
      const valueId = fieldPattern.exec(name)?.[1];
      if (!valueId || level === undefined) continue;
      const parsed = mark.safeParse({ valueId, level });
      if (parsed.success) marks.push(parsed.data);
      else {
        context.addIssue({
          code: "custom",
          message: "Choisissez un niveau de la liste.",
          path: [name],
        });
      }
    }
    if (marks.length === 0 && context.issues.length === 0) {
      context.addIssue({ code: "custom", message: "Donnez un niveau à au moins une compétence." });
    }
    return { assessedOn, replaces, seen, marks };
  });

/** What `assessSkills` takes. */
export const assessSkillsSchema = z.object({
  workerId: z.uuid(),
  assessedOn: z.iso.date(),
  replaces: z.iso.date().nullable(),
  seen: z.string(),
  marks: z.array(z.object({ valueId: z.uuid(), level: z.literal(skillLevels) })).min(1),
});

export const removeAssessmentSchema = z.object({
  workerId: z.uuid(),
  assessedOn: z.iso.date(),
  seen: z.string().max(20_000),
});

/** Why an assessment may be refused, with what is said beside which field. */
export const assessmentRefusals = {
  day_taken: {
    field: "assessedOn",
    message: "Un point existe déjà à cette date. Modifiez-le, ou choisissez un autre jour.",
  },
  changed_meanwhile: {
    field: "assessedOn",
    message:
      "Quelqu’un a changé ce point pendant que vous l’écriviez. Votre saisie est gardée\u202f: comparez-la au tableau, puis enregistrez de nouveau pour la garder.",
  },
  skill_unknown: {
    field: "assessedOn",
    message: "La liste des compétences vient de changer. Vérifiez les niveaux, puis enregistrez.",
  },
  file_erased: {
    field: "assessedOn",
    message: "Cette fiche est anonymisée\u202f: on n’y écrit plus rien.",
  },
} as const;
export type AssessmentRefusal = keyof typeof assessmentRefusals;
