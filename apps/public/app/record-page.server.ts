import { today } from "@essaim/database/today";
import { isStale } from "@essaim/directory/community/freshness.rules";
import { findImageSizes } from "@essaim/directory/images/image.queries";
import { findDeadLinks } from "@essaim/directory/links/link.queries";
import { findOutdatedTranslations } from "@essaim/directory/translation.queries";
import { listPiecesServing } from "@essaim/media/library/published-piece.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { localeOf } from "~/paths";

type Found = { id: string; images: readonly unknown[]; english: unknown; confirmedOn: string };

/** What the page of a record says of it beside its text: what is dead, old or outdated, how large its images are, what the media tells of it. */
export async function aboutRecord({ request, context }: LoaderFunctionArgs, record: Found) {
  const asked = { recordId: record.id };
  const isTranslated = record.english !== null && localeOf(new URL(request.url).pathname) === "en";
  const [deadLinks, imageSizes, outdated, pieces] = await Promise.all([
    context.execute(context.actor, findDeadLinks, asked),
    record.images.length > 0 ? context.execute(context.actor, findImageSizes, asked) : {},
    // Said on the English page alone.
    isTranslated ? context.execute(context.actor, findOutdatedTranslations, asked) : [],
    context.execute(context.actor, listPiecesServing, asked),
  ]);
  return {
    deadLinks,
    imageSizes,
    pieces,
    isStale: isStale(record.confirmedOn, today()),
    isOutdated: outdated.length > 0,
  };
}
