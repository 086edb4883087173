import type { Block, Chapter, Paper, TableBlock } from "@essaim/paper/block";
import type { Side } from "../budget/account.rules.ts";
import { day, money } from "../spending/spending.words.ts";
import { groupLabels, type RowGroup } from "./cerfa-rows.rules.ts";
import type { ReportHeader } from "./frozen-report.schema.ts";
import {
  annexQuestions,
  cerfaEdition,
  type Question,
  type QuestionKey,
  qualitativeQuestions,
  type ReportAnswers,
  type ReportForm,
  type ReportStage,
} from "./report.schema.ts";
import { missingFrom, significantGaps } from "./report-checks.rules.ts";
import {
  type FigureRow,
  gapOf,
  linesByNature,
  type ReportFigures,
  shareOfProducts,
  shownRows,
  type Totals,
} from "./report-figures.rules.ts";

/** A report as it is handed over, whatever its file. Amounts in cents. */
export type ReportContent = {
  report: {
    form: ReportForm;
    stage: ReportStage;
    label: string;
    coversFrom: string;
    coversTo: string;
    sentOn: string | null;
  };
  header: ReportHeader;
  answers: ReportAnswers;
  figures: ReportFigures;
};

/** What the figures count, said on the page and in every file. */
export const countingRule =
  "Sont comptées les dépenses payées, datées de la période du compte rendu, sur les lignes du budget prévisionnel.";

const percent = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });
export const ratioInWords = (ratio: number | null) => (ratio === null ? "" : percent.format(ratio));
const period = (from: string, to: string) => `du ${day(from)} au ${day(to)}`;

/** The document that is printed, signed and sent: its words and tables, for a PDF or a Word file. */
export function reportPaper(content: ReportContent): Paper {
  const { report, header } = content;
  const organisation = header.legalName || header.organisationName;
  const title =
    report.form === "cerfa" ? "Compte rendu financier de subvention" : "Compte rendu de subvention";
  return {
    title,
    lead: `${header.grantTitle}, ${header.funderName}`,
    author: organisation,
    documentTitle: `${title} · ${header.grantTitle}`,
    running: `${header.grantTitle} · ${report.label}`,
    footer: `${organisation}${report.sentOn ? "" : " · projet, non envoyé"}`,
    chapters:
      report.form === "cerfa"
        ? cerfaChapters(content, organisation)
        : freeChapters(content, organisation),
  };
}

function cerfaChapters(content: ReportContent, organisation: string): Chapter[] {
  const { answers } = content;
  return [
    { title: "L’action financée", blocks: [identity(content, organisation)] },
    {
      title: "1. Bilan qualitatif de l’action réalisée",
      blocks: qualitativeQuestions.flatMap((question) => answered(question, answers)),
    },
    { title: "2. Tableau de synthèse", blocks: figureBlocks(content) },
    {
      title: "3. Annexe",
      blocks: [
        ...annexQuestions.flatMap((question) =>
          answered(question, answers, unanswered(question.key, content)),
        ),
        ...lineBlocks(content.figures),
      ],
    },
    ...attached(answers),
    { title: "Certification", blocks: certification(answers, organisation) },
  ];
}

function freeChapters(content: ReportContent, organisation: string): Chapter[] {
  const { answers } = content;
  return [
    { title: "L’action financée", blocks: [identity(content, organisation)] },
    ...answers.sections.map(({ title, text }) => ({ title, blocks: paragraphs(text) })),
    {
      title: "Budget prévu et réalisé",
      blocks: [...figureBlocks(content), ...lineBlocks(content.figures)],
    },
    ...attached(answers),
    ...(answers.signatory
      ? [{ title: "Certification", blocks: certification(answers, organisation) }]
      : []),
  ];
}

