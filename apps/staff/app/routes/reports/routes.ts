import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("rapports", "routes/reports/reports.tsx"),
  route("rapports/nouveau", "routes/reports/new-report.tsx"),
  route("rapports/:id", "routes/reports/report.tsx"),
  route("rapports/:id/modifier", "routes/reports/edit-report.tsx"),
  route("rapports/:id/parties/:sectionId", "routes/reports/edit-section.tsx"),
  route("rapports/:id/approuver", "routes/reports/approve.tsx"),
  route("rapports/:id/fichier/:format", "routes/reports/report-download.ts"),
] satisfies RouteConfig;
