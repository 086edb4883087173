import { findIndicator } from "../registry/indicator.schema.ts";
import type { ReportSource } from "./report-chapters.rules.ts";

/** A text that somebody wrote, and the part of the report where it is. */
export type PlacedText = { place: string; text: string };

/** What was typed for a report: its title, those of its sections and their texts, the stories that it tells. */
export function typedTexts({ title, sections, stories }: ReportSource): PlacedText[] {
  return [
    { place: "le titre du rapport", text: title },
    ...sections.flatMap((section): PlacedText[] => {
      const place = `la partie «\u202f${section.title}\u202f»`;
      return [
        { place, text: section.title },
        { place, text: section.text },
        ...section.stories.flatMap((id) => {
          const story = stories.get(id);
          return story
            ? [story.activity, story.worked, story.didNot].map((text) => ({ place, text }))
            : [];
        }),
      ];
    }),
  ];
}

/** All that people wrote and that a report would hold: none of it may name somebody accompanied. */
export function writtenTexts(source: ReportSource): PlacedText[] {
  const { header, released } = source;
  const texts = [
    ...typedTexts(source),
    ...Object.values(header).map((text) => ({ place: "l’intitulé du financement", text })),
  ];
  if (!released) return texts;
  const { content, details } = released;
  const own = [...content.figures, ...details.figures].filter(({ key }) => !findIndicator(key));
  return [
    ...texts,
    ...content.actions.flatMap(({ name, description }) =>
      [name, description].map((text) => ({ place: "les actions du programme", text })),
    ),
    ...details.money.lines.map(({ label: text }) => ({ place: "les lignes du budget", text })),
    ...own.flatMap(({ name, definition, unit }) =>
      [name.fr, definition.fr, ...unit.fr].map((text) => ({
        place: "les indicateurs propres à la coopérative",
        text,
      })),
    ),
  ];
}
