import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { attendances } from "../meeting/attendance.schema.ts";
import {
  dayOf,
  durationMinutes,
  placeDetail,
  themes,
  timeOfDay,
} from "../meeting/meeting.schema.ts";

/** Sessions of the accompaniment, where people with a file come. */
export const workshopKinds = ["workshop", "information"] as const;
export type WorkshopKind = (typeof workshopKinds)[number];
/** Sessions that speak to the outside: nobody who comes has a file. */
export const eventKinds = ["meetup", "presentation"] as const;
export type EventKind = (typeof eventKinds)[number];
export const sessionKinds = [...workshopKinds, ...eventKinds] as const;
export type SessionKind = (typeof sessionKinds)[number];
export const sessionKindLabels: Record<SessionKind, string> = {
  workshop: "Atelier",
  information: "Réunion d’information",
  meetup: "Rencontre",
  presentation: "Présentation",
};

export const workshopPlaces = ["office", "third_place", "remote"] as const;
export type WorkshopPlace = (typeof workshopPlaces)[number];
export const workshopPlaceLabels: Record<WorkshopPlace, string> = {
  office: "Dans nos bureaux",
  third_place: "Dans un tiers-lieu",
  remote: "À distance",
};

/** Minutes of a group session unless somebody says otherwise. */
export const USUAL_WORKSHOP_MINUTES = 120;
/** Places of a public session whose form says nothing. */
export const MOST_PLACES = 500;

const wholePlaces = "Indiquez un nombre de places, par exemple 12.";

/** What every group session says: what it is, when, where, and for how many. */
export const sessionFields = {
  title: z
    .string({ error: "Donnez un titre à la séance." })
    .transform((typed) => typed.replace(/\s+/g, " ").trim())
    .pipe(
      z.string().min(1, "Donnez un titre à la séance.").max(120, "Écrivez au plus 120 caractères."),
    ),
  description: z.string().trim().max(5000, "Écrivez au plus 5 000 caractères.").default(""),
  heldOn: dayOf("Indiquez le jour de la séance."),
  startTime: z.string({ error: "Indiquez l’heure de la séance." }).pipe(timeOfDay),
  durationMinutes,
  place: z.enum(workshopPlaces, { error: "Dites où a lieu la séance." }),
  placeDetail,
  capacity: z.coerce
    .number({ error: wholePlaces })
    .int(wholePlaces)
    .min(1, "Indiquez 1 place ou plus.")
    .max(MOST_PLACES, "Indiquez 500 places ou moins.")
    .optional()
    .transform((value) => value ?? null),
  /** The membership of the person who holds the session. */
  coachId: z.uuid("Dites qui mène la séance."),
  /** On the public site, with registration. */
  isPublic: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
};

// In the order of the form, which is that of the error summary.
const { isPublic, coachId, ...planned } = sessionFields;
const fields = z.object({
  kind: z.enum(workshopKinds, { error: "Dites de quelle séance il s’agit." }),
  ...planned,
  coachId,
  meeting_theme: themes,
  isPublic,
});

/** The schema with what holds between its fields, told together with what is wrong in each. */
export function ruledSession<S extends z.ZodType<{ isPublic: boolean; placeDetail: string }>>(
  schema: S,
): S {
  return schema.refine(({ isPublic, placeDetail }) => !isPublic || placeDetail !== "", {
    path: ["placeDetail"],
    message: "Dites où venir ou comment se connecter\u202f: les inscrits en ont besoin.",
    when: () => true,
  }) as S;
}

/** What is asked to plan a group session. */
export const workshopSchema = ruledSession(fields);
export type WorkshopInput = z.output<typeof workshopSchema>;
export const workshopEditSchema = ruledSession(fields.extend({ version: versionSchema }));
export const editWorkshopSchema = ruledSession(
  fields.extend({ version: versionSchema, id: z.uuid() }),
);

export const workshopVersionSchema = z.object({ id: z.uuid(), version: versionSchema });

/** People ticked in a list, to expect at one session. */
export const enrolmentSchema = z.object({
  workerIds: z
    .array(z.uuid())
    .max(200)
    .transform((ids) => [...new Set(ids)])
    .pipe(z.array(z.uuid()).min(1, "Cochez au moins une personne.")),
});
export const enrolWorkersSchema = enrolmentSchema.extend({ workshopId: z.uuid() });

/** Sessions at which one person is expected. */
export const workerEnrolmentSchema = z.object({
  workshopId: z.uuid("Choisissez un atelier."),
});
export const enrolInWorkshopSchema = workerEnrolmentSchema.extend({ workerId: z.uuid() });

export const recordAttendanceSchema = z.object({
  workshopId: z.uuid(),
  version: versionSchema,
  attendances: z
    .array(z.object({ participantId: z.uuid(), attendance: z.enum(attendances) }))
    .max(MOST_PLACES),
  minutes: z.string().trim().max(20_000, "Écrivez au plus 20 000 caractères.").default(""),
  /** The address of the form, whose draft serves no more once it is saved. */
  draftForm: z.string().max(200).optional(),
});

export const workshopRefusals = {
  coach_unknown: {
    field: "coachId",
    message: "Cette personne n’accompagne plus au sein de la coopérative. Choisissez-en une autre.",
  },
  theme_unknown: {
    field: "meeting_theme",
    message: "L’un des thèmes cochés n’est plus proposé. Vérifiez votre choix.",
  },
  capacity_below: {
    field: "capacity",
    message: "Il y a déjà plus d’inscrits que cela. Désinscrivez quelqu’un, ou gardez les places.",
  },
} as const;
export type WorkshopRefusal = keyof typeof workshopRefusals;
