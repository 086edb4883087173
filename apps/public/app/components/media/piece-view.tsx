import type { Talk } from "@essaim/media/forum/topic.schema";
import type { Player } from "@essaim/media/library/player.rules";
import type { PieceView } from "@essaim/media/library/published-piece.queries";
import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { formatDay } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { useRouteLoaderData } from "@remix-run/react";
import { useI18n } from "~/i18n/i18n";
import type { loader as rootLoader } from "~/root";
import { RecordImages } from "../record-images";
import { CreditsAndLicence, PiecePlaces, PieceQuestions, Served } from "./about-piece";
import { Clock } from "./piece-list";
import { type Opened, PlayerSection } from "./player";
import { languageName, lengthText, PieceMarkdown, useSpeech } from "./speech";
import { Transcript } from "./transcript";
import { TutorialSteps } from "./tutorial-steps";

/** A piece of the media, whatever its kind: each shows what it has. */
export function PieceArticle({
  piece,
  players,
  opened,
  q,
  talks,
}: {
  piece: PieceView;
  players: readonly Player[];
  opened: Opened;
  q: string;
  /** What was last read on the forum, by the address of a question. */
  talks: Readonly<Record<string, Talk>>;
}) {
  const { t, paths, locale } = useI18n();
  const { lang, say } = useSpeech(piece.language);
  const { kind, series, durationSeconds } = piece;
  // Who reads with one player stays with it.
  const player = (opened?.player ?? players[0])?.key;
  const inSteps = new Set(piece.steps.flatMap(({ imageIds }) => imageIds));
  return (
    <article className="booklet flex flex-col gap-10">
      <header className="flex flex-col gap-4">
        <Breadcrumb
          items={[
            { label: t("media.nav"), href: paths.library() },
            { label: pieceKindLabels[kind][locale], href: paths.library({ kind }) },
          ]}
        />
        <h1 lang={lang} className="max-w-3xl text-3xl sm:text-5xl">
          {say(piece.title)}
        </h1>
        <p lang={lang} className="max-w-measure font-serif text-xl text-muted">
          {say(piece.summary)}
        </p>
        <p className="text-sm text-muted">
          {[
            pieceKindLabels[kind][locale],
            durationSeconds !== null && lengthText(durationSeconds),
            lang && t("media.inLanguage", { language: languageName(lang, locale) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {series && (
          <p>
            {series.episode === null
              ? t("media.ofSeries")
              : t("media.episode", { number: series.episode })}{" "}
            <a href={paths.series(series.slug)} lang={lang}>
              {say(series.title)}
            </a>
          </p>
        )}
      </header>

      <PlayerSection piece={piece} players={players} opened={opened} />

      {piece.chapters.length > 0 && (
        <nav aria-labelledby="chapitres" className="flex flex-col gap-2">
          <h2 id="chapitres">{t("media.chapters")}</h2>
          <ol className="flex flex-col">
            {piece.chapters.map(({ startSeconds, title }) => (
              <li key={startSeconds}>
                <Chapter href={player && paths.piece(piece.slug, { player, t: startSeconds })}>
                  <span className="figures">
                    <Clock seconds={startSeconds} />
                  </span>{" "}
                  <span lang={lang}>{say(title)}</span>
                </Chapter>
              </li>
            ))}
          </ol>
        </nav>
      )}

      {piece.body && (
        <PieceMarkdown language={piece.language} level={1}>
          {piece.body}
        </PieceMarkdown>
      )}
      <TutorialSteps piece={piece} />
      <RecordImages
        images={piece.images.filter(
          ({ id }) => !inSteps.has(id) && !(id === piece.posterId && players.length > 0),
        )}
      />
      <Transcript piece={piece} q={q} player={player} />
      <Served piece={piece} />
      <PieceQuestions piece={piece} talks={talks} />
      <PiecePlaces piece={piece} />
      <CreditsAndLicence piece={piece} />
      <PieceFoot piece={piece} />
    </article>
  );
}

/** A moment and what it tells; a link where there is something to play. */
function Chapter({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  const className =
    "grid min-h-9 max-w-measure grid-cols-[3.5rem_minmax(0,1fr)] items-center gap-x-3 pointer-coarse:min-h-11";
  return href ? (
    <a href={href} className={className}>
      {children}
    </a>
  ) : (
    <span className={className}>{children}</span>
  );
}

/** Who publishes it and since when; on paper, where to find it again. */
function PieceFoot({
  piece: { organisation, publishedAt, changedAt, slug },
}: {
  piece: PieceView;
}) {
  const { t, paths, locale } = useI18n();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const [published, updated] = [formatDay(publishedAt, locale), formatDay(changedAt, locale)];
  return (
    <p className="border-t border-line pt-4 text-sm text-muted">
      {t("media.published", { date: published })} {t("media.by")}{" "}
      {organisation.websiteUrl ? (
        <a rel="noopener" href={organisation.websiteUrl}>
          {organisation.name}
        </a>
      ) : (
        organisation.name
      )}
      {updated !== published && `, ${t("media.updated", { date: updated })}`}.
      <span className="hidden print:block">
        {root?.publicUrl}
        {paths.piece(slug)}
      </span>
    </p>
  );
}
