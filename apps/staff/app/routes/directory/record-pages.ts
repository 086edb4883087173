import type { RecordKind } from "@essaim/directory/publication/record.schema";
import { paths } from "~/paths";

/** The pages of a record, by its kind. */
export const recordPages = {
  activity: {
    list: { label: "Activités", href: paths.activities() },
    record: paths.activity,
    edit: paths.editActivity,
    history: paths.activityHistory,
    images: paths.activityImages,
    life: paths.activityLife,
  },
  resource: {
    list: { label: "Ressources ouvertes et communs", href: paths.resources() },
    record: paths.resource,
    edit: paths.editResource,
    history: paths.resourceHistory,
    images: paths.resourceImages,
    life: paths.resourceLife,
  },
};

/** The kind of the record that a page is about, where one route serves both. */
export const kindOf = (request: Request): RecordKind =>
  new URL(request.url).pathname.startsWith("/activites/") ? "activity" : "resource";
