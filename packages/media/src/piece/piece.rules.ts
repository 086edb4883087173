import { describeLicence } from "@essaim/directory/licence.rules";
import { isSeenOrHeard } from "./credit.schema.ts";
import { checksFor } from "./desk.rules.ts";
import { type CheckItem, checkLabels, hasSound, type Stage } from "./piece.schema.ts";
import type { CreditRole, PieceKind } from "./published-piece.schema.ts";

/** What publication looks at. */
export type Publishable = {
  kind: PieceKind;
  summary: string;
  body: string;
  licenceExpression: string;
  durationSeconds: number | null;
  steps: readonly unknown[];
  transcript: readonly unknown[];
  subtitles: readonly unknown[];
  places: readonly unknown[];
  images: readonly { alt: string }[];
  credits: readonly { name: string; role: CreditRole; isInForce: boolean; isAnonymous: boolean }[];
  /** Names that are kept back, and are written in its texts all the same. */
  namesTold: readonly string[];
  checks: readonly CheckItem[];
};

/** Where what is missing is told. */
export type Part = "text" | "people" | "subtitles" | "images" | "checks";
export type Missing = { part: Part; message: string };

/** All that a piece still needs before it is public, each in one sentence. */
export function missingFromPiece(piece: Publishable): Missing[] {
  const missing: Missing[] = [];
  const need = (isMissing: boolean, part: Part, message: string) => {
    if (isMissing) missing.push({ part, message });
  };
  const { kind } = piece;
  const isBare = piece.transcript.length === 0;
  need(!piece.summary, "text", "Résumez-le en une ou deux phrases.");
  need(kind === "article" && !piece.body, "text", "Écrivez le texte de l’article.");
  need(
    kind === "testimony" && !piece.body && isBare,
    "text",
    "Écrivez le témoignage, ou donnez sa transcription.",
  );
  need(kind === "tutorial" && piece.steps.length === 0, "text", "Décrivez au moins une étape.");
  if (hasSound(kind)) {
    need(piece.durationSeconds === null, "text", "Indiquez sa durée.");
    need(
      piece.places.length === 0,
      "text",
      kind === "video" ? "Dites où elle se regarde." : "Dites où elle s’écoute.",
    );
    need(isBare, "subtitles", "Donnez sa transcription, pour qui n’entend pas ou préfère lire.");
    need(kind === "video" && piece.subtitles.length === 0, "subtitles", "Ajoutez des sous-titres.");
  }
  const { status } = describeLicence(piece.licenceExpression);
  need(
    status === "unknown" || status === "missing",
    "text",
    "Choisissez une licence connue, par exemple CC-BY-SA-4.0.",
  );
  need(piece.credits.length === 0, "people", "Dites qui l’a fait.");
  for (const credit of piece.credits) {
    need(
      isSeenOrHeard(credit.role) && !credit.isInForce,
      "people",
      `Il manque l’accord écrit de ${credit.name}.`,
    );
  }
  for (const name of new Set(piece.namesTold)) {
    need(
      true,
      "people",
      `«\u202f${name}\u202f» est encore écrit dans les textes, alors que ce nom ne doit pas être montré.`,
    );
  }
  need(
    piece.images.some((image) => !image.alt.trim()),
    "images",
    "Dites ce que montre chaque image, pour qui ne la voit pas.",
  );
  for (const item of checksFor(kind)) {
    need(!piece.checks.includes(item), "checks", `À vérifier\u202f: ${lower(checkLabels[item])}.`);
  }
  return missing;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** May a piece be shown to everybody as it stands? Read by somebody first, and complete. */
export function decidePiecePublication(
  piece: Publishable & { stage: Stage },
): { ok: true } | { ok: false; reason: "not_reviewed" | "incomplete"; missing: Missing[] } {
  const missing = missingFromPiece(piece);
  if (!["review", "published", "to_refresh"].includes(piece.stage)) {
    return { ok: false, reason: "not_reviewed", missing };
  }
  return missing.length === 0 ? { ok: true } : { ok: false, reason: "incomplete", missing };
}

/** What the public loses when somebody changes their mind: the piece, or their name alone. Null: nothing of it is public. */
export function decideWithdrawal(
  credit: { role: CreditRole },
  publicPiece: { tellsName: boolean } | null,
): "piece" | "credit" | null {
  if (publicPiece === null) return null;
  return isSeenOrHeard(credit.role) || publicPiece.tellsName ? "piece" : "credit";
}
