import { inks } from "./drawn-inks.tsx";
import { px } from "./drawn-text.tsx";

export type Slant = "up" | "down" | "across" | "upright";

// The first class is most often the longest: its strokes lie along it, three rather than ninety.
const slants = ["across", "up", "upright", "down"] as const;

export const slantOf = (at: number): Slant => slants[at % slants.length] ?? "up";

export type Box = { x: number; y: number; width: number; height: number };
/** One box, or all those of one look: one path for each would be most of a large drawing. */
export type Boxes = Box | { boxes: readonly Box[] };

const all = (boxes: Boxes): readonly Box[] => ("boxes" in boxes ? boxes.boxes : [boxes]);

const outlines = (boxes: Boxes): string =>
  all(boxes)
    .map(
      ({ x, y, width, height }) => `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`,
    )
    .join("");

/** Strokes that fill a box, cut at its edges: a pattern would need an id, which two drawings of a page may share. */
const strokes = (boxes: Boxes, slant: Slant, gap: number): string =>
  all(boxes)
    .map((box) => strokesIn(box, slant, gap))
    .join("");

function strokesIn({ x, y, width, height }: Box, slant: Slant, gap: number): string {
  const one = (x1: number, y1: number, x2: number, y2: number) =>
    `M${px(x1)} ${px(y1)}l${px(x2 - x1)} ${px(y2 - y1)}`;
  const path: string[] = [];
  if (slant === "across") {
    for (let at = gap / 2; at < height; at += gap) path.push(one(x, y + at, x + width, y + at));
  } else if (slant === "upright") {
    for (let at = gap / 2; at < width; at += gap) path.push(one(x + at, y, x + at, y + height));
  } else {
    for (let at = gap / 2; at < width + height; at += gap) {
      const left = Math.max(0, at - height);
      const right = Math.min(width, at);
      const [from, to] = [at - left, at - right];
      path.push(
        slant === "up"
          ? one(x + left, y + from, x + right, y + to)
          : one(x + left, y + height - from, x + right, y + height - to),
      );
    }
  }
  return path.join("");
}

/** A figure that may not be shown: strokes without a ground. */
export function Hidden(boxes: Boxes) {
  return (
    <>
      <path d={strokes(boxes, "up", 6)} stroke={inks.edge} strokeWidth={1.2} fill="none" />
      <path d={outlines(boxes)} fill="none" stroke={inks.edge} />
    </>
  );
}

/** A figure that nobody knows: an empty box in a broken line. */
export function Missing(boxes: Boxes) {
  return <path d={outlines(boxes)} fill="none" stroke={inks.edge} strokeDasharray="3 3" />;
}

/** Those of whom the answer is not known: grey, and strokes in it. */
export function Unanswered(boxes: Boxes) {
  return (
    <>
      <path d={outlines(boxes)} fill={inks.unknown} stroke={inks.edge} />
      <path d={strokes(boxes, "down", 7)} stroke={inks.edge} strokeWidth={1} fill="none" />
    </>
  );
}

/** A full box of one colour, with strokes in it where it is printed: ink may be black there. */
export function Full({ fill, slant, ...boxes }: Boxes & { fill: string; slant?: Slant }) {
  return (
    <>
      <path d={outlines(boxes)} fill={fill} />
      {slant && (
        <path
          className="drawn-strokes"
          d={strokes(boxes, slant, 7)}
          stroke={inks.paper}
          strokeWidth={1.5}
          fill="none"
        />
      )}
    </>
  );
}

/** Rising strokes in what a path of M, L and Z holds by the even-odd rule, on one grid whatever the path. */
export function strokesInPath(path: string, gap: number): string {
  const edges = path
    .split("M")
    .slice(1)
    .flatMap((ring) => {
      const points = ring
        .replace("Z", "")
        .split("L")
        .map((point) => point.split(",").map(Number));
      return points.map(([x = 0, y = 0], at) => {
        const [toX = 0, toY = 0] = points[(at + 1) % points.length] ?? [];
        return { x, toX, sum: x + y, toSum: toX + toY };
      });
    });
  const sums = edges.map(({ sum }) => sum);
  const strokes: string[] = [];
  // Along a rising stroke x and y have the same sum.
  for (let sum = Math.ceil(Math.min(...sums) / gap) * gap; sum < Math.max(...sums); sum += gap) {
    const crossed = edges
      .filter((edge) => edge.sum < sum !== edge.toSum < sum)
      .map((edge) => edge.x + ((edge.toX - edge.x) * (sum - edge.sum)) / (edge.toSum - edge.sum))
      .sort((a, b) => a - b);
    for (let at = 0; at + 1 < crossed.length; at += 2) {
      const [from = 0, to = 0] = crossed.slice(at, at + 2);
      strokes.push(`M${px(from)} ${px(sum - from)}L${px(to)} ${px(sum - to)}`);
    }
  }
  return strokes.join("");
}
