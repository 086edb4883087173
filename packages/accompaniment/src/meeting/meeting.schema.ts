import { today } from "@essaim/database/today";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { toldAttendances } from "./attendance.schema.ts";

export const meetingPlaces = ["office", "third_place", "home", "remote"] as const;
export type MeetingPlace = (typeof meetingPlaces)[number];
export const meetingPlaceLabels: Record<MeetingPlace, string> = {
  office: "Dans nos bureaux",
  third_place: "Dans un tiers-lieu",
  home: "Chez la personne",
  remote: "À distance",
};

/** Minutes of a meeting unless somebody says otherwise. */
export const USUAL_MINUTES = 60;

const wholeMinutes = "Indiquez la durée en minutes, par exemple 60.";
/** The last day that a form accepts: later, the year is mistyped. */
const lastDay = () => `${Number(today().slice(0, 4)) + 10}-12-31`;

/** A time of day in Paris: `14:30`; a browser may add the seconds. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:00)?$/, "Indiquez une heure valable, par exemple 14:30.")
  .transform((value) => value.slice(0, 5));

export const dayOf = (missing: string) =>
  z.iso
    .date({
      error: (issue) => (issue.input === undefined ? missing : "Indiquez une date valable."),
    })
    .refine((date) => date >= "1990-01-01", "Vérifiez l’année de cette date.")
    .refine((date) => date <= lastDay(), "Vérifiez l’année de cette date.");

export const durationMinutes = z.coerce
  .number({ error: wholeMinutes })
  .int(wholeMinutes)
  .min(5, "Indiquez 5 minutes ou plus.")
  .max(600, "Indiquez 600 minutes ou moins.");

export const placeDetail = z
  .string()
  .trim()
  .max(200, "Écrivez au plus 200 caractères.")
  .default("");

/** Ids of values of the list `meeting_theme`, after which the field is named. */
export const themes = z
  .array(z.uuid("Choisissez une réponse dans la liste."))
  .max(50)
  .default([])
  .transform((ids) => [...new Set(ids)]);

/** Where and how, whether the meeting is to come or was held; in the order of the forms. */
const circumstances = {
  durationMinutes,
  place: z.enum(meetingPlaces, { error: "Dites où a lieu la rencontre." }),
  placeDetail,
  meeting_theme: themes,
  /** The membership of the person who holds the meeting. */
  coachId: z.uuid("Dites qui mène cette rencontre."),
};

const emptyAsNull = <T>(value: T | undefined): T | null => value ?? null;

/** Ticked by whoever has read that the time is taken already, and takes it all the same. */
const bookAnyway = z.literal("on").optional();

/** What is asked to book a meeting. */
export const appointmentSchema = z.object({
  heldOn: dayOf("Indiquez le jour du rendez-vous.").refine(
    (date) => date >= today(),
    "Ce jour est passé. Pour une rencontre qui a eu lieu, écrivez un compte rendu.",
  ),
  startTime: z.string({ error: "Indiquez l’heure du rendez-vous." }).pipe(timeOfDay),
  bookAnyway,
  ...circumstances,
});
export type AppointmentInput = z.output<typeof appointmentSchema>;
export const appointmentEditSchema = appointmentSchema.extend({ version: versionSchema });

export const bookMeetingSchema = appointmentSchema.extend({ workerId: z.uuid() });
export const rebookMeetingSchema = appointmentEditSchema.extend({ id: z.uuid() });

/** What is agreed to do next, and for when. */
const step = {
  nextStep: z.string().trim().max(500, "Écrivez au plus 500 caractères.").default(""),
  nextStepOn: z.iso.date("Indiquez une date valable.").optional().transform(emptyAsNull),
};

/** Steps that may be agreed on beside the first. */
export const MOST_FURTHER_STEPS = 9;

// In the order of the form, which is that of the error summary.
const told = z.object({
  attendance: z.enum(toldAttendances, { error: "Dites si cette personne était là." }),
  summary: z.string().trim().max(20_000, "Écrivez au plus 20 000 caractères.").default(""),
  /** For its author and managers. */
  privateNote: z.string().trim().max(20_000, "Écrivez au plus 20 000 caractères.").default(""),
  ...step,
  furtherSteps: z.array(z.object(step)).max(MOST_FURTHER_STEPS).default([]),
  /** The appointment booked on the way, at the same place and for as long. */
  nextMeetingOn: dayOf("").optional().transform(emptyAsNull),
  nextMeetingAt: timeOfDay.optional().transform(emptyAsNull),
  bookAnyway,
  /** Actions of the person's plan that are done since. */
  doneActionIds: z.array(z.uuid()).max(100).default([]),
  heldOn: dayOf("Indiquez le jour de la rencontre."),
  startTime: timeOfDay.optional().transform(emptyAsNull),
  ...circumstances,
});

/** The names of the fields of the minutes, in the order of their form. */
export const meetingFields: readonly string[] = Object.keys(told.shape);

type Told = z.output<typeof told>;

/** A field that is wrong already is compared with nothing. */
const isDay = (value: unknown) => z.iso.date().safeParse(value).success;

