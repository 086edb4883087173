import type { PieceCard } from "@essaim/media/library/library.schema";
import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { formatSeconds } from "@essaim/media/piece/time.rules";
import { formatDay } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { useI18n } from "~/i18n/i18n";
import { Highlight } from "../results";
import { kindIcons } from "./kind-icon";
import { languageName, lengthText, useSpeech } from "./speech";

/**
 * Pieces one under the other.
 * @param q what was looked for, kept in the links to where it is said
 * @param level of the title above the list
 * @param isSeries when they are all of one series, which is not said again
 */
export function PieceList({
  pieces,
  q = "",
  level = 2,
  isSeries = false,
}: {
  pieces: readonly PieceCard[];
  q?: string;
  level?: 1 | 2;
  isSeries?: boolean;
}) {
  return (
    <ol className="flex flex-col">
      {pieces.map((piece) => (
        <li
          key={piece.id}
          className="border-t border-line py-5 first:border-0 first:pt-0 print:break-inside-avoid"
        >
          <Piece {...{ piece, q, level, isSeries }} />
        </li>
      ))}
    </ol>
  );
}

function Piece({
  piece,
  q,
  level,
  isSeries,
}: {
  piece: PieceCard;
  q: string;
  level: 1 | 2;
  isSeries: boolean;
}) {
  const { t, paths, locale } = useI18n();
  const { lang } = useSpeech(piece.language);
  const Heading = level === 1 ? "h2" : "h3";
  const { kind, durationSeconds, series } = piece;
  return (
    <article className="flex gap-4">
      <span
        aria-hidden="true"
        className="mt-1 flex size-11 shrink-0 items-center justify-center rounded-full border border-line text-accent"
      >
        <Icon name={kindIcons[kind]} size={20} />
      </span>
      <div className="flex min-w-0 flex-col gap-1">
        <p className="text-sm text-muted">
          {[
            isSeries && series?.episode && t("media.episodeAlone", { number: series.episode }),
            pieceKindLabels[kind][locale],
            durationSeconds !== null && lengthText(durationSeconds),
            lang && t("media.inLanguage", { language: languageName(lang, locale) }),
            formatDay(piece.publishedAt, locale),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <Heading className="text-xl" lang={lang}>
          <a href={paths.piece(piece.slug)}>
            <Highlight parts={piece.title} />
          </a>
        </Heading>
        <p className="max-w-measure" lang={lang}>
          <Highlight parts={piece.summary} />
        </p>
        {series && !isSeries && (
          <p className="text-sm">
            {series.episode === null
              ? t("media.ofSeries")
              : t("media.episode", { number: series.episode })}{" "}
            <a href={paths.series(series.slug)} lang={lang}>
              {series.title}
            </a>
          </p>
        )}
        <Moments piece={piece} q={q} />
      </div>
    </article>
  );
}

/** Where in what is said the words are, each a link to its second. */
function Moments({
  piece: { slug, moments, player, language },
  q,
}: {
  piece: PieceCard;
  q: string;
}) {
  const { t, paths } = useI18n();
  const { lang } = useSpeech(language);
  if (moments.length === 0) return null;
  return (
    <div className="mt-1 text-sm">
      <p>{t("media.moments")}</p>
      <ul className="flex max-w-measure flex-col">
        {moments.map(({ at, startSeconds, parts }) => (
          <li key={at} className="flex gap-3">
            <a
              href={
                player && startSeconds !== null
                  ? paths.piece(slug, { player, t: startSeconds, q })
                  : paths.piece(slug, { q })
              }
              className="figures inline-flex min-h-8 min-w-12 shrink-0 items-start py-1 pointer-coarse:min-h-11"
            >
              <Clock seconds={startSeconds} />
            </a>
            <span lang={lang} className="py-1 text-muted">
              <Highlight parts={parts} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** « 1:23 », said « À partir de 1:23 »; what has no second is only there to be read. */
export function Clock({ seconds }: { seconds: number | null }) {
  const { t } = useI18n();
  if (seconds === null) return t("media.transcript");
  const clock = formatSeconds(seconds);
  const [before = "", after = ""] = t("media.moment", { clock }).split(clock);
  return (
    <>
      <span className="sr-only">{before}</span>
      {clock}
      {after && <span className="sr-only">{after}</span>}
    </>
  );
}
