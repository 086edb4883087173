import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("tableau-de-bord", "routes/impact/dashboard.tsx"),
  route("chiffres", "routes/impact/figures.tsx"),
  route("chiffres/nouveau", "routes/impact/new-figure.tsx"),
  route("chiffres/:id/modifier", "routes/impact/edit-figure.tsx"),
] satisfies RouteConfig;
