import type { PlayerKey } from "@essaim/media/library/player.rules";
import type { PieceView } from "@essaim/media/library/published-piece.queries";
import { Disclosure } from "@essaim/ui/disclosure";
import { SearchField } from "@essaim/ui/search-field";
import { useI18n } from "~/i18n/i18n";
import { subtitlesFile, transcriptFile } from "~/paths";
import { Highlight } from "../results";
import { Clock } from "./piece-list";
import { languageName, useSpeech } from "./speech";

type Shown = {
  piece: PieceView;
  q: string;
  /** What the moments open; none: they are only read. */
  player: PlayerKey | undefined;
};

/** What is said, to be read and searched: each passage opens the player at its second. Nothing where nobody wrote it. */
export function Transcript({ piece, q, player }: Shown) {
  const { t, locale } = useI18n();
  const { slug, transcript, subtitles, language } = piece;
  if (transcript.length === 0 && subtitles.length === 0) return null;
  const files = [
    ...subtitles.map((one) => ({
      href: subtitlesFile(slug, one),
      label: t("media.subtitles", { language: languageName(one, locale) }),
    })),
    ...(transcript.length > 0
      ? [{ href: transcriptFile(slug), label: t("media.transcriptText") }]
      : []),
  ];
  return (
    <section
      id="transcription"
      aria-labelledby="ce-qui-est-dit"
      className="flex flex-col gap-4 border-t border-line pt-6"
    >
      <h2 id="ce-qui-est-dit">{t("media.transcript")}</h2>
      {transcript.length > 0 && (
        <>
          <SearchInside slug={slug} q={q} />
          {q && <Found piece={piece} q={q} player={player} />}
          <Disclosure summary={t("media.transcriptRead")}>
            <Whole piece={piece} q={q} player={player} language={language} />
          </Disclosure>
        </>
      )}
      <p className="flex flex-wrap items-baseline gap-x-5 text-sm print:hidden">
        {t("media.files")}
        {files.map(({ href, label }) => (
          <a key={href} href={href} className="inline-flex min-h-11 items-center">
            {label}
          </a>
        ))}
      </p>
    </section>
  );
}

function SearchInside({ slug, q }: { slug: string; q: string }) {
  const { t, paths } = useI18n();
  return (
    <search>
      <form
        method="get"
        action={`${paths.piece(slug)}#transcription`}
        className="max-w-xl print:hidden"
      >
        <SearchField label={t("media.transcriptSearch")} defaultValue={q} />
      </form>
    </search>
  );
}

/** The passages where the words are, with the words marked. */
function Found({ piece, q, player }: Shown) {
  const { t } = useI18n();
  const { lang } = useSpeech(piece.language);
  const { found } = piece;
  return (
    <div className="flex max-w-measure flex-col gap-2">
      <p role="status" className="font-semibold">
        {t("media.found", { count: found.length, q })}
      </p>
      {found.length > 0 && (
        <ol className="flex flex-col">
          {found.map(({ at, startSeconds, speaker, parts }) => (
            <Passage key={at} {...{ piece, q, player, startSeconds, speaker }}>
              <span lang={lang}>
                <Highlight parts={parts} />
              </span>
            </Passage>
          ))}
        </ol>
      )}
    </div>
  );
}

function Whole({ piece, q, player, language }: Shown & { language: string }) {
  const { lang, say } = useSpeech(language);
  return (
    <ol className="flex max-w-measure flex-col">
      {piece.transcript.map(({ startSeconds, speaker, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a passage is known by its place
        <Passage key={at} {...{ piece, q, player, startSeconds, speaker }}>
          <span lang={lang}>{say(text)}</span>
        </Passage>
      ))}
    </ol>
  );
}

/** A passage beside its second. */
function Passage({
  piece: { slug },
  q,
  player,
  startSeconds,
  speaker,
  children,
}: Shown & { startSeconds: number | null; speaker: string; children: React.ReactNode }) {
  const { paths } = useI18n();
  return (
    <li className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-3 py-1">
      <span className="figures text-sm leading-[1.625rem]">
        {startSeconds !== null &&
          (player ? (
            <a
              href={paths.piece(slug, { player, t: startSeconds, q })}
              className="inline-flex min-h-8 min-w-11 items-start pointer-coarse:min-h-11"
            >
              <Clock seconds={startSeconds} />
            </a>
          ) : (
            <Clock seconds={startSeconds} />
          ))}
      </span>
      <p>
        {speaker && (
          <b>
            {speaker}
            {"\u00a0"}:{" "}
          </b>
        )}
        {children}
      </p>
    </li>
  );
}
