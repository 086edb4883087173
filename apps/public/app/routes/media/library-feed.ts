import { listLatestPieces } from "@essaim/media/library/library.queries";
import { libraryFeedOf, longestLibraryFeed } from "@essaim/media/library/library-feed";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerProgram, answerText } from "~/data/answer.server";
import { i18nIn } from "~/i18n/i18n";
import { libraryFeed } from "~/paths";

/** What the media published last. */
export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () => {
    const { execute, actor, publicUrl } = args.context;
    const { t, paths } = i18nIn("fr");
    const pieces = await execute(actor, listLatestPieces, { limit: longestLibraryFeed });
    const text = libraryFeedOf(
      pieces.map(({ slug, ...piece }) => ({ ...piece, url: publicUrl + paths.piece(slug) })),
      {
        title: `${t("site.name")} – ${t("media.title")}`,
        self: publicUrl + libraryFeed,
        page: publicUrl + paths.library(),
      },
    );
    return answerText(text, { request: args.request, type: "application/atom+xml; charset=utf-8" });
  });