function identity({ report, header, figures }: ReportContent, organisation: string): Block {
  const facts: [string, string][] = [
    ["Organisme", organisation],
    ["SIRET", header.siret ?? ""],
    ["Financeur", header.funderName],
    ["Action", header.programmeName],
    ["Financement", header.grantTitle],
    ["Référence", header.grantReference],
    ["Période du financement", period(header.grantStartsOn, header.grantEndsOn)],
    ["Période du compte rendu", period(report.coversFrom, report.coversTo)],
    ["Montant accordé", money(figures.awardedCents)],
    [`Reçu au ${day(report.coversTo)}`, money(figures.receivedCents)],
    ["Modèle", report.form === "cerfa" ? `${cerfaEdition}, arrêté du 11 octobre 2006` : ""],
  ];
  return { kind: "facts", facts: facts.filter(([, value]) => value !== "") };
}

const paragraphs = (text: string): Block[] =>
  text
    .split(/\n{2,}/)
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((one) => ({ kind: "text", text: one }));

function answered(
  question: Question & { key: QuestionKey },
  answers: ReportAnswers,
  none = "Sans réponse.",
): Block[] {
  const text = answers.texts[question.key] ?? "";
  return [
    { kind: "heading", text: question.label },
    ...(text ? paragraphs(text) : [{ kind: "text" as const, text: none }]),
  ];
}

/** What stands for an answer of the annex that nobody wrote: « sans objet » only where there is nothing to tell. */
function unanswered(key: QuestionKey, { report, figures, answers }: ReportContent): string {
  const isAsked = missingFrom(report, figures, answers).some(({ field }) => field === key);
  if (isAsked) return "Sans réponse.";
  return key === "gaps" && significantGaps(figures).length > 0
    ? "Sans réponse à ce stade."
    : "Sans objet.";
}

const attached = ({ annexes }: ReportAnswers): Chapter[] =>
  annexes ? [{ title: "Pièces jointes", blocks: paragraphs(annexes) }] : [];

function certification(answers: ReportAnswers, organisation: string): Block[] {
  const who = answers.signatory || "……………………";
  const signatoryCapacity = answers.signatoryCapacity ? `, ${answers.signatoryCapacity}` : "";
  return [
    {
      kind: "signature",
      paragraphs: [
        `Je soussigné·e ${who}${signatoryCapacity}, représentant légalement ${organisation}, certifie exactes les informations du présent compte rendu.`,
        `Fait à ${answers.signedAt || "……………………"}, le ……………………`,
        "Signature",
      ],
    },
  ];
}

const columns = ["Prévu", "Réalisé", "Écart", "Taux"];
const figureColumns = [1, 2, 3, 4];

function cells(label: string, amounts: Totals): string[] {
  const { cents, ratio } = gapOf(amounts);
  if (amounts.plannedCents === 0 && amounts.realisedCents === 0) return [label, "—", "—", "—", "—"];
  return [
    label,
    money(amounts.plannedCents),
    money(amounts.realisedCents),
    money(cents),
    ratioInWords(ratio) || "—",
  ];
}

const groupsOf: Record<Side, readonly RowGroup[]> = {
  charge: ["direct", "indirect"],
  product: ["direct", "own"],
};

const sum = (rows: readonly Totals[]): Totals => ({
  plannedCents: rows.reduce((total, row) => total + row.plannedCents, 0),
  realisedCents: rows.reduce((total, row) => total + row.realisedCents, 0),
});

/** A row in kind without more precision has the account of its group, which is already said. */
const rowLabel = ({ account, group, label }: FigureRow) =>
  account && !(group === "in_kind" && account.length === 2) ? `${account} · ${label}` : label;

function column(
  side: Side,
  caption: string,
  total: string,
  { figures }: ReportContent,
): TableBlock {
  const shown = shownRows(figures.rows).filter((row) => row.side === side);
  const rows: string[][] = [];
  const totals: number[] = [];
  const addTotal = (label: string, amounts: Totals) => {
    totals.push(rows.length);
    rows.push(cells(label, amounts));
  };
  const addRows = (some: readonly FigureRow[]) => {
    for (const row of some) {
      rows.push(cells(rowLabel(row), row));
      for (const part of row.parts) rows.push(cells(`– ${part.label}`, part));
    }
  };
  for (const group of groupsOf[side]) {
    const members = shown.filter((row) => row.group === group);
    if (members.length === 0) continue;
    addTotal(groupLabels[side][group] ?? "", sum(members));
    // A group of one row says it once.
    if (group !== "own") addRows(members);
  }
  addTotal(total, side === "charge" ? figures.charges : figures.products);
  const inKind = shown.filter((row) => row.group === "in_kind");
  if (inKind.length > 0) {
    addTotal(`${side === "charge" ? "86" : "87"} · ${groupLabels[side].in_kind}`, sum(inKind));
    addRows(inKind);
  }
  return {
    kind: "table",
    caption,
    header: ["Compte", ...columns],
    rows,
    numeric: figureColumns,
    totals,
  };
}

