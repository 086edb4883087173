import { tellsGiving } from "@essaim/commons/giving/giving.queries";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { getPublishedResource } from "@essaim/directory/published-record.queries";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { DeadLinksProvider } from "~/components/dead-link";
import { ImageSizesProvider } from "~/components/record-images";
import { ResourceView } from "~/components/resource-view";
import { i18nAt } from "~/i18n/i18n";
import { breadcrumbThing, resourceThing } from "~/json-ld";
import { pageMeta } from "~/page-meta";
import { aboutRecord } from "~/record-page.server";

export async function loader(args: LoaderFunctionArgs) {
  const { params, context } = args;
  const slug = params.slug ?? "";
  const resource = await context.execute(context.actor, getPublishedResource, { slug });
  const [about, isGivenBack] = await Promise.all([
    aboutRecord(args, resource),
    context.execute(context.actor, tellsGiving, { id: resource.id }),
  ]);
  return { resource, isGivenBack, ...about };
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
