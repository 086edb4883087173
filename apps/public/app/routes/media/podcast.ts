import { podcastOf } from "@essaim/media/library/podcast";
import { getPublishedSeries } from "@essaim/media/library/published-series.queries";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answerProgram, answerText } from "~/data/answer.server";
import { i18nIn } from "~/i18n/i18n";
import { podcastFile, subtitlesFile, transcriptFile } from "~/paths";

/** A series for the players of podcasts: those of its pieces of which there is a file. */
export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: z.object({}) }, async () => {
    const { execute, actor, publicUrl } = args.context;
    const series = await execute(actor, getPublishedSeries, { slug: args.params.slug ?? "" });
    if (series.episodes.length === 0) throw new Response(null, { status: 404 });
    const { slug, title, language, organisation, episodes } = series;
    const { t, paths } = i18nIn("fr");
    const text = podcastOf({
      title,
      description: t("media.podcastDescription", { title, organisation: organisation.name }),
      language,
      author: organisation.name,
      page: publicUrl + paths.series(slug),
      self: publicUrl + podcastFile(slug),
      cover: `${publicUrl}/podcast.png`,
      episodes: episodes.map(({ id, slug: at, publishedAt, file, piece }) => ({
        id,
        title: piece.title,
        summary: piece.summary,
        url: publicUrl + paths.piece(at),
        publishedAt,
        durationSeconds: piece.durationSeconds,
        number: piece.series?.episode ?? null,
        file,
        transcripts: [
          ...piece.subtitles.map((one) => ({
            url: publicUrl + subtitlesFile(at, one.language),
            type: "text/vtt" as const,
            language: one.language,
          })),
          ...(piece.transcript.length > 0
            ? [
                {
                  url: publicUrl + transcriptFile(at),
                  type: "text/plain" as const,
                  language: piece.language,
                },
              ]
            : []),
        ],
      })),
    });
    return answerText(text, {
      request: args.request,
      type: "application/rss+xml; charset=utf-8",
    });
  });
