import { dataLicence, licenceOfData } from "@essaim/directory/open-data/licence.schema";
import { openRelease } from "@essaim/impact/release/open-release";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerText } from "~/data/answer.server";
import { impactFile, pathsIn } from "~/paths";
import { loadImpact } from "./impact.server";

/** The public figures of an organisation, as open data. */
export async function loadOpenImpact(args: LoaderFunctionArgs) {
  const { slug, organisation, releases } = await loadImpact(args);
  const { publicUrl } = args.context;
  const url = publicUrl + pathsIn("fr").impact(slug);
  return {
    licence: { ...licenceOfData(publicUrl), attribution: `${organisation}, ${url}` },
    organisation: { slug, name: organisation },
    url,
    documentation: `${publicUrl}${pathsIn("fr").data}#impact`,
    releases: releases.map(openRelease),
  };
}

/** A file of figures, to be saved under the name of the organisation. */
export const answerFigures = (
  text: string,
  kind: "csv" | "json",
  { request, params, context: { publicUrl } }: LoaderFunctionArgs,
): Response =>
  answerText(text, {
    request,
    type:
      kind === "csv"
        ? "text/csv; charset=utf-8; header=present"
        : "application/json; charset=utf-8",
    headers: {
      "content-disposition": `${kind === "csv" ? "attachment" : "inline"}; filename="impact-${params.slug}.${kind}"`,
      link: `<${dataLicence.url}>; rel="license", <${publicUrl}${pathsIn("fr").data}#impact>; rel="describedby", <${publicUrl}${impactFile(params.slug ?? "", kind)}>; rel="canonical"`,
    },
  });
