import { formatDate } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { recordId } from "~/record-id";
import { ReleasedMoney } from "../impact/release/released-money";
import { readChosenRelease } from "./chosen-release.server";
import { NoRelease } from "./no-release";
import { releaseDownloads } from "./release-downloads";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const { release } = await readChosenRelease(context, actor, grantId, request);
  return {
    grantId,
    release: release && {
      id: release.id,
      cutOffOn: release.cutOffOn,
      money: release.details.money,
    },
  };
}

/** Where the money of a grant stood at the day of a release. */
export default function PortalMoney() {
  const { grantId, release } = useLoaderData<typeof loader>();
  if (!release) return <NoRelease grantId={grantId} />;
  return (
    <Section title={`L’argent au ${formatDate(release.cutOffOn)}`} rule={false}>
      <ReleasedMoney
        cutOffOn={release.cutOffOn}
        money={release.money}
        downloadsOf={releaseDownloads(grantId, release.id)}
      />
    </Section>
  );
}
