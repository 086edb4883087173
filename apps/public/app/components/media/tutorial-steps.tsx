import type { PieceView } from "@essaim/media/library/published-piece.queries";
import { formatDuration } from "@essaim/ui/format";
import { useI18n } from "~/i18n/i18n";
import { Figure } from "../record-images";
import { PieceMarkdown, useSpeech } from "./speech";

/** The steps of a tutorial, each with its pictures, to be read beside what one makes or on paper. */
export function TutorialSteps({ piece: { steps, images, language } }: { piece: PieceView }) {
  const { t } = useI18n();
  const { lang, say } = useSpeech(language);
  if (steps.length === 0) return null;
  const known = steps.flatMap(({ minutes }) => minutes ?? []);
  const duration = formatDuration(known.reduce((sum, minutes) => sum + minutes, 0));
  return (
    <section aria-labelledby="etapes" className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id="etapes">{t("media.steps")}</h2>
      <ol className="steps">
        {steps.map(({ title, text, minutes, imageIds }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
          <li key={at} className="print:break-inside-avoid">
            <h3 lang={lang}>{say(title)}</h3>
            {minutes !== null && <p className="text-sm text-muted">{formatDuration(minutes)}</p>}
            {text && (
              <PieceMarkdown language={language} level={3}>
                {text}
              </PieceMarkdown>
            )}
            <div className="mt-3 grid gap-4 empty:hidden sm:grid-cols-2">
              {imageIds
                .flatMap((imageId) => images.find(({ id }) => id === imageId) ?? [])
                .map((image) => (
                  <Figure key={image.id} image={image} lang={lang} />
                ))}
            </div>
          </li>
        ))}
      </ol>
      {known.length > 0 && (
        <p className="font-semibold">
          {t(known.length === steps.length ? "media.totalTime" : "media.totalTimeAtLeast", {
            duration,
          })}
        </p>
      )}
    </section>
  );
}
