import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("personnes", "routes/people/workers.tsx"),
  route("personnes/nouvelle", "routes/people/new-worker.tsx"),
  route("personnes/:id", "routes/people/worker.tsx"),
  route("personnes/:id/modifier", "routes/people/edit-worker.tsx"),
  route("personnes/:id/comptes-rendus/nouveau", "routes/people/new-meeting.tsx"),
  route("comptes-rendus/nouveau", "routes/people/choose-worker.tsx"),
  route("comptes-rendus/:id/modifier", "routes/people/edit-meeting.tsx"),
] satisfies RouteConfig;
