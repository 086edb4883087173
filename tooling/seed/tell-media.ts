import { recordExpense } from "@essaim/funding/spending/expense.commands";
import { listExpenseChoices } from "@essaim/funding/spending/expense.queries";
import { expenseSchema } from "@essaim/funding/spending/expense.schema";
import { addCredit, recordConsent } from "@essaim/media/piece/credit.commands";
import {
  checkPiece,
  createPiece,
  editPiece,
  movePiece,
  publishPiece,
} from "@essaim/media/piece/piece.commands";
import { getPiece, getPieceChoices } from "@essaim/media/piece/piece.queries";
import { newPieceSchema, type Stage } from "@essaim/media/piece/piece.schema";
import { editPieceSchema } from "@essaim/media/piece/piece-form.schema";
import { addSeries } from "@essaim/media/piece/series.commands";
import { addSubtitles, transcribe, writeTranscript } from "@essaim/media/piece/subtitle.commands";
import { parseTranscript } from "@essaim/media/piece/transcript.rules";
import { addDays, onDay } from "./day.ts";
import { fr } from "./french.ts";
import { type PieceSeed, pieces, series } from "./pieces.ts";
import { type Ids, idOf, type Story, saved } from "./tell.ts";

/** The way of a piece to its stage, in order; publication comes after the rereading. */
const way: Record<PieceSeed["kind"], readonly Stage[]> = {
  video: ["script", "shooting", "editing", "review"],
  audio: ["script", "shooting", "editing", "review"],
  testimony: ["script", "shooting", "editing", "review"],
  tutorial: ["script", "shooting", "editing", "review"],
  article: ["script", "editing", "review"],
};

/** The pieces of the media, at every stage of the desk, and what the first one cost. */
export async function addMedia(story: Story, resourceIds: Ids): Promise<void> {
  const { execute, editor, manager, today } = story;
  const { id: seriesId } = saved(await execute(editor, addSeries, series), series.title);
  const ids: string[] = [];
  for (const piece of pieces) ids.push(await addPiece(story, piece, seriesId, resourceIds));
  const [pieceId = ""] = ids;
  const { lines } = await execute(manager, listExpenseChoices, {});
  const line = lines.find((one) => one.account.startsWith("61"));
  const expense = expenseSchema.parse({
    kind: "purchase",
    label: fr`Montage du film sur la livraison`,
    supplier: fr`Studio vidéo (exemple)`,
    account: "611",
    incurredOn: addDays(today, -20),
    amountCents: "420",
    note: fr`Exemple de démonstration.`,
    pieceId,
    ...(line && { "shares.0.line": line.id, "shares.0.part": "100 %" }),
    // The interim report of the year may be gone already: what is entered later is told, and kept.
    keepAnyway: "oui",
  });
  saved(await execute(manager, recordExpense, expense), expense.label);
}

async function addPiece(
  { execute, editor, today }: Story,
  piece: PieceSeed,
  seriesId: string,
  resourceIds: Ids,
): Promise<string> {
  const { title, kind, pitch } = piece;
  const choices = await execute(editor, getPieceChoices, {});
  const begun = newPieceSchema.parse({ kind, title, pitch, ownerId: editor.membershipId });
  const { id } = saved(await execute(editor, createPiece, begun), title);
  const version = async () => (await execute(editor, getPiece, { id })).version;
  const day = (of: number | string | undefined) =>
    of === undefined ? undefined : onDay(today, of);
  const activityIds = (piece.activities ?? []).map(
    (name) => choices.activities.find((one) => one.name === name)?.id ?? name,
  );
  const rows = (list: string, of: readonly string[]) =>
    Object.fromEntries(of.map((value, index) => [`${list}.${index}.id`, value]));
  const form = {
    ...{ id, title, pitch, version: await version(), ownerId: editor.membershipId },
    ...{ language: "fr", licenceExpression: "CC-BY-SA-4.0" },
    ...{ dueOn: day(piece.dueOn), refreshOn: day(piece.refreshOn) },
    ...(piece.series && { seriesId, episode: String(piece.series) }),
    ...piece.form,
    ...rows("activities", activityIds),
    ...rows(
      "resources",
      (piece.resources ?? []).map((slug) => idOf(resourceIds, slug)),
    ),
  };
  saved(await execute(editor, editPiece, editPieceSchema.parse(form)), title);
  if (piece.subtitles) {
    const subtitles = { id, language: "fr" };
    saved(await execute(editor, addSubtitles, { ...subtitles, vtt: piece.subtitles }), title);
    saved(await execute(editor, transcribe, { ...subtitles, version: await version() }), title);
  }
  if (piece.transcript) {
    const transcript = parseTranscript(piece.transcript);
    saved(
      await execute(editor, writeTranscript, { id, version: await version(), transcript }),
      title,
    );
  }
  for (const { signed, isAnonymous = false, ...credit } of piece.credits) {
    const consentNeeded = signed !== undefined;
    saved(
      await execute(editor, addCredit, { ...credit, isAnonymous, consentNeeded, pieceId: id }),
      credit.name,
    );
    if (!signed) continue;
    const { credits } = await execute(editor, getPiece, { id });
    const consent = { signedOn: addDays(today, -40), keptWhere: signed, file: null };
    saved(
      await execute(editor, recordConsent, { id: credits.at(-1)?.id ?? "", ...consent }),
      credit.name,
    );
  }
  for (const item of piece.checks ?? []) {
    saved(await execute(editor, checkPiece, { id, item, isDone: true }), title);
  }
  const isPublic = piece.stage === "published" || piece.stage === "to_refresh";
  const steps = way[kind];
  const last = isPublic ? steps.length : steps.indexOf(piece.stage) + 1;
  for (const stage of steps.slice(0, last)) {
    saved(await execute(editor, movePiece, { id, stage, version: await version() }), title);
  }
  if (isPublic) {
    const { version, digest } = await execute(editor, getPiece, { id });
    saved(await execute(editor, publishPiece, { id, version, digest }), title);
  }
  if (piece.stage === "to_refresh") {
    const asked = { id, stage: piece.stage, version: await version() };
    saved(await execute(editor, movePiece, asked), title);
  }
  return id;
}
