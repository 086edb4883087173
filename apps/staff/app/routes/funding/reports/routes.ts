import { type RouteConfig, route } from "@remix-run/route-config";

const at = "financements/:id/comptes-rendus";

/** A tab of the grant's page. */
export const reportsOfGrant = [
  route("comptes-rendus", "routes/funding/reports/reports.tsx"),
] satisfies RouteConfig;

export const reports = [
  route(`${at}/nouveau`, "routes/funding/reports/new-report.tsx"),
  route(`${at}/:reportId`, "routes/funding/reports/report.tsx"),
  route(`${at}/:reportId/modifier`, "routes/funding/reports/edit-report.tsx"),
  route(`${at}/:reportId/rediger`, "routes/funding/reports/write-report.tsx"),
  route(`${at}/:reportId/envoyer`, "routes/funding/reports/send-report.tsx"),
  route(`${at}/:reportId/depenses`, "routes/funding/reports/counted-expenses.tsx"),
  route(`${at}/:reportId/fichier/:format`, "routes/funding/reports/report-download.ts"),
] satisfies RouteConfig;
