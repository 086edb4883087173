import { expect } from "@playwright/test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

type Tag = { role?: string; alt?: string; children?: Tag[] };

/**
 * Whoever hears a PDF hears all of it: marked, in French, titled, every page tagged, headings in their order and words
 * for each drawing.
 * @returns its text
 */
export async function expectReadable(bytes: Uint8Array, title: string): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
  const { info } = await document.getMetadata();
  expect(info).toMatchObject({ Title: title, Language: "fr-FR" });
  const tags: Tag[] = [];
  const texts: string[] = [];
  for (let at = 1; at <= document.numPages; at++) {
    const page = await document.getPage(at);
    const found = flatten((await page.getStructTree()) as Tag | null);
    expect(
      found.filter(({ role }) => role && role !== "Root"),
      `page ${at}`,
    ).not.toEqual([]);
    tags.push(...found);
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
  }
  for (const { role, alt } of tags) if (role === "Figure") expect(alt?.trim()).toBeTruthy();
  expect(tags.some(({ role }) => role === "Table")).toBe(true);
  const levels = tags.flatMap(({ role = "" }) =>
    /^H\d$/.test(role) ? [Number(role.slice(1))] : [],
  );
  expect(levels.filter((level) => level === 1)).toEqual([1]);
  for (const [at, level] of levels.entries()) {
    expect(level, `heading ${at}`).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
  }
  return texts.join(" ");
}

const flatten = (tag: Tag | null): Tag[] =>
  tag ? [tag, ...(tag.children ?? []).flatMap(flatten)] : [];
