import { index, type RouteConfig, route } from "@remix-run/route-config";
import * as aid from "../aid/routes";
import * as documents from "../documents/routes";
import * as mentoring from "../mentoring/routes";
import * as plan from "../plan/routes";
import * as privacy from "../privacy/routes";

export default [
  route("personnes", "routes/people/workers.tsx"),
  route("personnes/nouvelle", "routes/people/new-worker.tsx"),
  route("personnes/filtrer", "routes/people/workers-filter.tsx"),
  route("personnes/confier", "routes/people/workers-assign.tsx"),
  route("personnes/exporter", "routes/people/export.tsx"),
  route("personnes/exporter/fichier", "routes/people/export-file.ts"),
  route("personnes/vues/nouvelle", "routes/people/saved-views-new.tsx"),
  route("personnes/vues/:id", "routes/people/saved-views-edit.tsx"),
  route("personnes/ressemblances.json", "routes/people/duplicate-suggestions.ts"),
  route("personnes/doublons", "routes/people/merge-pairs.tsx"),
  route("personnes/:id/fusionner", "routes/people/merge.tsx"),
  route("personnes/:id/supprimer", "routes/people/remove-worker.tsx"),
  route("personnes/situations", "routes/people/worker-facts.tsx"),
  route("personnes/:id", "routes/people/person.tsx", [
    index("routes/people/worker.tsx"),
    route("parcours", "routes/people/pathway.tsx"),
    route("situation", "routes/people/situation.tsx"),
    route("quartier", "routes/people/residence.tsx"),
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
