import { SaxesParser } from "saxes";
import { LONGEST_XML_TEXT } from "./limits.ts";
import { Unreadable, unreadable } from "./unreadable.ts";

export type XmlHandlers = {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/**
 * Reads XML a piece at a time and gives what the handlers make of it, in order. Entities that the document would
 * declare itself are refused, since they can grow without end.
 * @param handlers makes the handlers, given how to hand over a value
 * @throws Unreadable
 */
export async function* readXml<T>(
  pieces: AsyncIterable<Uint8Array>,
  handlers: (give: (value: T) => void) => XmlHandlers,
): AsyncGenerator<T> {
  const ready: T[] = [];
  const { open, text, close } = handlers((value) => ready.push(value));
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("error", (error) => {
    throw new Unreadable(unreadable.broken, { cause: error });
  });
  parser.on("doctype", () => {
    throw new Unreadable(unreadable.broken);
  });
  let silent = 0;
  let isEmpty = true;
  parser.on("opentag", (tag) => {
    silent = 0;
    open?.(tag.name, tag.attributes as Record<string, string>);
  });
  parser.on("closetag", (tag) => {
    silent = 0;
    close?.(tag.name);
  });
  if (text) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const piece of pieces) {
    isEmpty = false;
    silent += piece.byteLength;
    if (silent > LONGEST_XML_TEXT) throw new Unreadable(unreadable.bomb);
    parser.write(decoded(decoder, piece));
    if (ready.length === 0) continue;
    yield* ready;
    ready.length = 0;
  }
  // A part that is not there says nothing.
  if (isEmpty) return;
  parser.write(decoded(decoder));
  parser.close();
  yield* ready;
}

function decoded(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch (error) {
    throw new Unreadable(unreadable.broken, { cause: error });
  }
}

/** `x:row` and `row` are the same element, whatever prefix the writer chose. */
export function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Reads a whole document for what its handlers keep by themselves. */
export async function scanXml(
  pieces: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): Promise<void> {
  for await (const _ of readXml<never>(pieces, () => handlers));
}
