import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx.tsx";
import { inks } from "./drawn-inks.tsx";
import { baseline, TEXT } from "./drawn-text.tsx";
import { useWords } from "./locale.tsx";

/** Widths a drawing is made for, in its own units: a phone, one of two columns, and a page or a sheet of paper. */
export const PHONE = 320;
export const COLUMN = 440;
export const PAGE = 640;

export type DrawnProps = {
  /** What the drawing is, for who does not see it. What it says is written from its figures. */
  title: string;
  /** One drawing of this width, for a file. Without it, one for a phone and one for a page: the place decides. */
  width?: number;
};

/**
 * What is drawn in the room there is. The drawings say the same; one is shown.
 * @param inColumn also for one of two columns: a time axis left as wide as a phone names half of its months
 */
export function Drawn({
  width,
  inColumn = false,
  draw,
}: {
  width?: number;
  inColumn?: boolean;
  draw: (width: number) => ReactElement;
}) {
  if (width !== undefined) return draw(width);
  return (
    <div className="@container min-w-0">
      <div className={cx("max-w-92", inColumn ? "@[420px]:hidden" : "@[560px]:hidden")}>
        {draw(PHONE)}
      </div>
      {inColumn && <div className="hidden @[420px]:@max-[560px]:block">{draw(COLUMN)}</div>}
      <div className="hidden max-w-180 @[560px]:block">{draw(PAGE)}</div>
    </div>
  );
}

/** A drawing: its colours and sizes are attributes, since a file has no style sheet and a page refuses inline styles. */
export function Drawing({
  title,
  says,
  width,
  height,
  children,
}: {
  title: string;
  says: string;
  width: number;
  height: number;
  children: ReactNode;
}) {
  return (
    <svg
      role="img"
      viewBox={`0 0 ${width} ${Math.ceil(height)}`}
      className="block h-auto w-full"
      fontSize={TEXT}
    >
      <title>{title}</title>
      <desc>{says}</desc>
      {children}
    </svg>
  );
}

/** What stands for a drawing that has nothing to draw yet. */
export function NothingDrawn({ title, width }: { title: string; width: number }) {
  const { noFigure } = useWords();
  return (
    <Drawing title={title} says={noFigure} width={width} height={40}>
      <rect
        x={0.5}
        y={0.5}
        width={width - 1}
        height={39}
        fill="none"
        stroke={inks.edge}
        strokeDasharray="3 3"
      />
      <text x={12} y={baseline(20)} fill={inks.muted}>
        {noFigure}
      </text>
    </Drawing>
  );
}
