import { JobRefusal, type JobWork } from "./work.ts";

/** Problems told on the page of a job. */
const MOST_TOLD = 20;

/** The bytes of a file that an admin sent for the register: it stays a day. */
export async function fileOfRegister({ storage }: JobWork, key: string): Promise<Uint8Array> {
  return await storage.read(key).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "not_found") {
      throw new JobRefusal("Le fichier n’est plus là. Envoyez-le de nouveau.");
    }
    throw error;
  });
}

/** Shows which of these steps has begun. */
export function inSteps<Step extends string>(work: JobWork, steps: Record<Step, string>) {
  const order = Object.keys(steps);
  return (step: Step) => work.progress(order.indexOf(step), order.length);
}

/** A refusal: its only problem, or a first line, then each of its problems on a line. */
export function refusalOf(problems: readonly string[]): JobRefusal {
  const told = problems.slice(0, MOST_TOLD);
  const others = problems.length - told.length;
  if (others > 0) told.push(`Et ${others} autres problèmes.`);
  const nothing = "Rien n’a été écrit\u202f: le registre est tel qu’avant.";
  return new JobRefusal(
    told.length === 1 ? `${told[0]} ${nothing}` : [nothing, ...told].join("\n"),
  );
}
