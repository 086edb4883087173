import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("pilotage", "routes/team/caseload.tsx"),
  route("pilotage/retards/:kind", "routes/team/delays.tsx"),
  route("pilotage/parcours", "routes/team/pathways.tsx"),
  route("pilotage/cohortes", "routes/team/cohorts.tsx"),
  route("pilotage/charge", "routes/team/workload.tsx"),
  route("pilotage/a-completer", "routes/team/quality.tsx"),
  route("pilotage/a-completer/:kind", "routes/team/missing.tsx"),
  route("pilotage/vues/nouvelle", "routes/team/new-view.tsx"),
] satisfies RouteConfig;
