import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("lettres", "routes/letters/letters.tsx"),
  route("lettres/nouvelle", "routes/letters/new-letter.tsx"),
  route("lettres/:id", "routes/letters/letter.tsx"),
  route("lettres/:id/modifier", "routes/letters/edit-letter.tsx"),
  route("lettres/:id/apercu", "routes/letters/letter-page.ts"),
  route("lettres/:id/:file", "routes/letters/letter-file.ts"),
] satisfies RouteConfig;
