import fc from "fast-check";
import { expect, test } from "vitest";
import { type SheetDrop, type SheetMove, sheetDrops, sheetMoves } from "./sheet.schema.ts";
import {
  below,
  branchOf,
  decideDrop,
  decideMove,
  decidePlace,
  inTreeOrder,
  orderWith,
  type Placed,
  trailOf,
} from "./tree.rules.ts";

const tree: Placed[] = [
  { id: "a", parentId: null, position: 0 },
  { id: "b", parentId: null, position: 1 },
  { id: "b1", parentId: "b", position: 0 },
  { id: "b2", parentId: "b", position: 1 },
  { id: "c", parentId: null, position: 4 },
];

/** The tree once a sheet is at its new place, as the command writes it. */
function moved(
  sheets: readonly Placed[],
  id: string,
  to: { parentId: string | null; index: number },
) {
  const order = orderWith(sheets, id, to);
  return sheets.map((sheet): Placed => {
    const position = order.indexOf(sheet.id);
    return position < 0 ? sheet : { id: sheet.id, parentId: to.parentId, position };
  });
}
const step = (sheets: readonly Placed[], id: string, move: SheetMove) => {
  const decided = decideMove(sheets, id, move);
  return decided.ok ? moved(sheets, id, decided) : sheets;
};
const read = (sheets: readonly Placed[]) =>
  inTreeOrder(sheets)
    .map(({ id, depth }) => "-".repeat(depth) + id)
    .join(" ");

test("the tree is read from the top, each sheet followed by those below it", () => {
  expect(read(tree)).toBe("a b -b1 -b2 c");
  expect(branchOf(tree, "b").map(({ id }) => id)).toEqual(["b", "b1", "b2"]);
  expect(trailOf(tree, "b2").map(({ id }) => id)).toEqual(["b"]);
});

test("each button moves as it says", () => {
  expect(read(step(tree, "c", "up"))).toBe("a c b -b1 -b2");
  expect(read(step(tree, "b1", "down"))).toBe("a b -b2 -b1 c");
  expect(read(step(tree, "c", "indent"))).toBe("a b -b1 -b2 -c");
  expect(read(step(tree, "b1", "outdent"))).toBe("a b -b2 b1 c");
});

test("a sheet that has nowhere to go stays, and the reason is said", () => {
  expect(decideMove(tree, "a", "up")).toEqual({ ok: false, reason: "first" });
  expect(decideMove(tree, "c", "down")).toEqual({ ok: false, reason: "last" });
  expect(decideMove(tree, "b1", "indent")).toEqual({ ok: false, reason: "nothing_before" });
  expect(decideMove(tree, "a", "outdent")).toEqual({ ok: false, reason: "at_root" });
  expect(decidePlace(tree, "b", "b2")).toEqual({ ok: false, reason: "below_itself" });
  expect(decidePlace(tree, "b", "b")).toEqual({ ok: false, reason: "below_itself" });
  expect(decidePlace(tree, "b", "z")).toEqual({ ok: false, reason: "parent_unknown" });
  expect(decidePlace(tree, "b", null)).toEqual({ ok: true, parentId: null, index: 2 });
});

test("a sheet that is dropped goes beside another one or under it", () => {
  const drop = (id: string, where: SheetDrop, targetId: string) => {
    const decided = decideDrop(tree, id, { targetId, where });
    return decided.ok ? read(moved(tree, id, decided)) : decided.reason;
  };
  expect(drop("c", "before", "a")).toBe("c a b -b1 -b2");
  expect(drop("a", "after", "b1")).toBe("b -b1 -a -b2 c");
  expect(drop("a", "after", "c")).toBe("b -b1 -b2 c a");
  expect(drop("b2", "before", "b1")).toBe("a b -b2 -b1 c");
  expect(drop("c", "inside", "a")).toBe("a -c b -b1 -b2");
  expect(drop("b", "inside", "b1")).toBe("below_itself");
  expect(drop("b", "after", "b1")).toBe("below_itself");
  expect(drop("b", "before", "b")).toBe("below_itself");
});

test("whatever is moved, no sheet is lost, none is below itself, and no two share a place", () => {
  const ids = tree.map(({ id }) => id);
  const action = fc.tuple(
    fc.constantFrom(...ids),
    fc.oneof(
      fc.constantFrom(...sheetMoves),
      fc.constantFrom(...ids, null).map((parentId) => ({ parentId })),
      fc.record({ targetId: fc.constantFrom(...ids), where: fc.constantFrom(...sheetDrops) }),
    ),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      let sheets = tree;
      for (const [id, what] of actions) {
        const decided =
          typeof what === "string"
            ? decideMove(sheets, id, what)
            : "where" in what
              ? decideDrop(sheets, id, what)
              : decidePlace(sheets, id, what.parentId);
        if (decided.ok) sheets = moved(sheets, id, decided);
      }
      expect(
        inTreeOrder(sheets)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...ids].sort());
      for (const parentId of [...ids, null]) {
        const positions = below(sheets, parentId).map(({ position }) => position);
        expect(new Set(positions).size).toBe(positions.length);
      }
    }),
  );
});
