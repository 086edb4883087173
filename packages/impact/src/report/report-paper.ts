import { day } from "@essaim/funding/spending/spending.words";
import type { Block, Chapter, Paper } from "@essaim/paper/block";
import type { ReportSeal } from "./report.queries.ts";
import { barsInWords, barsSentence, mapInWords, mapSentence, writeCell } from "./report.words.ts";
import type { MapPart, Part, ReportContent } from "./sealed-report.ts";

export type Bars = Extract<Part, { kind: "bars" }>;

/** A drawing for a page and for a phone: whoever prints knows how it is drawn. */
export type DrawPart = (part: Bars | MapPart) => { svg: string; phoneSvg: string };

export type PrintedReport = {
  content: ReportContent;
  /** null for a draft, which says so on every page. */
  seal: ReportSeal | null;
  /** Where anybody checks it. */
  verifyUrl: string;
};

/** A report as it is printed, whatever its file. */
export function reportPaper({ content, seal, verifyUrl }: PrintedReport, draw: DrawPart): Paper {
  const { title, header, cutOffOn } = content;
  const edge = seal
    ? `${title} · ${seal.code}`
    : `BROUILLON, chiffres et textes provisoires · ${title}`;
  return {
    title,
    lead: `${seal ? "" : "Brouillon. "}${header.grantTitle}, pour ${header.funderName}. Chiffres arrêtés au ${day(cutOffOn)}.`,
    author: header.organisationName,
    documentTitle: `${seal ? "" : "Brouillon · "}${title}`,
    running: edge,
    footer: seal ? `${header.organisationName} · ${seal.code}` : edge,
    onUnreadable: `Certains caractères n’existent pas dans la police de ce PDF, qui écrit «\u202f?\u202f» à leur place\u202f: ${
      seal
        ? `le fichier «\u202f${seal.code}.scelle.json\u202f», qui seul fait foi, les contient tous.`
        : "la page web autonome du rapport les contient tous."
    }`,
    chapters: [
      { title: "Le rapport", blocks: [{ kind: "facts", facts: factsOf(content, seal) }] },
      ...content.chapters.map(
        (chapter): Chapter => ({
          title: chapter.title,
          blocks: chapter.parts.flatMap((part) => blocksOf(part, draw)),
        }),
      ),
      ...(seal ? [verification(seal, verifyUrl)] : []),
    ],
  };
}

export function factsOf(content: ReportContent, seal: ReportSeal | null): [string, string][] {
  const { header, cutOffOn } = content;
  return [
    ...(seal ? [["Code", seal.code] as [string, string]] : []),
    ["Coopérative", header.organisationName],
    ["Financeur", header.funderName],
    [
      "Financement",
      header.grantReference ? `${header.grantTitle} (${header.grantReference})` : header.grantTitle,
    ],
    ["Programme", header.programmeName],
    ["Période du financement", `du ${day(header.startsOn)} au ${day(header.endsOn)}`],
    ["Chiffres arrêtés au", day(cutOffOn)],
    ...("approvedOn" in content && typeof content.approvedOn === "string"
      ? [["Approuvé le", day(content.approvedOn)] as [string, string]]
      : []),
  ];
}

function blocksOf(part: Part, draw: DrawPart): Block[] {
  switch (part.kind) {
    case "facts":
      return [{ kind: "facts", facts: part.facts }];
    case "table":
      return [
        {
          kind: "table",
          caption: part.caption,
          header: part.columns.map(({ header }) => header),
          rows: part.rows.map((row) =>
            row.map((cell, at) => writeCell(cell, part.columns[at]?.unit ?? "text")),
          ),
          numeric: part.columns.flatMap(({ unit }, at) => (unit === "text" ? [] : [at])),
          totals: part.totals,
        },
      ];
    case "bars":
      return [
        {
          kind: "figure",
          ...draw(part),
          alt: barsInWords(part),
          caption: `${endedBy(part.title)} ${barsSentence(part)}`.trim(),
        },
      ];
    case "map":
      return [
        {
          kind: "figure",
          ...draw(part),
          alt: mapInWords(part),
          caption: `${endedBy(part.title)} ${mapSentence(part)} ${part.note}`,
        },
      ];
    default:
      return [part];
  }
}

const endedBy = (title: string) => (/[.?!]$/.test(title) ? title : `${title}.`);

/** What proves the report, and how anybody checks it. */
const verification = ({ code, hash, signature, keyId }: ReportSeal, url: string): Chapter => ({
  title: "Vérifier ce rapport",
  blocks: [
    {
      kind: "text",
      text: `Ce rapport est scellé\u202f: ni ses textes ni ses chiffres n’ont changé depuis qu’il a été approuvé. Chacun peut le vérifier à l’adresse ${url}, avec le code ${code} ou avec son fichier «\u202f${code}.scelle.json\u202f», qui seul fait foi.`,
    },
    {
      kind: "facts",
      facts: [
        ["Empreinte (SHA-256)", hash.replace(/(.{16})(?=.)/g, "$1 ")],
        ["Signature (Ed25519)", signature.replace(/(.{22})(?=.)/g, "$1 ")],
        ["Clé", keyId],
      ],
    },
  ],
});
