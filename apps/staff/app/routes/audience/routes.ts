import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("media/audience", "routes/audience/audience.tsx"),
  route("media/audience/export.csv", "routes/audience/audience-file.ts"),
  route("media/audience/saisie", "routes/audience/enter-audience.tsx"),
  route(
    "media/audience/recoupement/:indicator/:platform/:month",
    "routes/audience/choose-side.tsx",
  ),
  route("media/audience/import", "routes/audience/send-file.tsx"),
  route("media/audience/import/:id", "routes/audience/audience-import.tsx"),
  route("media/audience/:id", "routes/audience/piece-audience.tsx"),
  route("media/audience/:id/ecarter/:figureId", "routes/audience/set-aside.tsx"),
] satisfies RouteConfig;
