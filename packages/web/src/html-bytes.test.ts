import { expect, test } from "vitest";
import { writtenBytes } from "./html-bytes.ts";

test("bytes that React left unwritten are dropped, the others stay", () => {
  const text = "première élève";
  const whole = new TextEncoder().encode(text);
  expect(writtenBytes(whole)).toBe(whole);
  // A buffer of 4 bytes, in which « è » would not fit.
  const buffer = new Uint8Array(4);
  const { read } = new TextEncoder().encodeInto("préè", buffer);
  expect(read).toBe(3);
  const short = new Uint8Array(5);
  new TextEncoder().encodeInto("préè", short);
  expect([...short].at(-1)).toBe(0);
  expect(new TextDecoder().decode(writtenBytes(short))).toBe("pré");
});
