import { searchOpenRecords } from "@essaim/directory/open-data/open-records.queries";
import { searchSchema, writeCommune } from "@essaim/directory/search/search.schema";
import { typo } from "@essaim/ui/format";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerFrame, refuseFrame } from "~/embed/document";
import { PlaceDrawing } from "~/embed/drawing";
import { type MapPlace, placesOf } from "~/embed/places";
import { i18nAt } from "~/i18n/i18n";
import { readList, unknownFilters } from "~/list.server";

/** The communes where the activities that answer a search work, for a frame of another site. */
export async function loader(args: LoaderFunctionArgs) {
  const { t, paths } = i18nAt("/");
  const { publicUrl, execute, actor } = args.context;
  const unknown = unknownFilters(args.request);
  if (unknown.length > 0) {
    const frame = { title: t("openData.embed.mapLabel"), all: `${publicUrl}${paths.activities()}` };
    return refuseFrame(args.request, frame, unknown);
  }
  const asked = readList(args.request, "activity");
  const search = searchSchema.parse({ ...asked, cursor: undefined, kind: "activity", limit: 100 });
  const { records } = await execute(actor, searchOpenRecords, { ...search, publicUrl });
  const places = placesOf(records);
  const hrefOf = (place: MapPlace) =>
    `${publicUrl}${paths.activities({ ...asked, commune: writeCommune(place), km: 0, cursor: undefined })}`;
  return answerFrame(args.request, {
    title: t("openData.embed.mapLabel"),
    all: `${publicUrl}${paths.activities(asked)}`,
    body:
      places.length === 0 ? (
        <p>{t(records.length === 0 ? "openData.embed.none" : "openData.embed.noPlace")}</p>
      ) : (
        <>
          <PlaceDrawing
            places={places.map((place) => ({
              ...place,
              href: hrefOf(place),
              says: t("openData.embed.count", { count: place.activities.length }),
            }))}
          />
          <ul>
            {places.map((place) => (
              <li key={place.code}>
                <a href={hrefOf(place)}>{place.name}</a>
                <p>{place.activities.map(({ title }) => typo(title)).join(", ")}</p>
              </li>
            ))}
          </ul>
        </>
      ),
  });
}
