import { type RouteConfig, route } from "@remix-run/route-config";

/** Parts of a grant as its funder reads it (portal-tabs.ts gives their links). */
const ofGrant = [
  route("", "routes/portal/figures.tsx", { index: true }),
  route("carte", "routes/portal/map.tsx"),
  route("argent", "routes/portal/money.tsx"),
  route("recits", "routes/portal/stories.tsx"),
  route("documents", "routes/portal/documents.tsx"),
  route("echanges", "routes/portal/messages.tsx"),
] satisfies RouteConfig;

export default [
  route("portail", "routes/portal/portal.tsx"),
  route("portail/:id", "routes/portal/grant-shell.tsx", ofGrant),
  route("portail/:id/arretes/:releaseId/:file", "routes/portal/release-file.ts"),
  route("portail/:id/rapports/:reportId", "routes/portal/report.tsx"),
  route("portail/:id/rapports/:reportId/:format", "routes/portal/report-file.ts"),
  route("portail/:id/comptes-rendus/:reportId", "routes/portal/financial-report.ts"),
] satisfies RouteConfig;
