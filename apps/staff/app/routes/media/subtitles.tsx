import { can } from "@essaim/identity/actor";
import { getPiece } from "@essaim/media/piece/piece.queries";
import { languageLabels } from "@essaim/media/piece/piece.schema";
import { largestSubtitles } from "@essaim/media/piece/subtitle.rules";
import { formatTranscript } from "@essaim/media/piece/transcript.rules";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import { readUpload } from "@essaim/web/upload";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { versionFor } from "~/answer";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { changeSubtitles } from "./change-subtitles.server";
import { PieceTabs, pieceCrumbs } from "./piece-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Sous-titres de ${page.piece.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const piece = await context.execute(actor, getPiece, { id: recordId(params.id) });
  return {
    piece,
    transcript: formatTranscript(piece.transcript),
    maxBytes: largestSubtitles,
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const upload = await readUpload(request, { maxBytes: largestSubtitles });
  return await changeSubtitles(context, actor, recordId(params.id), upload);
}

/** The subtitles of a piece, language by language, and its transcript. */
export default function Subtitles() {
  const { piece, canWrite } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader title="Sous-titres et transcription" breadcrumb={pieceCrumbs(piece)} />
      <PieceTabs piece={piece} current="subtitles" />
      <Conflict conflict={shown?.conflict} reloadHref={paths.pieceSubtitles(piece.id)} />
      <Section
        rule={false}
        title="Sous-titres"
        lead="Pour qui n’entend pas, regarde sans le son ou parle une autre langue."
      >
        {piece.subtitles.length === 0 ? (
          <EmptyState level={3} title="Aucun sous-titre" icon="language">
            Envoyez un fichier WebVTT ou SRT&#8239;: PeerTube, Kdenlive et Aegisub en font.
          </EmptyState>
        ) : (
          <ul className="flex flex-col gap-4">
            {piece.subtitles.map(({ language }) => (
              <OneLanguage key={language} language={language} />
            ))}
          </ul>
        )}
        {canWrite && <AddSubtitles />}
      </Section>
      <Transcript />
    </>
  );
}

function useStep(step: string) {
  const { submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = answer?.state.values.step === step ? answer : undefined;
  return {
    shown,
    state: shown?.state,
    isSending: useNavigation().state !== "idle",
    hidden: (
      <>
        <input type="hidden" name="step" value={step} />
        <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
      </>
    ),
  };
}

const sent = { method: "post", encType: "multipart/form-data", noValidate: true } as const;

function OneLanguage({ language }: { language: string }) {
  const { piece, canWrite, submissionId } = useLoaderData<typeof loader>();
  const name = languageLabels[language] ?? language;
  const hidden = (
    <>
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="version" value={piece.version} />
      <input type="hidden" name="language" value={language} />
    </>
  );
  return (
    <li className="flex flex-col items-start gap-2">
      <span className="flex flex-wrap items-baseline gap-x-4">
        <span className="font-semibold">{name}</span>
        <a href={paths.pieceVtt(piece.id, language)} download>
          Emporter le fichier<span className="sr-only">&#8239;: {name}</span>
        </a>
      </span>
      {canWrite && (
        <>
          {piece.transcript.length === 0 ? (
            <Form {...sent}>
              {hidden}
              <Button type="submit" name="step" value="transcribe" size="small">
                En faire la transcription<span className="sr-only">&#8239;: {name}</span>
              </Button>
            </Form>
          ) : (
            <Disclosure summary={`Refaire la transcription d’après eux (${name.toLowerCase()})`}>
              <Form {...sent} className="flex flex-col items-start gap-2">
                {hidden}
                <p>Ce qui est écrit aujourd’hui dans la transcription sera remplacé.</p>
                <Button type="submit" name="step" value="transcribe" size="small">
                  Remplacer la transcription
                </Button>
              </Form>
            </Disclosure>
          )}
          <Disclosure summary={`Retirer (${name.toLowerCase()})`}>
            <Form {...sent}>
              {hidden}
              <Button type="submit" name="step" value="remove" variant="danger" size="small">
                Retirer ces sous-titres
              </Button>
            </Form>
          </Disclosure>
        </>
      )}
    </li>
  );
}

function AddSubtitles() {
  const { piece, maxBytes } = useLoaderData<typeof loader>();
  const { shown, state, isSending, hidden } = useStep("add");
  return (
    <>
      <h3>Ajouter ou remplacer</h3>
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form key={shown?.key ?? piece.subtitles.length} {...sent}>
        {hidden}
        <FormLayout>
          <Select
            label="Langue"
            placeholder={false}
            options={Object.entries(languageLabels).map(([value, label]) => ({ value, label }))}
            {...fieldProps(state, "language", piece.language)}
          />
          <FileField
            label="Fichier de sous-titres"
            name="file"
            accept=".vtt,.srt"
            maxBytes={maxBytes}
            hint={`WebVTT ou SRT, ${formatSize(maxBytes)} au plus. Il est vérifié ligne par ligne avant d’être gardé.`}
            error={state?.errors.file}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Vérifier et ajouter</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}

function Transcript() {
  const { piece, transcript, canWrite, maxBytes } = useLoaderData<typeof loader>();
  const { shown, state, isSending, hidden } = useStep("write");
  return (
    <Section
      title="Transcription"
      lead="Tout ce qui est dit, pour lire, chercher et citer sans regarder."
    >
      {!canWrite ? (
        <p className="max-w-measure whitespace-pre-line">
          {transcript || "Pas encore de transcription."}
        </p>
      ) : (
        <>
          <ErrorSummary errors={state?.errors} formError={state?.formError} />
          {piece.transcript.length === 0 && piece.subtitles.length > 0 && (
            <Alert level={3} title="En un clic">
              Les sous-titres sont là&#8239;: «&#8239;En faire la transcription&#8239;», plus haut,
              l’écrit d’après eux.
            </Alert>
          )}
          <Form key={shown?.key ?? piece.version} {...sent}>
            {hidden}
            <input type="hidden" name="version" value={versionFor(shown, piece.version)} />
            <FormLayout>
              <TextArea
                label="Texte"
                hint="Un paragraphe, une ligne vide, le suivant. Devant, si vous le savez, qui parle et à quel moment&#8239;: [Nadia 1:02]."
                optional="unmarked"
                rows={16}
                {...fieldProps(state, "text", transcript)}
              />
              <FileField
                label="Ou un fichier de texte"
                name="transcriptFile"
                optional
                accept=".txt,.vtt,.srt"
                maxBytes={maxBytes}
                hint="Il remplace le texte ci-dessus."
                error={state?.errors.transcriptFile}
              />
              <FormActions>
                <SubmitButton pending={isSending}>Enregistrer la transcription</SubmitButton>
              </FormActions>
            </FormLayout>
          </Form>
        </>
      )}
    </Section>
  );
}
