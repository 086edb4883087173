import { defineQuery } from "@essaim/identity/operation";
import { z } from "zod";
import type { Repair } from "./cell-value.rules.ts";
import { loadImport } from "./import.queries.ts";
import { importById } from "./import.schema.ts";
import { likelyFiles, SeenPeople } from "./likely-same.queries.ts";
import { preparedRows } from "./prepare.queries.ts";
import type { PreparedPerson } from "./prepared.schema.ts";
import { type Duplicate, MOST_PROBLEMS, type Trial } from "./trial.schema.ts";

/** Told how many rows are done. */
export type Progress = (rows: number) => Promise<void>;

/**
 * The dry run: every row prepared as it would be written, every problem told, and who looks like somebody already
 * known. Nothing is written.
 * @throws NotFound when the organisation has no such import; Unreadable
 */
export const tryImport = defineQuery({
  name: "tryImport",
  permission: "worker:import",
  input: importById.extend({
    bytes: z.custom<Uint8Array>(),
    progress: z.custom<Progress>(),
  }),
  run: async ({ db, input }): Promise<Omit<Trial, "decisions"> & { version: number }> => {
    const record = await loadImport(db, input.id);
    const trial = {
      version: record.version,
      rowCount: 0,
      problems: [] as Trial["problems"],
      problemCount: 0,
      badRows: [] as number[],
      duplicates: [] as Duplicate[],
      repairs: {} as Partial<Record<Repair, number>>,
    };
    const seen = new SeenPeople();
    for await (const batch of preparedRows(db, record, input.bytes)) {
      const people: PreparedPerson[] = [];
      for (const { row, person, problems, repairs } of batch) {
        trial.rowCount += 1;
        trial.problemCount += problems.length;
        const room = MOST_PROBLEMS - trial.problems.length;
        trial.problems.push(...problems.slice(0, room));
        for (const repair of repairs) trial.repairs[repair] = (trial.repairs[repair] ?? 0) + 1;
        if (person) people.push(person);
        else trial.badRows.push(row);
      }
      const known = await likelyFiles(db, people, input.id);
      for (const person of people) {
        const others = [...(known.get(person.row) ?? []), ...seen.meet(person)];
        if (others.length === 0) continue;
        const name = `${person.worker.givenName} ${person.worker.familyName}`;
        trial.duplicates.push({ row: person.row, name, others });
      }
      await input.progress(trial.rowCount);
    }
    return trial;
  },
});
