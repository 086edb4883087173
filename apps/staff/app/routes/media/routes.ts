import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("media", "routes/media/board.tsx"),
  route("media/calendrier", "routes/media/calendar.tsx"),
  route("media/nouveau", "routes/media/new-piece.tsx"),
  route("media/series", "routes/media/series-list.tsx"),
  route("media/series/:id", "routes/media/series.tsx"),
  route("media/:id", "routes/media/piece.tsx"),
  route("media/:id/modifier", "routes/media/edit-piece.tsx"),
  route("media/:id/personnes", "routes/media/people.tsx"),
  route("media/:id/personnes/:creditId", "routes/media/credit.tsx"),
  route("media/:id/personnes/:creditId/accord", "routes/media/consent-file.ts"),
  route("media/:id/sous-titres", "routes/media/subtitles.tsx"),
  route("media/:id/sous-titres/:file", "routes/media/subtitle-file.ts"),
  route("media/:id/images", "routes/media/piece-images.tsx"),
  route("media/:id/versions", "routes/media/versions.tsx"),
] satisfies RouteConfig;
