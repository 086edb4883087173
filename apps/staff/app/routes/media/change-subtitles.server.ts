import type { MemberActor } from "@essaim/identity/actor";
import {
  addSubtitles,
  removeSubtitles,
  transcribe,
  writeTranscript,
} from "@essaim/media/piece/subtitle.commands";
import { largestSubtitles, readSubtitles } from "@essaim/media/piece/subtitle.rules";
import {
  addSubtitlesSchema,
  removeSubtitlesSchema,
  transcribeSchema,
  transcriptFormSchema,
} from "@essaim/media/piece/subtitle.schema";
import {
  formatTranscript,
  parseTranscript,
  type Segment,
  transcriptFromCues,
} from "@essaim/media/piece/transcript.rules";
import { decodeText, isGarbled } from "@essaim/territory/text/encoding";
import { formatSize } from "@essaim/ui/format";
import { parseForm, refuseForm } from "@essaim/web/form";
import type { Upload } from "@essaim/web/upload";
import { type AppLoadContext, redirect } from "@remix-run/node";
import { differing } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";

/** What the forms of subtitles ask for: `step` names which one was sent. */
export async function changeSubtitles(
  context: AppLoadContext,
  actor: MemberActor,
  id: string,
  upload: Upload,
) {
  const { form } = upload;
  form.set("id", id);
  const options = { submissionId: submissionIdOf(form) };
  const done = (what: string) => redirect(`${paths.pieceSubtitles(id)}?fait=${what}`);
  const step = form.get("step");
  if (step === "remove") {
    const parsed = parseForm(removeSubtitlesSchema, form);
    if (!parsed.ok) throw new Response(null, { status: 400 });
    const outcome = await context.execute(actor, removeSubtitles, parsed.value, options);
    if (outcome.ok) throw done("sous-titres-retires");
    return refuseUsed(form);
  }
  if (step === "transcribe") {
    const parsed = parseForm(transcribeSchema, form);
    if (!parsed.ok) throw new Response(null, { status: 400 });
    const outcome = await context.execute(actor, transcribe, parsed.value, options);
    if (outcome.ok) throw done("transcription-ecrite");
    form.set("step", "write");
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    const formError =
      outcome.reason === "no_subtitles"
        ? "Ces sous-titres ne sont plus là."
        : "Quelqu’un vient de modifier ce contenu. Relisez-le, puis recommencez.";
    form.delete("version");
    return refuseTyped(refuseForm(form, { formError }));
  }
  return step === "add"
    ? await add(context, actor, upload)
    : await write(context, actor, id, upload);
}

/** Why no file can be read, when none was sent or it is too large. */
function complaintOf({ file, tooLarge }: Upload): string | null {
  if (tooLarge)
    return `Ce fichier dépasse ${formatSize(largestSubtitles)}\u202f: ce n’est pas du texte.`;
  return file ? null : "Choisissez un fichier.";
}

async function add(context: AppLoadContext, actor: MemberActor, upload: Upload) {
  const { form, file } = upload;
  const refuse = (message: string) => refuseField(form, { field: "file", message });
  const complaint = complaintOf(upload);
  if (complaint || !file) return refuse(complaint ?? "Choisissez un fichier.");
  const read = readSubtitles(file.bytes);
  if (!read.ok) return refuse(read.message);
  const parsed = parseForm(addSubtitlesSchema.omit({ vtt: true }), form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    addSubtitles,
    { ...parsed.value, vtt: read.vtt },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) {
    throw redirect(`${paths.pieceSubtitles(parsed.value.id)}?fait=sous-titres-ajoutes`);
  }
  return refuseUsed(form);
}

async function write(context: AppLoadContext, actor: MemberActor, id: string, upload: Upload) {
  const { form } = upload;
  const parsed = parseForm(transcriptFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const read = readText(upload, parsed.value.text);
  if (!read.ok) return refuseField(form, { field: "transcriptFile", message: read.message });
  const outcome = await context.execute(
    actor,
    writeTranscript,
    { id, version: parsed.value.version, transcript: read.transcript },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) throw redirect(`${paths.pieceSubtitles(id)}?fait=transcription-ecrite`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const inWords = (transcript: readonly Segment[]) =>
    [["Transcription", formatTranscript(transcript)]] as const;
  return refuseConflict(
    form,
    outcome,
    differing(inWords(read.transcript), inWords(outcome.current.transcript)),
  );
}

/** The transcript that a form says: its file when there is one, subtitles or plain text, otherwise what is typed. */
function readText(
  upload: Upload,
  typed: string,
): { ok: true; transcript: Segment[] } | { ok: false; message: string } {
  const { file, tooLarge } = upload;
  if (tooLarge) return { ok: false, message: complaintOf(upload) ?? "" };
  if (!file) return { ok: true, transcript: parseTranscript(typed) };
  if (/\.(vtt|srt)$/i.test(file.name)) {
    const read = readSubtitles(file.bytes);
    return read.ok ? { ok: true, transcript: transcriptFromCues(read.cues) } : read;
  }
  const { text } = decodeText(file.bytes);
  if (isGarbled(text) || text.includes("\0")) {
    return {
      ok: false,
      message: "Ce fichier n’est pas du texte lisible. Enregistrez-le en texte brut, en UTF-8.",
    };
  }
  return { ok: true, transcript: parseTranscript(text) };
}
