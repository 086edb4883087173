import type { PieceRecord } from "@essaim/media/piece/piece.queries";
import { languageLabels } from "@essaim/media/piece/piece.schema";
import { platformLabels } from "@essaim/media/piece/published-piece.schema";
import type { Readability } from "@essaim/media/piece/readability.rules";
import { formatSeconds } from "@essaim/media/piece/time.rules";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatDate, formatDay, formatDuration } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Markdown } from "@essaim/ui/markdown";
import { Picture, type PictureSizes } from "@essaim/ui/picture";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";

type Image = { id: string; alt: string; sizes: PictureSizes };

/** What a piece says and where it stands, as its working copy does. */
export function PieceContent({
  piece,
  licence,
  images,
  readability,
}: {
  piece: PieceRecord;
  /** What its licence allows, in a few words. */
  licence: string;
  images: readonly Image[];
  readability: Readability | null;
}) {
  return (
    <>
      <Section title="En bref">
        <DescriptionList columns={2} items={factsOf(piece, licence)} />
      </Section>
      {piece.pitch && (
        <Section title="L’idée" lead="L’équipe seule la lit.">
          <p className="max-w-measure whitespace-pre-line">{piece.pitch}</p>
        </Section>
      )}
      {piece.body && (
        <Section title="Texte">
          <Markdown level={2}>{piece.body}</Markdown>
        </Section>
      )}
      {piece.steps.length > 0 && <Steps {...{ piece, images }} />}
      {piece.chapters.length > 0 && (
        <Section title="Chapitres">
          <ol className="flex flex-col gap-1">
            {piece.chapters.map(({ startSeconds, title }) => (
              <li key={startSeconds} className="flex gap-4">
                <span className="figures w-16 shrink-0 text-muted">
                  {formatSeconds(startSeconds)}
                </span>
                <span>{title}</span>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {piece.places.length > 0 && (
        <Section title="Où le voir, l’écouter, le lire">
          <ul className="flex flex-col gap-1.5">
            {piece.places.map(({ id, platform, url, publishedOn }) => (
              <li key={id} className="wrap-anywhere">
                {`${platformLabels[platform].fr}, depuis le ${formatDate(publishedOn)}\u202f: `}
                <a href={url} rel="noreferrer">
                  {url}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {piece.questions.length > 0 && (
        <Section title="Questions ouvertes">
          <ul className="list-disc pl-5">
            {piece.questions.map(({ text, url }) => (
              <li key={text}>{url ? <a href={url}>{text}</a> : text}</li>
            ))}
          </ul>
        </Section>
      )}
      {readability && <Reading readability={readability} />}
    </>
  );
}

function factsOf(piece: PieceRecord, licence: string) {
  const records = [
    ...piece.activities.map(({ id, name }) => ({ href: paths.activity(id), name })),
    ...piece.resources.map(({ id, name }) => ({ href: paths.resource(id), name })),
  ];
  return [
    { term: "Qui s’en occupe", value: piece.ownerName },
    { term: "Pour quand", value: piece.dueOn && formatDate(piece.dueOn) },
    { term: "À revoir le", value: piece.refreshOn && formatDate(piece.refreshOn) },
    { term: "Publié le", value: piece.publishedAt && formatDay(piece.publishedAt) },
    {
      term: "Série",
      value:
        piece.seriesTitle &&
        `${piece.seriesTitle}${piece.episode === null ? "" : `, épisode ${piece.episode}`}`,
    },
    { term: "Langue", value: languageLabels[piece.language] },
    { term: "Licence", value: `${piece.licenceExpression} (${licence.toLowerCase()})` },
    {
      term: "Durée",
      value: piece.durationSeconds === null ? null : formatSeconds(piece.durationSeconds),
    },
    {
      term: "Ce qu’il sert",
      value: records.length > 0 && (
        <span className="flex flex-col">
          {records.map(({ href, name }) => (
            <Link key={href} href={href}>
              {name}
            </Link>
          ))}
        </span>
      ),
    },
  ].map((fact) => ({ ...fact, value: fact.value || null }));
}

function Steps({ piece, images }: { piece: PieceRecord; images: readonly Image[] }) {
  return (
    <Section title="Étapes">
      <ol className="flex flex-col gap-6">
        {piece.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps keep their order and hold no state.
          <li key={index} className="flex max-w-measure flex-col gap-2">
            <h3>
              {`${index + 1}. ${step.title}`}
              {step.minutes !== null && (
                <span className="ml-3 text-sm font-normal text-muted">
                  {formatDuration(step.minutes)}
                </span>
              )}
            </h3>
            <Markdown level={3}>{step.text}</Markdown>
            {step.imageIds
              .flatMap((imageId) => images.find(({ id }) => id === imageId) ?? [])
              .map(({ id, alt, sizes }) => (
                <Picture
                  key={id}
                  sizes={sizes}
                  alt={alt}
                  addressOf={(width, format) => paths.image(id, width, format)}
                  className="h-auto max-w-full rounded-sm"
                />
              ))}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** A hint, with its limits. */
function Reading({ readability: { score, label, wordsBySentence } }: { readability: Readability }) {
  return (
    <Section title="Comment cela se lit">
      <p className="max-w-measure">
        {`Ce texte ${label.startsWith("demande") ? label : `est ${label}`}\u202f: ${score} sur 100, avec ${wordsBySentence} mots par phrase en moyenne.`}
      </p>
      <p className="max-w-measure text-sm text-muted">
        L’indice de Kandel et Moles compte la longueur des phrases et des mots, et ne sait rien du
        sens&#8239;: faites plutôt lire ce texte à quelqu’un. Il n’empêche pas de publier.
      </p>
    </Section>
  );
}
