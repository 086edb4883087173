import { type CheckItem, hasSound, type Stage } from "./piece.schema.ts";
import type { PieceKind } from "./published-piece.schema.ts";

/** A step from where a piece is, as its button says it. */
export type Step = { stage: Stage; label: string };

const back: Record<"pitch" | "script" | "shooting" | "editing", string> = {
  pitch: "Revenir à l’idée",
  script: "Revenir à l’écriture",
  shooting: "Revenir au tournage",
  editing: "Revenir au montage",
};

/**
 * Where a piece may go from where it is, forward first. « Publié » is reached by publication alone, and « à actualiser »
 * once public; an article is neither filmed nor recorded.
 */
export function stepsFrom(kind: PieceKind, stage: Stage): Step[] {
  const isRecorded = kind !== "article";
  const shooting: Step = { stage: "shooting", label: "Passer au tournage" };
  const editing: Step = { stage: "editing", label: "Passer au montage" };
  const goBack = (to: keyof typeof back): Step => ({ stage: to, label: back[to] });
  switch (stage) {
    case "pitch":
      return [{ stage: "script", label: "Passer à l’écriture" }];
    case "script":
      return [...(isRecorded ? [shooting] : []), editing, goBack("pitch")];
    case "shooting":
      return [editing, goBack("script")];
    case "editing":
      return [
        { stage: "review", label: "Faire relire" },
        goBack(isRecorded ? "shooting" : "script"),
      ];
    case "review":
      return [goBack("editing")];
    case "published":
      return [{ stage: "to_refresh", label: "À actualiser" }];
    case "to_refresh":
      return [{ stage: "published", label: "Toujours juste" }, editing];
  }
}

/** May a piece go there, by one of its named steps? */
export const decideMove = (
  kind: PieceKind,
  from: Stage,
  to: Stage,
): { ok: true } | { ok: false; reason: "no_such_step" } =>
  stepsFrom(kind, from).some((step) => step.stage === to)
    ? { ok: true }
    : { ok: false, reason: "no_such_step" };

/** What has to be ticked by hand for a kind. */
export function checksFor(kind: PieceKind): CheckItem[] {
  return hasSound(kind)
    ? ["music_licence", "image_licence", "plain_language"]
    : ["image_licence", "plain_language"];
}
