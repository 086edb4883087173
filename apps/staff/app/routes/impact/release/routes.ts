import { type RouteConfig, route } from "@remix-run/route-config";

/** Tabs of a grant's page: what its funder and the public read, and what is said with the funder. */
export const releasesOfGrant = [
  route("arretes", "routes/impact/release/releases.tsx"),
  route("echanges", "routes/portal/grant-messages.tsx"),
] satisfies RouteConfig;

export const releases = [
  route("financements/:id/arretes/nouveau", "routes/impact/release/new-release.tsx"),
  route("financements/:id/arretes/:releaseId", "routes/impact/release/release.tsx"),
] satisfies RouteConfig;
