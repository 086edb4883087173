import { index, type RouteConfig, route } from "@remix-run/route-config";
import * as aid from "../aid/routes";
import * as documents from "../documents/routes";
import * as mentoring from "../mentoring/routes";
import * as plan from "../plan/routes";
import * as privacy from "../privacy/routes";

export default [
  route("personnes", "routes/people/workers.tsx"),
  route("personnes/nouvelle", "routes/people/new-worker.tsx"),
  route("personnes/situations", "routes/people/worker-facts.tsx"),
  route("personnes/:id", "routes/people/person.tsx", [
    index("routes/people/worker.tsx"),
    route("parcours", "routes/people/pathway.tsx"),
    route("situation", "routes/people/situation.tsx"),
    ...plan.ofPerson,
    ...aid.ofPerson,
    ...mentoring.ofPerson,
    ...documents.ofPerson,
    ...privacy.ofPerson,
  ]),
  route("personnes/:id/parcours/:stageId/modifier", "routes/people/stage-edit.tsx"),
  route("personnes/:id/modifier", "routes/people/edit-worker.tsx"),
  route("personnes/:id/situation/modifier", "routes/people/edit-situation.tsx"),
] satisfies RouteConfig;
