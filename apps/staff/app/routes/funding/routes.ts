import { index, type RouteConfig, route } from "@remix-run/route-config";
import { releases, releasesOfGrant } from "../impact/release/routes";
import { budget, budgetOfGrant } from "./budget/routes";
import { spendingImports } from "./import/routes";
import { life, lifeOfGrant } from "./life/routes";
import { overview, overviewOfGrant } from "./overview/routes";
import { publication } from "./publication/routes";
import { reports, reportsOfGrant } from "./reports/routes";
import { spending } from "./spending/routes";

/** Tabs of a grant's page, under its header (grant-tabs.ts gives their links). */
const ofGrant = [
  index("routes/funding/grant.tsx"),
  ...lifeOfGrant,
  ...budgetOfGrant,
  ...reportsOfGrant,
  ...overviewOfGrant,
  ...releasesOfGrant,
] satisfies RouteConfig;

export default [
  route("financements", "routes/funding/grants.tsx"),
  ...spendingImports,
  ...life,
  ...budget,
  ...overview,
  ...publication,
  ...reports,
  ...spending,
  ...releases,
  route("financements/nouveau", "routes/funding/new-grant.tsx"),
  route("financements/:id", "routes/funding/grant-shell.tsx", ofGrant),
  route("financements/:id/modifier", "routes/funding/edit-grant.tsx"),
  route("financements/:id/objectifs", "routes/funding/targets.tsx"),
  route("programmes/nouveau", "routes/funding/new-programme.tsx"),
] satisfies RouteConfig;
