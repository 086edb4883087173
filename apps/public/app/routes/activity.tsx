import { sectorLabels } from "@essaim/directory/activity.schema";
import { listPublishedExperiences } from "@essaim/directory/community/experience.queries";
import { getPublishedActivity } from "@essaim/directory/published-record.queries";
import { findTalks } from "@essaim/media/forum/topic.queries";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ActivityView } from "~/components/activity-view";
import { DeadLinksProvider } from "~/components/dead-link";
import { ImageSizesProvider } from "~/components/record-images";
import { i18nAt } from "~/i18n/i18n";
import { activityThing, breadcrumbThing } from "~/json-ld";
import { pageMeta } from "~/page-meta";
import { aboutRecord } from "~/record-page.server";

export async function loader(args: LoaderFunctionArgs) {
  const { params, context } = args;
  const slug = params.slug ?? "";
  const [activity, experiences] = await Promise.all([
    context.execute(context.actor, getPublishedActivity, { slug }),
    context.execute(context.actor, listPublishedExperiences, { slug }),
  ]);
  const urls = activity.questions.flatMap(({ url }) => url ?? []);
  const talks = await context.execute(context.actor, findTalks, { urls });
  return { activity, experiences, talks, ...(await aboutRecord(args, activity)) };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { activity } = args.data;
  const { locale, paths, t } = i18nAt(args.location.pathname);
  const english = locale === "en" ? activity.english : null;
  const title = english?.title ?? activity.title;
  const { sector } = activity;
  return pageMeta(args, {
    title,
    description: english?.summary ?? activity.summary,
    type: "article",
    things: (start, address) => [
      activityThing(activity, { locale, address }),
      breadcrumbThing([
        { name: t("nav.activities"), address: start + paths.activities() },
        { name: sectorLabels[sector][locale], address: start + paths.activities({ sector }) },
        { name: title, address },
      ]),
    ],
  });
};

export default function ActivityPage() {
  const { deadLinks, imageSizes, ...page } = useLoaderData<typeof loader>();
  return (
    <DeadLinksProvider value={deadLinks}>
      <ImageSizesProvider value={imageSizes}>
        <ActivityView {...page} />
      </ImageSizesProvider>
    </DeadLinksProvider>
  );
}
