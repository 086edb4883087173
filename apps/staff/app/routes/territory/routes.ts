import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("territoire/adresses", "routes/territory/addresses.tsx"),
] satisfies RouteConfig;
