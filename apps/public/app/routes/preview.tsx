import { listPublishedExperiences } from "@essaim/directory/community/experience.queries";
import { findImageSizes } from "@essaim/directory/images/image.queries";
import { getPreview } from "@essaim/directory/publication/preview.queries";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ActivityView } from "~/components/activity-view";
import { ImageSizesProvider } from "~/components/record-images";
import { ResourceView } from "~/components/resource-view";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { secretMeta } from "~/page-meta";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { execute, actor } = context;
  const preview = await execute(actor, getPreview, { link: params.link ?? "" });
  const { id: recordId, slug } = preview.kind === "activity" ? preview.activity : preview.resource;
  const [imageSizes, experiences] = await Promise.all([
    execute(actor, findImageSizes, { recordId }),
    preview.kind === "activity" ? execute(actor, listPublishedExperiences, { slug }) : [],
  ]);
  // Its address is a secret, and what it shows changes with each word typed.
  return data({ preview, imageSizes, experiences }, { headers: { "cache-control": "no-store" } });
}

export const headers = () => ({ "cache-control": "no-store" });

export const meta: MetaFunction<typeof loader> = ({ location }) =>
  secretMeta(location, i18nAt(location.pathname).t("preview.title"));

/** A record as the public will read it, once published. */
export default function Preview() {
  const { preview, imageSizes, experiences } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  return (
    <div className="flex flex-col gap-6">
      <p role="note" className="rounded-md border border-warning bg-warning-soft px-4 py-2">
        {t("preview.note")}
      </p>
      <ImageSizesProvider value={imageSizes}>
        {preview.kind === "activity" ? (
          <ActivityView
            activity={preview.activity}
            experiences={experiences}
            isStale={false}
            isOutdated={false}
          />
        ) : (
          <ResourceView resource={preview.resource} isStale={false} isOutdated={false} />
        )}
      </ImageSizesProvider>
    </div>
  );
}