type Step = Pick<Told, "nextStep" | "nextStepOn" | "heldOn">;

/** What must hold of a step, the first one or another. */
const stepRules: readonly [field: keyof Step, message: string, holds: (step: Step) => boolean][] = [
  [
    "nextStep",
    "Vous avez donné une date. Dites aussi ce qui est prévu ce jour-là.",
    ({ nextStep, nextStepOn }) => nextStepOn === null || nextStep !== "",
  ],
  [
    "nextStepOn",
    "La suite vient après la rencontre. Corrigez l’une des deux dates.",
    ({ nextStepOn, heldOn }) => nextStepOn === null || !isDay(heldOn) || nextStepOn >= heldOn,
  ],
  [
    "nextStepOn",
    "Vérifiez l’année de cette date.",
    ({ nextStepOn }) => nextStepOn === null || nextStepOn <= lastDay(),
  ],
];

/** What must hold between fields: the field that is named, what is said there, and when all is well. */
const rules: readonly [field: keyof Told, message: string, holds: (told: Told) => boolean][] = [
  [
    "summary",
    "Racontez ce qui s’est dit.",
    ({ attendance, summary }) => attendance !== "present" || summary !== "",
  ],
  ...stepRules,
  [
    "nextMeetingOn",
    "Indiquez aussi le jour du prochain rendez-vous.",
    ({ nextMeetingOn, nextMeetingAt }) => nextMeetingAt === null || nextMeetingOn !== null,
  ],
  [
    "nextMeetingOn",
    "Le prochain rendez-vous est à venir. Corrigez cette date.",
    ({ nextMeetingOn }) => nextMeetingOn === null || nextMeetingOn >= today(),
  ],
  [
    "nextMeetingAt",
    "Indiquez aussi l’heure du prochain rendez-vous.",
    ({ nextMeetingOn, nextMeetingAt }) => nextMeetingOn === null || nextMeetingAt !== null,
  ],
  [
    "heldOn",
    "Cette date est à venir. Un compte rendu raconte une rencontre qui a eu lieu.",
    ({ heldOn, attendance }) => !isDay(heldOn) || heldOn <= today() || attendance === "excused",
  ],
];

/** The schema with the rules between its fields, told together with what is wrong in each. */
function ruled<S extends z.ZodType<Told>>(schema: S): S {
  return rules.reduce(
    (held, [field, message, holds]) =>
      held.refine(holds, { path: [field], message, when: () => true }) as S,
    schema,
  );
}

/** What is asked to tell a meeting that was not booked. */
export const meetingSchema = ruled(told);
export type MeetingInput = z.output<typeof meetingSchema>;

/** Same for a meeting that exists, booked or told already, with the version that the form was made from. */
export const meetingEditSchema = ruled(told.extend({ version: versionSchema }));

const furtherName = /^furtherSteps\.(\d{1,2})\.(nextStep|nextStepOn)$/;

/**
 * The steps of a form beside the first, from fields named `furtherSteps.0.nextStep` and `furtherSteps.0.nextStepOn`,
 * compared with its `heldOn`. Rows where nothing was typed say nothing.
 */
export const furtherStepsSchema = z
  .preprocess(
    nestSteps,
    z.object({ heldOn: z.string().default(""), furtherSteps: told.shape.furtherSteps }),
  )
  .superRefine(({ heldOn, furtherSteps }, context) => {
    furtherSteps.forEach((one, at) => {
      for (const [field, message, holds] of stepRules) {
        if (holds({ ...one, heldOn })) continue;
        context.addIssue({ code: "custom", message, path: ["furtherSteps", at, field] });
      }
    });
  })
  .transform(({ furtherSteps }) => furtherSteps.filter((one) => one.nextStep !== ""));

function nestSteps(input: unknown): unknown {
  const fields = Object.entries(input ?? {});
  const furtherSteps: Record<string, unknown>[] = [];
  for (const [name, value] of fields) {
    const [, at, field] = furtherName.exec(name) ?? [];
    if (!at || !field) continue;
    while (furtherSteps.length <= Number(at)) furtherSteps.push({});
    Object.assign(furtherSteps[Number(at)] ?? {}, { [field]: value });
  }
  return { ...Object.fromEntries(fields), furtherSteps };
}

/** The address of the form, whose draft serves no more once it is saved. */
const draftForm = z.string().max(200).optional();

/** What `recordMeeting` takes. */
export const recordMeetingSchema = ruled(told.extend({ workerId: z.uuid(), draftForm }));

/** What `tellMeeting` and `editMeeting` take. */
export const editMeetingSchema = ruled(
  told.extend({ version: versionSchema, id: z.uuid(), draftForm }),
);

export const removeMeetingSchema = z.object({ id: z.uuid(), version: versionSchema });

export const meetingRefusals = {
  coach_unknown: {
    field: "coachId",
    message: "Cette personne n’accompagne plus au sein de la coopérative. Choisissez-en une autre.",
  },
  theme_unknown: {
    field: "meeting_theme",
    message: "L’un des thèmes cochés n’est plus proposé. Vérifiez votre choix.",
  },
} as const;
export type MeetingRefusal = keyof typeof meetingRefusals;
