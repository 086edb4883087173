import { formatNumber, plural } from "@essaim/ui/format";

type Known = Record<string, unknown>;

/** A sentence, and the page where to go on. */
type Next = { sentence: string; href: string; label: string };

/** What the page of a job says of one kind of work. */
export type JobWords = {
  title: string;
  /** What `done` and `total` count, as in « 40 lignes sur 300 ». */
  counts?: { one: string; many: string };
  /** Once it is done: what was done, and the page that shows it. */
  done(result: Known, input: Known): Next;
  /** Once it has failed: the page where to begin again. */
  again?(input: Known): Pick<Next, "href" | "label">;
};

/** Every kind of job (apps/staff/jobs/handlers.ts) that a page waits for. */
const words: Record<string, JobWords> = {};

const unknownWork: JobWords = {
  title: "Travail en cours",
  done: () => ({ sentence: "C’est fait.", href: "/", label: "Retour à l’accueil" }),
};

export function wordsOf(kind: string): JobWords {
  return words[kind] ?? unknownWork;
}

/** « 40 lignes sur 300 » */
export function progressWords({ counts }: JobWords, done: number, total: number | null): string {
  if (!total) return "Commencé il y a un instant.";
  if (!counts) return `${Math.floor((100 * done) / total)}\u00a0%`;
  return `${plural(done, counts.one, counts.many)} sur ${formatNumber(total)}`;
}

/** A number that a job counted, or nought. */
export function counted(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : 0;
}
