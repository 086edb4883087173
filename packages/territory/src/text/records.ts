import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { csvOptions } from "./separator.ts";

/** A quote is opened on a line, counted from 1, and never closed. */
export class OpenQuote extends Error {
  constructor(readonly line: number) {
    super(`A quote is never closed on line ${line}`);
  }
}

/** Records of a CSV text, one by one, blank ones too. @throws OpenQuote */
export async function* recordsOf(text: string, delimiter: string): AsyncGenerator<string[]> {
  const parser = Readable.from(slices(text)).pipe(parse({ ...csvOptions, delimiter }));
  let line = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      line += 1;
      yield record;
    }
  } catch (error) {
    if (error instanceof CsvError) throw new OpenQuote(Number(error.records ?? line) + 1);
    throw error;
  }
}

/** Characters given to the parser at a time. */
const SLICE = 64 * 1024;

function* slices(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += SLICE) yield text.slice(from, from + SLICE);
}
