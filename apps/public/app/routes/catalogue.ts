import { catalogueOf } from "@essaim/directory/open-data/catalogue";
import { getOpenSummary } from "@essaim/directory/open-data/open-records.queries";
import { listPublicImpact } from "@essaim/impact/release/release.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerProgram, answerText } from "~/data/answer.server";
import { impactFile, pathsIn } from "~/paths";

export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () => {
    const { execute, actor, publicUrl } = args.context;
    const { changedAt } = await execute(actor, getOpenSummary, {});
    const organisations = await execute(actor, listPublicImpact, {});
    const figureSets = organisations.map(({ slug, name, releasedOn }) => ({
      organisation: name,
      page: pathsIn("fr").impact(slug),
      files: { csv: impactFile(slug, "csv"), json: impactFile(slug, "json") },
      releasedOn,
    }));
    return answerText(JSON.stringify(catalogueOf(publicUrl, changedAt, figureSets)), {
      request: args.request,
      type: "application/ld+json; charset=utf-8",
    });
  });
