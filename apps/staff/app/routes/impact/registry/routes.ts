import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("indicateurs", "routes/impact/registry/indicators.tsx"),
  route("indicateurs/nouveau", "routes/impact/registry/new-indicator.tsx"),
  route("indicateurs/:key", "routes/impact/registry/indicator.tsx"),
  route("indicateurs/:key/modifier", "routes/impact/registry/edit-indicator.tsx"),
  route("indicateurs/:key/trace", "routes/impact/registry/indicator-trace.tsx"),
] satisfies RouteConfig;
