import type { sheetsFr } from "./sheets.fr";

export const sheetsEn: typeof sheetsFr = {
  nav: "Knowledge sheets",
  title: "Knowledge sheets",
  lead: "Know-how written to be taken up, corrected and carried away.",
  empty: "No cooperative has published sheets yet.",
  treeTitle: "What {{organisation}} knows",
  treeLead:
    "The tree of sheets, from the most general to the most precise. Each one has its history, and can be carried to a wiki.",
  generated: "Kept up to date by the directory",
  generatedNote: "This sheet is made of what the directory publishes: it is always up to date.",
  below: "Below this sheet",
  take: "Carry away",
  takeOne: "This sheet and those below it:",
  takeAll: "The whole tree:",
  changed: "Version {{number}}, published on {{date}}.",
  licence: "Text under the licence {{licence}}.",
  source: "From a page of a wiki written by {{authors}}.",
  sourceLink: "See that page",
  history: "History",
  historyTitle: "History of “{{title}}”",
  historyLead: "What the sheet said each time it was published, and what changed.",
  version: "Version {{number}}",
  onWiki: "on the wiki, by {{author}}",
  first: "What it said",
  changes: "What changed",
  older: "Older versions",
};
