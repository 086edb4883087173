import { licenceOfData } from "@essaim/directory/open-data/licence.schema";
import { findNearestCommune } from "@essaim/directory/open-data/nearest-commune.queries";
import { searchOpenRecords } from "@essaim/directory/open-data/open-records.queries";
import type { Search } from "@essaim/directory/search/search.schema";
import { searchSchema, writeCommune } from "@essaim/directory/search/search.schema";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerJson, refuse } from "./answer.server";

type Around = { near?: string; radius: Search["km"] };

/** A page of the records that answer a search, whole, in the order of the search. */
export async function answerSearch(
  { request, context }: LoaderFunctionArgs,
  { near, radius, ...asked }: Around & Partial<Search>,
): Promise<Response> {
  const { publicUrl, execute, actor } = context;
  let commune = near;
  if (near?.includes(",")) {
    const [lat = 0, lon = 0] = near.split(",").map(Number);
    const isOnEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    const nearest = isOnEarth && (await execute(actor, findNearestCommune, { lat, lon }));
    if (!nearest) return unknown("No commune of France is near this point.");
    commune = nearest;
  }
  const search = searchSchema.parse({
    ...asked,
    commune: commune && writeCommune({ code: commune }),
    km: radius,
  });
  const found = await execute(actor, searchOpenRecords, { ...search, publicUrl });
  if (commune && !found.communes?.length) return unknown("No commune has this INSEE code.");
  const next = new URL(request.url);
  if (found.next) next.searchParams.set("cursor", found.next);
  return answerJson(
    {
      licence: licenceOfData(publicUrl),
      total: found.total,
      data: found.records,
      next: found.next && `${publicUrl}${next.pathname}${next.search}`,
    },
    request,
    publicUrl,
  );
}

const unknown = (message: string) => refuse(400, { errors: [{ parameter: "near", message }] });
