/** What is wrong on a line of a file, in a French sentence that quotes no name. Lines count from 1; 0 is the whole file. */
export type Fault = { line: number; message: string };

/** Faults kept one by one; past it they are only counted. */
export const MOST_FAULTS = 500;

/** Keeps the first faults of a file, and counts them all. */
export class Faults {
  readonly kept: Fault[] = [];
  count = 0;

  add(line: number, message: string): void {
    this.count += 1;
    if (this.kept.length < MOST_FAULTS) this.kept.push({ line, message });
  }
}
