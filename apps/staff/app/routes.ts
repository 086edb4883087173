import { index, layout, type RouteConfig, route } from "@remix-run/route-config";
import account, { gate } from "./routes/account/routes";
import addressBook from "./routes/address-book/routes";
import administration from "./routes/administration/routes";
import aid from "./routes/aid/routes";
import audience from "./routes/audience/routes";
import campaigns from "./routes/campaigns/routes";
import commons from "./routes/commons/routes";
import community from "./routes/community/routes";
import directory from "./routes/directory/routes";
import documents from "./routes/documents/routes";
import events from "./routes/events/routes";
import funding from "./routes/funding/routes";
import impact from "./routes/impact/routes";
import imports from "./routes/imports/routes";
import jobs from "./routes/jobs/routes";
import letters from "./routes/letters/routes";
import lists from "./routes/lists/routes";
import media from "./routes/media/routes";
import meetings from "./routes/meetings/routes";
import mentoring from "./routes/mentoring/routes";
import people from "./routes/people/routes";
import plan from "./routes/plan/routes";
import portal from "./routes/portal/routes";
import privacy from "./routes/privacy/routes";
import impactReports from "./routes/reports/routes";
import sheets from "./routes/sheets/routes";
import team from "./routes/team/routes";
import territory from "./routes/territory/routes";

export default [
  ...gate,
  route("recherche.json", "routes/search-suggestions.ts"),
  layout("routes/shell.tsx", [
    index("routes/home.tsx"),
    route("recherche", "routes/search.tsx"),
    route("glossaire", "routes/glossary.tsx"),
    ...account,
    ...imports,
    ...people,
    ...meetings,
    ...plan,
    ...aid,
    ...mentoring,
    ...documents,
    ...privacy,
    ...lists,
    ...jobs,
    ...directory,
    ...sheets,
    ...community,
    ...media,
    ...audience,
    ...campaigns,
    ...events,
    ...addressBook,
    ...letters,
    ...funding,
    ...commons,
    ...team,
    ...impact,
    ...impactReports,
    ...portal,
    ...territory,
    ...administration,
  ]),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