/** The share of the grant in the products, and of which column it is; empty when no column tells it. */
export function shareInWords(figures: ReportFigures, funderName: string): string {
  const share = shareOfProducts(figures);
  if (!share) return "";
  const products = share.of === "planned" ? "produits prévus" : "produits réalisés";
  return `La subvention de ${money(figures.awardedCents)} de ${funderName} représente ${ratioInWords(share.ratio)} du total des ${products}.`;
}

/** A gap as one says it: « 2 166,92 € de moins que prévu ». Cents. */
export const gapInWords = (cents: number): string =>
  `${money(Math.abs(cents))} de ${cents < 0 ? "moins" : "plus"} que prévu`;

/** What was awarded and is on no line yet; empty when all of it is. */
export const undividedInWords = ({ undividedCents }: ReportFigures): string =>
  undividedCents > 0
    ? `Du montant accordé, ${money(undividedCents)} ne sont encore sur aucune ligne.`
    : "";

function figureBlocks(content: ReportContent): Block[] {
  const { figures, header } = content;
  const share = shareInWords(figures, header.funderName);
  const result = figures.products.realisedCents - figures.charges.realisedCents;
  return [
    {
      kind: "text",
      text: `${countingRule} ${
        figures.planTitle
          ? `Le prévu est celui du plan de financement « ${figures.planTitle} », tous financeurs compris.`
          : "Le prévu est celui du budget de ce financement."
      }`,
    },
    column("charge", "Charges", "Total des charges", content),
    column("product", "Produits", "Total des produits", content),
    {
      kind: "text",
      text:
        result === 0
          ? "Les charges et les produits réalisés sont égaux."
          : `${result > 0 ? "Excédent" : "Insuffisance"} des produits réalisés sur les charges\u202f: ${money(Math.abs(result))}.`,
    },
    ...(share ? [{ kind: "text" as const, text: share }] : []),
  ];
}

function lineBlocks(figures: ReportFigures): Block[] {
  if (figures.lines.length === 0) return [];
  const hasBefore = figures.lines.some((line) => line.beforeCents !== 0);
  const lines = linesByNature(figures);
  const named = (some: ReportFigures["lines"], note = "") =>
    some.map((line) => ({ ...line, name: `${line.account} · ${line.label}${note}` }));
  const all = [
    ...named(lines.money),
    {
      name: lines.inKind.length > 0 ? "Total en argent" : "Total",
      ...sum(lines.money),
      beforeCents: lines.money.reduce((total, line) => total + line.beforeCents, 0),
    },
    ...named(lines.inKind, " (en nature, hors du total)"),
  ];
  const undivided = undividedInWords(figures);
  const header = hasBefore
    ? ["Ligne", "Prévu", "Déjà dépensé avant", "Sur la période", "Reste"]
    : ["Ligne", "Prévu", "Réalisé", "Reste"];
  return [
    {
      kind: "table",
      caption: "Budget du financement, ligne par ligne",
      header,
      numeric: header.slice(1).map((_, at) => at + 1),
      totals: [lines.money.length],
      rows: all.map((line) => [
        line.name,
        money(line.plannedCents),
        ...(hasBefore ? [money(line.beforeCents)] : []),
        money(line.realisedCents),
        money(line.plannedCents - line.beforeCents - line.realisedCents),
      ]),
    },
    ...(undivided ? [{ kind: "text" as const, text: undivided }] : []),
  ];
}
