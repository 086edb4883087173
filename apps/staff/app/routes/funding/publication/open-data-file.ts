import { today } from "@essaim/database/today";
import { dataLicence } from "@essaim/directory/open-data/licence.schema";
import { readPublication } from "@essaim/funding/publication/publication.queries";
import { scdlCsv } from "@essaim/funding/publication/scdl";
import { threeSixtyGivingPackage } from "@essaim/funding/publication/three-sixty-giving";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** The grants that lack nothing, in one of the two formats. 360Giving knows no package without a grant: 404. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { recipient, grants } = await context.execute(actor, readPublication, {});
  const { legalName, siret } = recipient;
  if (params.format === "csv") {
    return download({
      name: `subventions-scdl-${today()}.csv`,
      contentType: "text/csv; charset=utf-8",
      body: scdlCsv(grants),
    });
  }
  if (params.format !== "json" || grants.length === 0 || siret === null)
    throw new Response(null, { status: 404 });
  const file = threeSixtyGivingPackage(grants, {
    publisher: { legalName, siret },
    issuedAt: new Date(),
    licenceUrl: dataLicence.url,
  });
  return download({
    name: `subventions-360giving-${today()}.json`,
    contentType: "application/json; charset=utf-8",
    body: JSON.stringify(file, null, 2),
  });
}
