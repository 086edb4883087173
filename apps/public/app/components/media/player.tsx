import { type Player, sourceAt } from "@essaim/media/library/player.rules";
import type { PieceView } from "@essaim/media/library/published-piece.queries";
import { formatSeconds } from "@essaim/media/piece/time.rules";
import { buttonClass } from "@essaim/ui/button";
import { Icon } from "@essaim/ui/icon";
import { Mark } from "@essaim/ui/logo";
import { useI18n } from "~/i18n/i18n";
import { subtitlesFile } from "~/paths";
import { Figure } from "../record-images";
import { kindIcons } from "./kind-icon";
import { languageName, useSpeech } from "./speech";

/** What of the address says that a player is open, and from when. */
export type Opened = { player: Player; seconds: number } | null;

/**
 * Where a piece is seen or heard. Nothing of another site is there until somebody asks for it, by a link that leads back
 * to this page with its player: no script chooses for them.
 */
export function PlayerSection({
  piece,
  players,
  opened,
}: {
  piece: PieceView;
  players: readonly Player[];
  opened: Opened;
}) {
  const { t } = useI18n();
  if (players.length === 0) return null;
  return (
    <section
      id="lecteur"
      aria-label={t("media.player")}
      className="flex max-w-3xl flex-col gap-3 print:hidden"
    >
      {opened ? (
        <Open piece={piece} players={players} {...opened} />
      ) : (
        <Closed piece={piece} players={players} />
      )}
    </section>
  );
}

function Closed({ piece, players }: { piece: PieceView; players: readonly Player[] }) {
  const { t, paths } = useI18n();
  const [first, ...others] = players;
  if (!first) return null;
  return (
    <>
      <Poster piece={piece} />
      <p>
        <a
          href={paths.piece(piece.slug, { player: first.key })}
          className={buttonClass({ variant: "primary" })}
        >
          <Icon name="play" size={18} />
          {t(first.shown === "audio" ? "media.listen" : "media.watch")}
        </a>
      </p>
      <p className="max-w-measure text-sm text-muted">
        {t("media.beforeOpening", { host: first.host })}
      </p>
      <Others slug={piece.slug} players={others} seconds={0} />
    </>
  );
}

/** The other players, each with the site that it contacts. */
function Others({
  slug,
  players,
  seconds,
}: {
  slug: string;
  players: readonly Player[];
  seconds: number;
}) {
  const { t, paths } = useI18n();
  if (players.length === 0) return null;
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 text-sm">
      {t("media.otherPlayers")}
      {players.map(({ key, host }) => (
        <a
          key={key}
          href={paths.piece(slug, { player: key, t: seconds })}
          className="inline-flex min-h-11 items-center"
        >
          {key === "fichier" ? host : `${names[key]} (${host})`}
        </a>
      ))}
    </p>
  );
}

const names = { peertube: "PeerTube", youtube: "YouTube" };

/** The image that stands for the piece, or a drawing where there is none. */
function Poster({ piece }: { piece: PieceView }) {
  const { lang } = useSpeech(piece.language);
  const image = piece.images.find(({ id }) => id === piece.posterId);
  if (image) return <Figure image={image} lang={lang} />;
  return (
    <div
      aria-hidden="true"
      className="flex aspect-[3] items-center justify-center gap-6 rounded-md bg-accent-soft text-accent sm:aspect-[4]"
    >
      <Mark size={56} />
      <Icon name={kindIcons[piece.kind]} size={48} />
    </div>
  );
}

function Open({
  piece,
  players,
  player,
  seconds,
}: {
  piece: PieceView;
  players: readonly Player[];
  player: Player;
  seconds: number;
}) {
  const { t, paths } = useI18n();
  const others = players.filter(({ key }) => key !== player.key);
  return (
    <>
      <Loaded piece={piece} player={player} seconds={seconds} />
      <p className="max-w-measure text-sm text-muted">
        {t("media.opened", { host: player.host })}{" "}
        {seconds > 0 && t("media.beginsAt", { clock: formatSeconds(seconds) })}
      </p>
      <ul className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <li>
          <a href={paths.piece(piece.slug)} className="inline-flex min-h-11 items-center">
            {t("media.close")}
          </a>
        </li>
        {player.shown !== "frame" && (
          <li>
            <a rel="noopener" href={player.source} className="inline-flex min-h-11 items-center">
              {t("media.file")}
            </a>
          </li>
        )}
      </ul>
      <Others slug={piece.slug} players={others} seconds={seconds} />
    </>
  );
}

function Loaded({
  piece: { title, slug, subtitles },
  player,
  seconds,
}: {
  piece: PieceView;
  player: Player;
  seconds: number;
}) {
  const { t, locale } = useI18n();
  const source = sourceAt(player, seconds);
  const label = t("media.playerTitle", { title });
  if (player.shown === "frame")
    return (
      <iframe
        src={source}
        title={label}
        allow="fullscreen; picture-in-picture; encrypted-media"
        sandbox="allow-scripts allow-same-origin allow-popups allow-forms"
        // YouTube plays nothing to who does not say where it is embedded; the others need not know.
        referrerPolicy={
          player.key === "youtube" ? "strict-origin-when-cross-origin" : "no-referrer"
        }
        className="aspect-video w-full rounded-md border border-line bg-well"
      />
    );
  if (player.shown === "audio")
    // biome-ignore lint/a11y/useMediaCaption: what is said is written under it, and an audio element shows no captions
    return <audio src={source} controls preload="metadata" aria-label={label} className="w-full" />;
  return (
    // biome-ignore lint/a11y/useMediaCaption: those that the piece has
    <video
      src={source}
      controls
      preload="metadata"
      aria-label={label}
      className="aspect-video w-full rounded-md bg-well"
    >
      {subtitles.map((language) => (
        <track
          key={language}
          kind="subtitles"
          src={subtitlesFile(slug, language)}
          srcLang={language}
          label={languageName(language, locale)}
          default={language === subtitles[0]}
        />
      ))}
    </video>
  );
}
