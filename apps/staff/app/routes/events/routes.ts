import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("evenements", "routes/events/events.tsx"),
  route("evenements/nouveau", "routes/events/new-event.tsx"),
  route("evenements/:id", "routes/events/event.tsx"),
  route("evenements/:id/modifier", "routes/events/edit-event.tsx"),
  route("evenements/:id/annuler", "routes/events/cancel-event.tsx"),
  route("evenements/:id/inscrire", "routes/events/add-guest.tsx"),
  route("evenements/:id/presences", "routes/events/event-attendance.tsx"),
  route("evenements/:id/inscrits.csv", "routes/events/guests-file.ts"),
] satisfies RouteConfig;
