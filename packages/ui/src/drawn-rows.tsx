import { Drawing } from "./drawn.tsx";
import { Full, Hidden, Missing, Unanswered } from "./drawn-hatch.tsx";
import { inks } from "./drawn-inks.tsx";
import { baseline, LINE, Lines, linesOf, px, SMALL, TEXT, widthOf } from "./drawn-text.tsx";

export type DrawnRow = {
  label: string;
  look: "full" | "unanswered" | "hidden" | "missing";
  /** How long its bar is, and where its mark stands: all rows share one scale. */
  length: number;
  mark?: number | null;
  /** Written at the end of the bar: what counts, then what it is compared with. */
  said: string;
  beside?: string;
  /** Said between this row and the next. */
  bridge?: string;
};

const BAR = 20;
/** Of what has no length. */
const STUB = 32;
const GAP = 8;
const LABELS = 216;

/**
 * Bars that lie, one per row. On a page the labels stand at their left; on a phone above them, and what the bars say
 * too when it would leave them too little room.
 */
export function RowsDrawing({
  title,
  says,
  width,
  rows,
  markName,
  fill,
}: {
  title: string;
  says: string;
  width: number;
  rows: readonly DrawnRow[];
  /** What the marks are: written once above them. */
  markName?: string;
  fill: string;
}) {
  const isWide = width > 480;
  const written = (row: DrawnRow) =>
    widthOf(row.said) * 1.06 + (row.beside ? widthOf(row.beside, SMALL) + 5 : 0);
  const isLong = (row: DrawnRow) => row.look === "hidden" || row.look === "missing";
  const room = Math.max(0, ...rows.filter((row) => !isLong(row)).map(written)) + GAP + 2;
  const labels = isWide
    ? Math.min(LABELS, Math.max(0, ...rows.map((row) => widthOf(row.label)))) + 12
    : 0;
  const isAbove = !isWide && room > width * 0.36;
  const plot = width - labels - (isAbove ? 2 : room);
  const longest = Math.max(0, ...rows.flatMap((row) => [row.length, row.mark ?? 0]));
  const scale = longest > 0 ? plot / longest : 0;

  const hasMarks = markName !== undefined && rows.some((row) => row.mark != null);
  let y = hasMarks ? 24 : 4;
  const placed = rows.map((row) => {
    const lines = linesOf(row.label, isWide ? LABELS : width);
    const isSaidAbove = isAbove || (isLong(row) && STUB + GAP + written(row) > width - labels);
    const heading = isWide ? 0 : lines.length * LINE + (isSaidAbove ? LINE : 0) + 3;
    const hasBar = !isSaidAbove || isLong(row) || row.length > 0 || row.mark != null;
    const height = isWide ? Math.max(BAR, lines.length * LINE) : heading + (hasBar ? BAR : 0);
    const bar = isWide ? y + (height - BAR) / 2 : y + heading;
    const from = y;
    y += height + (row.bridge ? 30 : isWide ? 14 : 16);
    return { row, lines, isSaidAbove, hasBar, from, bar, height };
  });

  return (
    <Drawing title={title} says={says} width={width} height={y - 8}>
      {hasMarks && (
        <>
          <rect x={px(labels)} y={2} width={3} height={16} fill={inks.ink} />
          <text x={px(labels + 9)} y={baseline(10, SMALL)} fontSize={SMALL} fill={inks.muted}>
            {markName}
          </text>
        </>
      )}
      {isWide && (
        <line
          x1={px(labels)}
          x2={px(labels)}
          y1={hasMarks ? 22 : 0}
          y2={px(y - 8)}
          stroke={inks.edge}
        />
      )}
      {placed.map(({ row, lines, isSaidAbove, hasBar, from, bar, height }, at) => {
        const length = isLong(row) ? STUB : Math.max(row.length > 0 ? 2 : 0, row.length * scale);
        const box = { x: labels, y: bar, width: length, height: BAR };
        const mark = row.mark == null ? null : labels + row.mark * scale;
        const end = labels + length;
        const after =
          mark !== null && mark > end - 4 && mark < end + written(row) + 14
            ? mark + GAP
            : end + GAP;
        const next = placed[at + 1];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have the same label.
          <g key={at}>
            {isWide ? (
              <Lines
                lines={lines}
                x={labels - 12}
                y={baseline(from + (height - (lines.length - 1) * LINE) / 2)}
                anchor="end"
              />
            ) : (
              <>
                <Lines lines={lines} x={0} y={from + TEXT - 1} />
                {hasBar && (
                  <line
                    x1={0.5}
                    x2={0.5}
                    y1={px(bar - 3)}
                    y2={px(bar + BAR + 3)}
                    stroke={inks.edge}
                  />
                )}
              </>
            )}
            {row.bridge && next && (
              <Bridge
                from={{ x: labels, y: bar + BAR, width: length }}
                to={{ y: next.from, width: Math.max(0, next.row.length * scale) }}
                words={row.bridge}
              />
            )}
            {row.look === "full" && length > 0 && <Full {...box} fill={fill} />}
            {row.look === "unanswered" && length > 0 && <Unanswered {...box} />}
            {row.look === "hidden" && <Hidden {...box} />}
            {row.look === "missing" && <Missing {...box} />}
            {mark !== null && (
              <>
                <rect
                  x={px(mark - 3)}
                  y={px(bar - 4)}
                  width={6}
                  height={BAR + 8}
                  fill={inks.paper}
                />
                <rect
                  x={px(mark - 1.5)}
                  y={px(bar - 4)}
                  width={3}
                  height={BAR + 8}
                  fill={inks.ink}
                />
              </>
            )}
            <text
              x={px(isSaidAbove && !isWide ? 0 : after)}
              y={px(isSaidAbove && !isWide ? bar - 9 : baseline(bar + BAR / 2))}
              fontWeight={isLong(row) ? undefined : 600}
              fill={isLong(row) ? inks.muted : inks.ink}
            >
              {row.said}
              {row.beside && (
                <tspan fontSize={SMALL} fontWeight={400} fill={inks.muted}>
                  {`\u00a0${row.beside}`}
                </tspan>
              )}
            </text>
          </g>
        );
      })}
    </Drawing>
  );
}

/** From one bar to the next: how many of the first are in the second. */
function Bridge({
  from,
  to,
  words,
}: {
  from: { x: number; y: number; width: number };
  to: { y: number; width: number };
  words: string;
}) {
  return (
    <>
      <path
        d={`M${px(from.x)} ${px(from.y)}H${px(from.x + from.width)}L${px(from.x + to.width)} ${px(to.y)}H${px(from.x)}Z`}
        fill={inks.chart[0]}
        fillOpacity={0.12}
      />
      <text
        x={px(from.x + 8)}
        y={px(baseline((from.y + to.y) / 2, SMALL))}
        fontSize={SMALL}
        fill={inks.muted}
      >
        {words}
      </text>
    </>
  );
}
