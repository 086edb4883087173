import { findImageSizes } from "@essaim/directory/images/image.queries";
import { longestSearch } from "@essaim/directory/published.rules";
import { findTalks } from "@essaim/media/forum/topic.queries";
import { playerKeys, playersOf } from "@essaim/media/library/player.rules";
import { getPublishedPiece } from "@essaim/media/library/published-piece.queries";
import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { PieceArticle } from "~/components/media/piece-view";
import { ImageSizesProvider } from "~/components/record-images";
import { i18nAt } from "~/i18n/i18n";
import { breadcrumbThing } from "~/json-ld";
import { pageMeta } from "~/page-meta";
import { pieceThing } from "~/piece-json-ld";

const addressSchema = z.object({
  lecture: z.enum(playerKeys).optional(),
  t: z.coerce.number().int().min(0).max(86_400).default(0),
  q: z.string().trim().max(longestSearch).default(""),
});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { lecture, t: seconds, q } = parseQuery(addressSchema, request);
  const { execute, actor, allow } = context;
  const piece = await execute(actor, getPublishedPiece, { slug: params.slug ?? "", q });
  const [imageSizes, talks] = await Promise.all([
    piece.images.length > 0 ? execute(actor, findImageSizes, { recordId: piece.id }) : {},
    execute(actor, findTalks, { urls: piece.questions.flatMap(({ url }) => url ?? []) }),
  ]);
  const players = playersOf(piece);
  const player = players.find(({ key }) => key === lecture);
  if (player) allow(player.shown === "frame" ? "frame" : "media", player.origin);
  return { piece, imageSizes, talks, players, opened: player ? { player, seconds } : null, q };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { piece, players, opened, q } = args.data;
  const { locale, paths, t } = i18nAt(args.location.pathname);
  const { kind, title } = piece;
  return pageMeta(args, {
    title,
    description: piece.summary,
    type: "article",
    indexed: !opened && q === "",
    things: (start, address) => [
      pieceThing(piece, players, address),
      breadcrumbThing([
        { name: t("media.nav"), address: start + paths.library() },
        { name: pieceKindLabels[kind][locale], address: start + paths.library({ kind }) },
        { name: title, address },
      ]),
    ],
  });
};

export default function PiecePage() {
  const { imageSizes, ...page } = useLoaderData<typeof loader>();
  return (
    <ImageSizesProvider value={imageSizes}>
      <PieceArticle {...page} />
    </ImageSizesProvider>
  );
}
