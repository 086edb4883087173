import type { WorkerListKey } from "@essaim/accompaniment/list/value-list.schema";

/** What a group of the file asks about: a list, the number of people in charge, or the commons relied on. */
export type SituationItem = WorkerListKey | "dependants" | "resourceIds";

/** The parts of a person's file, each titled by the question a coach would ask. */
export const situationGroups: readonly { question: string; items: readonly SituationItem[] }[] = [
  {
    question: "Qui est cette personne\u202f?",
    items: ["gender", "education", "language", "household", "dependants"],
  },
  { question: "Comment est-elle arrivée\u202f?", items: ["support_origin", "prescriber"] },
  {
    question: "De quoi vit-elle\u202f?",
    items: ["income_support", "unemployment", "turnover", "disability"],
  },
  {
    question: "Sur quoi s’appuie son travail\u202f?",
    items: ["work_platform", "resourceIds", "skill", "mobility"],
  },
  { question: "Qu’est-ce qui fait obstacle\u202f?", items: ["need", "health_barrier"] },
];
