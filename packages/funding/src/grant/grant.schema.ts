import { positiveCentsFromText } from "@essaim/database/money.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { z } from "zod";
import { day, orNull } from "./day.schema.ts";
import { type FunderInput, funderKinds } from "./funder.schema.ts";
import { actionsFromText, type ProgrammeInput } from "./programme.schema.ts";

export const grantStatuses = ["envisaged", "applied", "awarded", "closed", "declined"] as const;
export type GrantStatus = (typeof grantStatuses)[number];
export const grantStatusLabels: Record<GrantStatus, string> = {
  envisaged: "Envisagé",
  applied: "Demandé",
  awarded: "Acquis",
  closed: "Soldé",
  declined: "Refusé",
};
export const grantStatusHints: Record<GrantStatus, string> = {
  envisaged: "Rien n’est encore demandé.",
  applied: "La demande est déposée, la réponse n’est pas connue.",
  awarded: "Le financeur a dit oui. Il voit son tableau de bord.",
  closed: "Le compte rendu est accepté, plus rien n’est attendu.",
  declined: "Le financeur a dit non.",
};

const fields = z.object({
  funderId: z.uuid({ error: "Choisissez un financeur." }),
  programmeId: z.uuid({ error: "Choisissez un programme." }),
  title: z
    .string({ error: "Donnez un titre à ce financement." })
    .trim()
    .min(1, "Donnez un titre à ce financement.")
    .max(200, "Écrivez au plus 200 caractères."),
  /** The call that it answers, and the last day to answer it. */
  callName: z.string().trim().max(200, "Écrivez au plus 200 caractères.").default(""),
  callUrl: z
    .url({
      protocol: /^https?$/,
      error: "Indiquez une adresse complète, par exemple https://exemple.fr.",
    })
    .max(500)
    .optional()
    .transform(orNull),
  applyBy: day("").optional().transform(orNull),
  /** Whole cents; null while nobody knows how much will be asked. */
  askedCents: positiveCentsFromText.optional().transform(orNull),
  startsOn: day("Indiquez le premier jour de la période."),
  endsOn: day("Indiquez le dernier jour de la période."),
  note: z.string().trim().max(5000).default(""),
});

/** Where a new grant stands: one of the past may begin anywhere. Afterwards, verbs alone move it. */
const beginning = z.object({
  status: z.enum(grantStatuses, { error: "Dites où en est ce financement." }),
  /** Whole cents awarded; null before the decision, and for an old agreement whose amount is lost. */
  amountCents: positiveCentsFromText.optional().transform(orNull),
  reference: z.string().trim().max(80, "Écrivez au plus 80 caractères.").default(""),
});

type Period = { startsOn: string; endsOn: string };

const inOrder = ({ startsOn, endsOn }: Period) => endsOn >= startsOn;
const period = {
  path: ["endsOn"],
  error: "La fin de la période vient avant son début.",
  // Said along with what is wrong in the other fields, not in a second round.
  when: ({ value }: { value: unknown }) => {
    const { startsOn, endsOn } = value as Partial<Period>;
    return typeof startsOn === "string" && typeof endsOn === "string";
  },
};

type Decided = { status: GrantStatus; amountCents: number | null };
const isDecided = ({ status, amountCents }: Decided) =>
  amountCents === null || status === "awarded" || status === "closed";
const decided = {
  path: ["amountCents"],
  error: "Un montant accordé va avec un financement acquis ou soldé.",
  when: ({ value }: { value: unknown }) => {
    const { status, amountCents } = value as Partial<Decided>;
    return typeof status === "string" && typeof amountCents === "number";
  },
};

export const grantSchema = fields.refine(inOrder, period);
export type GrantInput = z.output<typeof grantSchema>;

/** The form of an existing grant, with the version it was made from. */
export const grantEditSchema = fields.extend({ version: versionSchema }).refine(inOrder, period);
export const editGrantSchema = fields
  .extend({ version: versionSchema, id: z.uuid() })
  .refine(inOrder, period);

const always = () => true;
const newName = z.string().trim().max(200, "Écrivez au plus 200 caractères.").optional();

/** A new grant; its funder or its programme may be new too, and are made along with it. */
export type NewGrantInput = Omit<GrantInput, "funderId" | "programmeId"> &
  z.output<typeof beginning> & {
    funderId?: string;
    programmeId?: string;
    newFunder?: FunderInput;
    newProgramme?: ProgrammeInput;
  };

