import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("fiches", "routes/sheets/sheets.tsx"),
  route("fiches/nouvelle", "routes/sheets/new-sheet.tsx"),
  route("fiches/exporter", "routes/sheets/export-sheets.ts"),
  route("fiches/reprendre", "routes/sheets/import-wiki-page.tsx"),
  route("fiches/propositions/:id", "routes/sheets/sheet-proposal.tsx"),
  route("fiches/:id", "routes/sheets/sheet.tsx"),
  route("fiches/:id/modifier", "routes/sheets/edit-sheet.tsx"),
  route("fiches/:id/historique", "routes/sheets/sheet-history.tsx"),
  route("fiches/:id/fichiers", "routes/sheets/sheet-files.tsx"),
  route("fiches/:id/fichiers/:fileId", "routes/sheets/sheet-file.ts"),
  route("wikis", "routes/sheets/wikis.tsx"),
  route("wikis/nouveau", "routes/sheets/new-wiki.tsx"),
  route("wikis/pages/:id", "routes/sheets/wiki-conflict.tsx"),
  route("wikis/:id", "routes/sheets/wiki.tsx"),
  route("wikis/:id/modifier", "routes/sheets/edit-wiki.tsx"),
] satisfies RouteConfig;
