import { type RouteConfig, route } from "@remix-run/route-config";
import registry from "./registry/routes";

export default [
  route("secret-statistique", "routes/impact/release/threshold.tsx"),
  ...registry,
  route("tableau-de-bord", "routes/impact/dashboard.tsx"),
  route("tableau-de-bord/:id/chiffres", "routes/impact/figures-of-grant.tsx"),
  route("chiffres", "routes/impact/figures.tsx"),
  route("chiffres/nouveau", "routes/impact/new-figure.tsx"),
  route("chiffres/:id/modifier", "routes/impact/edit-figure.tsx"),
] satisfies RouteConfig;
