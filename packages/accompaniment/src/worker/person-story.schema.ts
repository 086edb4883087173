import { z } from "zod";

/** What a person's story is made of, in the order in which it may be filtered. */
export const storyKinds = [
  "meeting",
  "workshop",
  "stage",
  "objective",
  "aid",
  "mentoring",
  "contribution",
  "document",
] as const;
export type StoryKind = (typeof storyKinds)[number];

/** What a filter of the story is called, and what an address calls it. */
export const storyKindLabels: Record<StoryKind, string> = {
  meeting: "Rencontres",
  workshop: "Ateliers",
  stage: "Étapes",
  objective: "Objectifs atteints",
  aid: "Aides",
  mentoring: "Parrainage",
  contribution: "Contributions",
  document: "Documents",
};
export const storySlugs: Record<StoryKind, string> = {
  meeting: "rencontres",
  workshop: "ateliers",
  stage: "etapes",
  objective: "objectifs",
  aid: "aides",
  mentoring: "parrainage",
  contribution: "contributions",
  document: "documents",
};

/** Lines of one page of the story. */
export const STORY_PAGE = 50;

/** Where a page of the story goes on from: the day and the id of the last line read. */
export type StoryCursor = { on: string; id: string };

const cursor = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
  .transform((text): StoryCursor => ({ on: text.slice(0, 10), id: text.slice(11) }))
  .pipe(z.object({ on: z.iso.date(), id: z.uuid() }));

/** The story's filters as an address says them. */
export const storyFilterSchema = z.object({
  voir: z
    .enum(Object.values(storySlugs) as [string, ...string[]])
    .transform((slug) => storyKinds.find((kind) => storySlugs[kind] === slug))
    .optional(),
  avant: cursor.optional(),
});

/** How an address says where to go on from. */
export function writeCursor({ on, id }: StoryCursor): string {
  return `${on}_${id}`;
}
