import type { Chapter } from "@essaim/paper/block";
import { drawPdf } from "@essaim/paper/pdf";

/**
 * The archive of a person's data as a document to read and print.
 * @param options.madeOn the day it is made, in words
 */
export function drawPersonData(
  chapters: readonly Chapter[],
  { name, organisation, madeOn }: { name: string; organisation: string; madeOn: string },
): Promise<Uint8Array> {
  return drawPdf({
    title: "Vos données",
    lead: `${name} · ${organisation}, ${madeOn}`,
    author: organisation,
    documentTitle: `Vos données · ${name}`,
    footer: `${name} · ${organisation}`,
    chapters,
    onUnreadable:
      "Certains caractères n’existent pas dans la police de ce document\u202f: le fichier donnees.json les contient tous.",
  });
}
