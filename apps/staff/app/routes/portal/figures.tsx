import { formatDate, formatDay } from "@essaim/ui/format";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { ReleaseView } from "../impact/release/release-view";
import { readChosenRelease } from "./chosen-release.server";
import { NoRelease } from "./no-release";
import { releaseDownloads } from "./release-downloads";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const { release } = await readChosenRelease(context, actor, grantId, request);
  return { grantId, release };
}

/** The figures of a release: what was promised and done, people, contributions, month after month. */
export default function PortalFigures() {
  const { grantId, release } = useLoaderData<typeof loader>();
  if (!release) return <NoRelease grantId={grantId} />;
  const { content, details } = release;
  const file = (name: string) => paths.portalReleaseFile(grantId, release.id, name);
  return (
    <>
      <p className="max-w-measure">
        Chiffres comptés du {formatDate(content.header.startsOn)} au {formatDate(content.cutOffOn)},
        arrêtés le {formatDay(new Date(release.madeAt))}&#8239;: ils ne changent plus.{" "}
        <a href={file("chiffres.csv")}>Tous les chiffres en tableur (CSV)</a>
      </p>
      <ReleaseView
        content={content}
        details={details}
        without="map and money"
        downloadsOf={releaseDownloads(grantId, release.id)}
      />
    </>
  );
}
