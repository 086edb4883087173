import { today } from "@essaim/database/today";
import { isStale } from "@essaim/directory/community/freshness.rules";
import { findImageSizes } from "@essaim/directory/images/image.queries";
import { findDeadLinks } from "@essaim/directory/links/link.queries";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { getPublishedResource } from "@essaim/directory/published-record.queries";
import { findOutdatedTranslations } from "@essaim/directory/translation.queries";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { DeadLinksProvider } from "~/components/dead-link";
import { ImageSizesProvider } from "~/components/record-images";
import { ResourceView } from "~/components/resource-view";
import { i18nAt } from "~/i18n/i18n";
import { breadcrumbThing, resourceThing } from "~/json-ld";
import { pageMeta } from "~/page-meta";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const slug = params.slug ?? "";
  const resource = await context.execute(context.actor, getPublishedResource, { slug });
  const { id: recordId } = resource;
  const [deadLinks, imageSizes, outdated] = await Promise.all([
    context.execute(context.actor, findDeadLinks, { recordId }),
    resource.images.length > 0 ? context.execute(context.actor, findImageSizes, { recordId }) : {},
    resource.english ? context.execute(context.actor, findOutdatedTranslations, { recordId }) : [],
  ]);
  return {
    resource,
    deadLinks,
    imageSizes,
    isStale: isStale(resource.confirmedOn, today()),
    isOutdated: outdated.length > 0,
  };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { resource } = args.data;
  const { locale, paths, t } = i18nAt(args.location.pathname);
  const english = locale === "en" ? resource.english : null;
  const title = english?.name ?? resource.name;
  const { kind: resourceKind } = resource;
  return pageMeta(args, {
    title,
    description: english?.summary ?? resource.summary,
    type: "article",
    things: (start, address) => [
      resourceThing(resource, { locale, address }),
      breadcrumbThing([
        { name: t("nav.resources"), address: start + paths.resources() },
        {
          name: resourceKindLabels[resourceKind][locale],
          address: start + paths.resources({ resourceKind }),
        },
        { name: title, address },
      ]),
    ],
  });
};

export default function ResourcePage() {
  const { deadLinks, imageSizes, ...page } = useLoaderData<typeof loader>();
  return (
    <DeadLinksProvider value={deadLinks}>
      <ImageSizesProvider value={imageSizes}>
        <ResourceView {...page} />
      </ImageSizesProvider>
    </DeadLinksProvider>
  );
}