/** The form of a new grant. A name written for a funder or a programme wins over the one of the list. */
export const newGrantSchema = fields
  .extend({
    ...beginning.shape,
    funderId: fields.shape.funderId.optional(),
    newFunderName: newName,
    newFunderKind: z.enum(funderKinds, { error: "Choisissez une réponse." }).optional(),
    programmeId: fields.shape.programmeId.optional(),
    newProgrammeName: newName,
    newProgrammeActions: actionsFromText.optional(),
  })
  .refine(({ funderId, newFunderName }) => funderId || newFunderName, {
    path: ["funderId"],
    error: "Choisissez un financeur, ou écrivez le nom d’un nouveau.",
    when: always,
  })
  .refine(({ newFunderName, newFunderKind }) => !newFunderName || newFunderKind, {
    path: ["newFunderKind"],
    error: "Dites quelle sorte de financeur c’est.",
    when: always,
  })
  .refine(({ programmeId, newProgrammeName }) => programmeId || newProgrammeName, {
    path: ["programmeId"],
    error: "Choisissez un programme, ou écrivez le nom d’un nouveau.",
    when: always,
  })
  .refine((typed) => !typed.newProgrammeName || typed.newProgrammeActions, {
    path: ["newProgrammeActions"],
    error: "Écrivez au moins une action.",
    when: always,
  })
  .refine((typed) => !typed.newProgrammeActions || typed.newProgrammeName, {
    path: ["newProgrammeName"],
    error: "Donnez un nom au programme de ces actions.",
    when: always,
  })
  .refine(inOrder, period)
  .refine(isDecided, decided)
  .transform((typed): NewGrantInput => {
    const { newFunderName, newFunderKind, newProgrammeName, newProgrammeActions, ...grant } = typed;
    return {
      ...grant,
      ...(newFunderName &&
        newFunderKind && {
          newFunder: { name: newFunderName, kind: newFunderKind, websiteUrl: null, siret: null },
        }),
      ...(newProgrammeName &&
        newProgrammeActions && {
          newProgramme: { name: newProgrammeName, description: "", actions: newProgrammeActions },
        }),
    };
  });

/** Why a well-formed grant may still be refused: the field concerned, and what is said. */
export const grantRefusals = {
  funder_unknown: {
    field: "funderId",
    message: "Ce financeur n’existe plus. Choisissez-en un autre.",
  },
  funder_name_taken: {
    field: "newFunderName",
    message: "Un financeur de ce nom existe déjà. Choisissez-le dans la liste.",
  },
  programme_unknown: {
    field: "programmeId",
    message: "Ce programme n’existe plus. Choisissez-en un autre.",
  },
  programme_has_targets: {
    field: "programmeId",
    message:
      "Des objectifs sont rattachés aux actions du programme actuel. Détachez-les avant de changer de programme.",
  },
  amended: {
    field: "endsOn",
    message: "Un avenant a fixé cette date. Elle change par un nouvel avenant.",
  },
  released: {
    field: "startsOn",
    message:
      "Des chiffres ont été arrêtés depuis ce premier jour\u202f: il ne change plus. Les personnes seraient comptées autrement.",
  },
  funder_told: {
    field: "funderId",
    message:
      "Ce financeur a déjà lu des chiffres, des comptes rendus ou des messages de ce financement\u202f: un autre ne peut pas les lire à sa place. Enregistrez un autre financement.",
  },
  lines_above: {
    field: "askedCents",
    message: "Les lignes du budget dépassent ce montant. Diminuez-les d’abord.",
  },
} as const;

/** Words of the address bar. */
const statusWords = {
  envisage: "envisaged",
  demande: "applied",
  acquis: "awarded",
  solde: "closed",
  refuse: "declined",
} as const;
type StatusWord = keyof typeof statusWords;

export const statusWordOptions = (Object.keys(statusWords) as StatusWord[]).map((value) => ({
  value,
  label: grantStatusLabels[statusWords[value]],
}));

export const GRANTS_PER_PAGE = 25;

export const grantFilterSchema = z
  .object({
    statut: z.enum(Object.keys(statusWords) as [StatusWord]).optional(),
    financeur: z.uuid().optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .transform(({ statut, financeur, page }) => ({
    status: statut && statusWords[statut],
    funderId: financeur,
    page,
  }));
