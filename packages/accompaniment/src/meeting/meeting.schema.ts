import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";

export const meetingPlaces = ["office", "third_place", "home", "remote"] as const;
export type MeetingPlace = (typeof meetingPlaces)[number];
export const meetingPlaceLabels: Record<MeetingPlace, string> = {
  office: "Dans nos bureaux",
  third_place: "Dans un tiers-lieu",
  home: "Chez la personne",
  remote: "À distance",
};

const wholeMinutes = "Indiquez la durée en minutes, par exemple 60.";

// In the order of the form, which is that of the error summary.
const fields = z.object({
  summary: z
    .string({ error: "Racontez ce qui s’est dit." })
    .trim()
    .min(1, "Racontez ce qui s’est dit.")
    .max(20_000, "Écrivez au plus 20 000 caractères."),
  nextStep: z.string().trim().max(500, "Écrivez au plus 500 caractères.").default(""),
  nextStepOn: z.iso
    .date("Indiquez une date valable.")
    .optional()
    .transform((value) => value ?? null),
  heldOn: z.iso
    .date({
      error: (issue) =>
        issue.input === undefined
          ? "Indiquez le jour de la rencontre."
          : "Indiquez une date valable.",
    })
    .refine((date) => date >= "1990-01-01", "Vérifiez l’année de cette date.")
    .refine(
      (date) => date <= today(),
      "Cette date est à venir. Un compte rendu raconte une rencontre qui a eu lieu.",
    ),
  durationMinutes: z.coerce
    .number({ error: wholeMinutes })
    .int(wholeMinutes)
    .min(5, "Indiquez 5 minutes ou plus.")
    .max(600, "Indiquez 600 minutes ou moins."),
  place: z.enum(meetingPlaces, { error: "Dites où la rencontre a eu lieu." }),
  /** The membership of the person who held the meeting. */
  coachId: z.uuid("Dites qui a mené cette rencontre."),
});

type Meeting = z.output<typeof fields>;

function checkNextStep({ value, issues }: z.core.ParsePayload<Meeting>): void {
  if (value.nextStepOn === null) return;
  if (value.nextStep === "") {
    issues.push({
      code: "custom",
      input: value.nextStep,
      path: ["nextStep"],
      message: "Vous avez donné une date. Dites aussi ce qui est prévu ce jour-là.",
    });
  }
  if (value.nextStepOn < value.heldOn) {
    issues.push({
      code: "custom",
      input: value.nextStepOn,
      path: ["nextStepOn"],
      message: "La suite vient après la rencontre. Corrigez l’une des deux dates.",
    });
  } else if (value.nextStepOn > `${Number(today().slice(0, 4)) + 10}-12-31`) {
    issues.push({
      code: "custom",
      input: value.nextStepOn,
      path: ["nextStepOn"],
      message: "Vérifiez l’année de cette date.",
    });
  }
}

/** What is asked to record a meeting. */
export const meetingSchema = fields.check(checkNextStep);
export type MeetingInput = z.output<typeof meetingSchema>;

/** What `recordMeeting` takes. */
export const recordMeetingSchema = fields.extend({ workerId: z.uuid() }).check(checkNextStep);

/** The form of a meeting already recorded, with the version that it was made from. */
export const meetingEditSchema = fields.extend({ version: versionSchema }).check(checkNextStep);

/** What `editMeeting` takes. */
export const editMeetingSchema = fields
  .extend({ version: versionSchema, id: z.uuid() })
  .check(checkNextStep);

export const meetingRefusals = {
  coach_unknown: {
    field: "coachId",
    message: "Cette personne n’accompagne plus au sein de la coopérative. Choisissez-en une autre.",
  },
} as const;
