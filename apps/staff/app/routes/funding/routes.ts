import { index, type RouteConfig, route } from "@remix-run/route-config";
import { overview, overviewOfGrant } from "./overview/routes";

/** Tabs of a grant's page, under its header (grant-tabs.ts gives their links). */
const ofGrant = [index("routes/funding/grant.tsx"), ...overviewOfGrant] satisfies RouteConfig;

export default [
  route("financements", "routes/funding/grants.tsx"),
  ...overview,
  route("financements/nouveau", "routes/funding/new-grant.tsx"),
  route("financements/:id", "routes/funding/grant-shell.tsx", ofGrant),
  route("financements/:id/modifier", "routes/funding/edit-grant.tsx"),
  route("financements/:id/objectifs", "routes/funding/targets.tsx"),
  route("financeurs/nouveau", "routes/funding/new-funder.tsx"),
  route("programmes/nouveau", "routes/funding/new-programme.tsx"),
] satisfies RouteConfig;
