import type { Label } from "@essaim/directory/publication.schema";
import { z } from "zod";

/** Why a topic could not be read, in French for whoever follows the questions. */
export const topicProblems = {
  gone: "Ce sujet n’existe plus à cette adresse, ou il n’est pas public\u202f: corrigez le lien de la question.",
  closed:
    "Le forum ne montre pas ce sujet sans compte\u202f: il ne sera pas relu tant qu’il est privé.",
  moved: "Le forum renvoie à une autre adresse\u202f: corrigez le lien de la question.",
  broken: "Le forum est en panne ou surchargé\u202f: il sera relu la nuit prochaine.",
  unreadable:
    "Cette adresse n’est pas celle d’un forum Discourse, ou il répond autre chose qu’un sujet.",
  unreachable: "Le forum est introuvable.",
  slow: "Le forum n’a pas répondu à temps\u202f: il sera relu la nuit prochaine.",
} as const;
export type TopicProblem = keyof typeof topicProblems;
export const topicProblemKeys = Object.keys(topicProblems) as [TopicProblem, ...TopicProblem[]];

/** Where a question stands, in the order in which somebody has something to do about it. */
export const questionStates = ["not_asked", "asked", "answered", "closed"] as const;
export type QuestionState = (typeof questionStates)[number];

export const questionStateLabels: Record<QuestionState, string> = {
  not_asked: "À poser",
  asked: "Posée",
  answered: "A des réponses",
  closed: "Close",
};

/** Addresses say filters in French. */
const stateByWord = {
  "a-poser": "not_asked",
  posees: "asked",
  repondues: "answered",
  closes: "closed",
} as const satisfies Record<string, QuestionState>;
type StateWord = keyof typeof stateByWord;
const stateWords = Object.keys(stateByWord) as [StateWord, ...StateWord[]];
export const questionStateOptions = stateWords.map((value) => ({
  value,
  label: questionStateLabels[stateByWord[value]],
}));

/** Is its link that of a topic of a forum, which is read every night? */
export const topicOptions = [
  { value: "avec", label: "Avec un sujet de forum" },
  { value: "sans", label: "Sans sujet de forum" },
] as const;

export const questionFilterSchema = z
  .object({
    q: z.string().trim().max(200).default(""),
    etat: z.enum(stateWords).optional(),
    sujet: z.enum(["avec", "sans"]).optional(),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  })
  .transform(({ q, etat, sujet, page }) => ({
    search: q,
    state: etat && stateByWord[etat],
    isTopic: sujet && sujet === "avec",
    page,
  }));

/** What holds questions. */
export const askerKinds = ["activity", "piece"] as const;
export type AskerKind = (typeof askerKinds)[number];

export const askerKindLabels: Record<AskerKind, Label> = {
  activity: { fr: "Activité", en: "Activity" },
  piece: { fr: "Contenu du média", en: "Media" },
};

/** What a forum says of a topic. */
export type ToldTopic = {
  title: string;
  /** Messages besides the question itself. */
  answers: number;
  isClosed: boolean;
  isArchived: boolean;
  isSolved: boolean;
  /** The day of the last answer, in Paris; null without any. */
  answeredOn: string | null;
};

/** What everybody reads beside a question: on which day how many had answered. */
export type Talk = { answers: number; isClosed: boolean; isSolved: boolean; readOn: string };
