import type { MemberActor } from "@essaim/identity/actor";
import {
  checkPiece,
  movePiece,
  publishPiece,
  removePiece,
  withdrawPiece,
} from "@essaim/media/piece/piece.commands";
import {
  checkPieceSchema,
  movePieceSchema,
  pieceRefusals,
  pieceTargetSchema,
  publishPieceSchema,
} from "@essaim/media/piece/piece.schema";
import { parseForm } from "@essaim/web/form";
import { type AppLoadContext, data, redirect } from "@remix-run/node";
import type { z } from "zod";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";

/** One sentence about a step that was not taken. */
export type StepRefused = { refused: string };

const conflict = (by: string | null) =>
  `${by ?? "Quelqu’un"} vient de modifier ce contenu. Relisez-le, puis recommencez.`;

/** What somebody else changed is read again: its page shows it. */
const overtaken = ["conflict", "changed_meanwhile", "form_already_used"];

const refuse = (outcome: Refused) =>
  data<StepRefused>(
    { refused: sentenceOf(outcome) },
    { status: overtaken.includes(outcome.reason) ? 409 : 422 },
  );

/**
 * Takes one step of a piece, as a form says it: `step` names it.
 * @param back where to be once it is done
 */
export async function takeStep(
  context: AppLoadContext,
  actor: MemberActor,
  form: FormData,
  back: string,
) {
  const options = { submissionId: submissionIdOf(form) };
  const done = (what: string) => redirect(`${back}${back.includes("?") ? "&" : "?"}fait=${what}`);
  const target = () => read(pieceTargetSchema, form);
  switch (form.get("step")) {
    case "move": {
      const input = read(movePieceSchema, form);
      const outcome = await context.execute(actor, movePiece, input, options);
      if (outcome.ok) throw done("etape-notee");
      return refuse(outcome);
    }
    case "check": {
      const input = read(checkPieceSchema, form);
      const outcome = await context.execute(actor, checkPiece, input, options);
      if (outcome.ok) throw done("verification-notee");
      return refuse(outcome);
    }
    case "publish": {
      const input = read(publishPieceSchema, form);
      const outcome = await context.execute(actor, publishPiece, input, options);
      if (outcome.ok) throw done("publie");
      return refuse(outcome);
    }
    case "withdraw": {
      const outcome = await context.execute(actor, withdrawPiece, target(), options);
      if (outcome.ok) throw done("contenu-retire");
      return refuse(outcome);
    }
    case "remove": {
      const outcome = await context.execute(actor, removePiece, target(), options);
      if (outcome.ok) throw redirect(`${paths.media()}?fait=supprime`);
      return refuse(outcome);
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

/** Buttons hold nothing that somebody types. */
function read<S extends z.ZodType>(schema: S, form: FormData): z.output<S> {
  const parsed = parseForm(schema, form);
  if (!parsed.ok) throw new Response(null, { status: 400 });
  return parsed.value;
}

type Refused = { reason: string; changedBy?: string | null };

function sentenceOf(outcome: Refused): string {
  if (outcome.reason === "conflict") return conflict(outcome.changedBy ?? null);
  if (outcome.reason === "form_already_used") {
    return "C’est déjà fait. La page vous montre où en est ce contenu.";
  }
  return pieceRefusals[outcome.reason as keyof typeof pieceRefusals];
}
