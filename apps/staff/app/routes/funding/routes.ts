import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("financements", "routes/funding/grants.tsx"),
  route("financements/nouveau", "routes/funding/new-grant.tsx"),
  route("financements/:id", "routes/funding/grant.tsx"),
  route("financements/:id/modifier", "routes/funding/edit-grant.tsx"),
  route("financements/:id/objectifs", "routes/funding/targets.tsx"),
  route("financeurs/nouveau", "routes/funding/new-funder.tsx"),
  route("programmes/nouveau", "routes/funding/new-programme.tsx"),
] satisfies RouteConfig;
