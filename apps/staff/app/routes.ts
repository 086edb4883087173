import { index, layout, type RouteConfig, route } from "@remix-run/route-config";
import account, { gate } from "./routes/account/routes";
import administration from "./routes/administration/routes";
import commons from "./routes/commons/routes";
import directory from "./routes/directory/routes";
import funding from "./routes/funding/routes";
import impact from "./routes/impact/routes";
import people from "./routes/people/routes";

export default [
  ...gate,
  route("recherche.json", "routes/search-suggestions.ts"),
  layout("routes/shell.tsx", [
    index("routes/home.tsx"),
    route("recherche", "routes/search.tsx"),
    route("glossaire", "routes/glossary.tsx"),
    ...account,
    ...people,
    ...directory,
    ...funding,
    ...commons,
    ...impact,
    ...administration,
  ]),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
