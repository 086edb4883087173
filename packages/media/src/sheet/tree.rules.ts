import type { SheetDrop, SheetMove } from "./sheet.schema.ts";

export type Placed = { id: string; parentId: string | null; position: number };
export type Place = { parentId: string | null; index: number };

type Refused = {
  ok: false;
  reason: "first" | "last" | "nothing_before" | "at_root" | "below_itself" | "parent_unknown";
};
export type Decided = ({ ok: true } & Place) | Refused;

const refused = (reason: Refused["reason"]): Refused => ({ ok: false, reason });

/** Those below one sheet, or at the root, in their order. */
export function below<T extends Placed>(sheets: readonly T[], parentId: string | null): T[] {
  return sheets
    .filter((sheet) => sheet.parentId === parentId)
    .sort((a, b) => a.position - b.position);
}

/** Every sheet as the tree is read, each followed by those below it. `depth`: 0 at the root. */
export function inTreeOrder<T extends Placed>(sheets: readonly T[]): (T & { depth: number })[] {
  const children = new Map<string | null, T[]>();
  for (const sheet of sheets) {
    children.set(sheet.parentId, [...(children.get(sheet.parentId) ?? []), sheet]);
  }
  const walk = (parentId: string | null, depth: number): (T & { depth: number })[] =>
    (children.get(parentId) ?? [])
      .sort((a, b) => a.position - b.position)
      .flatMap((sheet) => [{ ...sheet, depth }, ...walk(sheet.id, depth + 1)]);
  return walk(null, 0);
}

/** A sheet and all those below it. */
export function branchOf<T extends Placed>(sheets: readonly T[], id: string): T[] {
  const own = sheets.filter((sheet) => sheet.id === id);
  return [...own, ...below(sheets, id).flatMap((child) => branchOf(sheets, child.id))];
}

/** Those above a sheet, from the root down. */
export function trailOf<T extends Placed>(sheets: readonly T[], id: string): T[] {
  const byId = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  const trail: T[] = [];
  for (let at = byId.get(id)?.parentId ?? null; at !== null; at = byId.get(at)?.parentId ?? null) {
    const parent = byId.get(at);
    if (!parent || trail.includes(parent)) break;
    trail.unshift(parent);
  }
  return trail;
}

/** Where one step leads a sheet. `index` counts among those of its new place, itself left out. */
export function decideMove(sheets: readonly Placed[], id: string, move: SheetMove): Decided {
  const sheet = sheets.find((one) => one.id === id);
  if (!sheet) return refused("parent_unknown");
  const siblings = below(sheets, sheet.parentId);
  const at = siblings.findIndex((one) => one.id === id);
  const { parentId } = sheet;
  switch (move) {
    case "up":
      return at === 0 ? refused("first") : { ok: true, parentId, index: at - 1 };
    case "down":
      return at === siblings.length - 1 ? refused("last") : { ok: true, parentId, index: at + 1 };
    case "indent": {
      const before = siblings[at - 1];
      if (!before) return refused("nothing_before");
      return { ok: true, parentId: before.id, index: below(sheets, before.id).length };
    }
    case "outdent": {
      const parent = sheets.find((one) => one.id === parentId);
      if (!parent) return refused("at_root");
      const uncles = below(sheets, parent.parentId);
      const index = uncles.findIndex((one) => one.id === parent.id) + 1;
      return { ok: true, parentId: parent.parentId, index };
    }
  }
}

/** The last place below another sheet, or at the root. */
export function decidePlace(
  sheets: readonly Placed[],
  id: string,
  parentId: string | null,
): Decided {
  if (parentId !== null) {
    if (!sheets.some((one) => one.id === parentId)) return refused("parent_unknown");
    if (branchOf(sheets, id).some((one) => one.id === parentId)) return refused("below_itself");
  }
  const others = below(sheets, parentId).filter((one) => one.id !== id);
  return { ok: true, parentId, index: others.length };
}

/** Where a sheet goes that is dropped on another one: right before it, right after it, or last below it. */
export function decideDrop(
  sheets: readonly Placed[],
  id: string,
  { targetId, where }: { targetId: string; where: SheetDrop },
): Decided {
  const target = sheets.find((one) => one.id === targetId);
  if (!target) return refused("parent_unknown");
  const parentId = where === "inside" ? targetId : target.parentId;
  const last = decidePlace(sheets, id, parentId);
  if (!last.ok || where === "inside") return last;
  if (targetId === id) return refused("below_itself");
  const others = below(sheets, parentId).filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === targetId);
  return { ok: true, parentId, index: where === "before" ? at : at + 1 };
}

/** The order of those below one sheet once another is put among them. */
export function orderWith(
  sheets: readonly Placed[],
  id: string,
  { parentId, index }: Place,
): string[] {
  const order = below(sheets, parentId)
    .map((one) => one.id)
    .filter((one) => one !== id);
  order.splice(index, 0, id);
  return order;
}
