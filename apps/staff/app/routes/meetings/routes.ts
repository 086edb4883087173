import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("personnes/:id/comptes-rendus/nouveau", "routes/meetings/new-meeting.tsx"),
  route("comptes-rendus/nouveau", "routes/meetings/choose-worker.tsx"),
  route("comptes-rendus/:id/modifier", "routes/meetings/edit-meeting.tsx"),
] satisfies RouteConfig;
