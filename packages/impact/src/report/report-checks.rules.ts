import { unreadableIn } from "@essaim/paper/typeface";
import type { ReleaseRefusal } from "../release/release.schema.ts";
import { isText, type Section } from "./impact-report.schema.ts";
import type { ReportContent } from "./sealed-report.ts";

/** What a report lacks before it can be approved, or what is to be read first. */
export type Lack =
  | { kind: "release_refused"; reason: ReleaseRefusal }
  | { kind: "no_section" }
  | { kind: "no_text"; sectionId: string; title: string }
  | { kind: "no_story"; sectionId: string; title: string }
  | { kind: "no_agreement" }
  | { kind: "no_figure"; name: string; isDeclared: boolean }
  | { kind: "months_missing"; name: string; key: string; months: readonly string[] }
  | { kind: "no_target" }
  | { kind: "number_of_people"; found: readonly { words: string; place: string }[] }
  | { kind: "unreadable"; signs: readonly string[]; places: readonly string[] };

/** Those that stop the approval; the others are read, and approved on purpose. */
export const stops = ({ kind }: Lack): boolean =>
  kind === "release_refused" || kind === "no_section" || kind === "no_text" || kind === "no_story";

export type CheckedReport = {
  sections: readonly Section[];
  grant: { signedOn: string | null; targets: number };
  release: { reason: ReleaseRefusal } | null;
  /** Figures with a target, and whether anything is known of them. */
  promised: readonly { name: string; isKnown: boolean; isDeclared: boolean }[];
  /** Declared indicators that have a target, and the months of the period, over already, in which nothing was declared. */
  months: readonly { name: string; key: string; missing: readonly string[] }[];
  /** Numbers of people that were typed and that no figure says. */
  numbers: readonly { words: string; place: string }[];
  /** Signs that the PDF cannot write, and the parts where they are. */
  unreadable: { signs: readonly string[]; places: readonly string[] };
};

/** All that a report lacks, in the order in which it is read. */
export function lacksOf(report: CheckedReport): Lack[] {
  const { sections, grant, release, promised, months, numbers, unreadable } = report;
  const shows = (kind: Section["kind"]) => sections.some((section) => section.kind === kind);
  return [
    ...(release ? [{ kind: "release_refused", reason: release.reason } as const] : []),
    ...(sections.length === 0 ? [{ kind: "no_section" } as const] : []),
    ...sections.flatMap(({ id, kind, title, text, stories }): Lack[] => {
      if (isText(kind) && text === "") return [{ kind: "no_text", sectionId: id, title }];
      if (kind === "stories" && stories.length === 0)
        return [{ kind: "no_story", sectionId: id, title }];
      return [];
    }),
    ...(grant.signedOn === null ? [{ kind: "no_agreement" } as const] : []),
    ...(shows("figures")
      ? [
          ...(grant.targets === 0 ? [{ kind: "no_target" } as const] : []),
          ...promised
            .filter(({ isKnown }) => !isKnown)
            .map(({ name, isDeclared }) => ({ kind: "no_figure", name, isDeclared }) as const),
          ...months
            .filter(({ missing }) => missing.length > 0)
            .map(({ name, key, missing }) => ({
              kind: "months_missing" as const,
              name,
              key,
              months: missing,
            })),
        ]
      : []),
    ...(numbers.length > 0 ? [{ kind: "number_of_people", found: numbers } as const] : []),
    ...(unreadable.signs.length > 0 ? [{ kind: "unreadable", ...unreadable } as const] : []),
  ];
}

/** What the PDF of a report cannot write, and the parts where it is. */
export function unreadableParts({ title, header, chapters }: ReportContent) {
  const found = [
    { place: "le titre du rapport", signs: unreadableIn(title) },
    { place: "l’intitulé du financement", signs: unreadableIn(JSON.stringify(header)) },
    ...chapters.map((chapter) => ({
      place: `la partie «\u202f${chapter.title}\u202f»`,
      signs: unreadableIn(JSON.stringify(chapter)),
    })),
  ].filter(({ signs }) => signs.length > 0);
  return {
    signs: [...new Set(found.flatMap(({ signs }) => signs))],
    places: found.map(({ place }) => place),
  };
}
