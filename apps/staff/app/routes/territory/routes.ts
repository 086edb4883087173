import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("territoire", "routes/territory/map.tsx"),
  route("territoire/quartiers.geojson", "routes/territory/export-geojson.ts"),
  route("territoire/quartiers.csv", "routes/territory/export-csv.ts"),
  route("territoire/quartiers/:code", "routes/territory/neighbourhood.tsx"),
  route("territoire/adresses", "routes/territory/addresses.tsx"),
] satisfies RouteConfig;
