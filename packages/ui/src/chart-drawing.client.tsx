import {
  type ChartConfiguration,
  type ChartConfigurationCustomTypesPerDataset,
  Chart as ChartJs,
  type ChartType,
  type DefaultDataPoint,
} from "chart.js";
import { type RefObject, useEffect, useRef } from "react";

/** Under this width (px) labels take less of the drawing. */
export const NARROW = 480;

/** Width (px) of what is drawn for paper: an A4 sheet without its margins. */
export const PAPER_WIDTH = 680;

export type Inks = Record<
  "bar" | "second" | "target" | "ink" | "muted" | "line" | "grid" | "unknown" | "paper",
  string
>;

/** Colours come from the tokens at drawing time, so that dark mode and paper follow. */
export function readInks(element: HTMLElement): Inks {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--color-${name}`).trim();
  return {
    bar: token("chart-1"),
    second: token("chart-2"),
    target: token("ink"),
    ink: token("ink"),
    muted: token("muted"),
    line: token("edge"),
    grid: token("chart-grid"),
    unknown: token("chart-unknown"),
    paper: token("paper"),
  };
}

/** Diagonal strokes: for what is hidden, and for what is drawn on paper, where ink may be black. */
export function hatch(stroke: string, ground: string): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  if (!pen) return stroke;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = stroke;
  pen.lineWidth = 1.5;
  for (const offset of [-8, 0, 8]) {
    pen.beginPath();
    pen.moveTo(offset, 8);
    pen.lineTo(offset + 8, 0);
    pen.stroke();
  }
  return pen.createPattern(tile, "repeat") ?? stroke;
}

/** Long labels are cut in lines rather than turned on their side. */
export function wrap(label: string, length: number, most = 2): string | string[] {
  const lines: string[] = [];
  for (const word of label.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= length)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length > 1
    ? lines
        .slice(0, most)
        .map((line, index) => (index === most - 1 && lines.length > most ? `${line}…` : line))
    : label;
}

/** What every drawing's bubble looks like. */
export function bubble(inks: Inks, fontFamily: string) {
  return {
    backgroundColor: inks.ink,
    titleColor: inks.paper,
    bodyColor: inks.paper,
    cornerRadius: 4,
    padding: 10,
    displayColors: false,
    titleFont: { family: fontFamily, size: 14, weight: 600 as const },
    bodyFont: { family: fontFamily, size: 14 },
  };
}

export function isCalm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Draws on a canvas, and again when the theme, the font or the sheet changes.
 * @param content what is drawn, as a text to compare: the caller may make a new array at each render
 */
export function useDrawing<T extends ChartType, D = DefaultDataPoint<T>, L = unknown>(
  content: string,
  configure: (
    box: HTMLElement,
    paper: boolean,
  ) => ChartConfiguration<T, D, L> | ChartConfigurationCustomTypesPerDataset<T, D, L>,
): RefObject<HTMLCanvasElement> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(configure);
  latest.current = configure;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `content` stands for what `configure` reads.
  useEffect(() => {
    const element = canvas.current;
    if (!element?.parentElement) return;
    const box = element.parentElement;
    let chart: ChartJs<T, D, L> | undefined;
    let gone = false;
    const draw = (paper = false) => {
      if (gone) return;
      const height = chart?.height ?? box.clientHeight;
      chart?.destroy();
      chart = new ChartJs(element, latest.current(box, paper));
      // Paper gets its own drawing: one made for the screen would be squeezed.
      if (paper) chart.resize(PAPER_WIDTH, height);
    };
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const print = window.matchMedia("print");
    const onTheme = () => draw();
    const onPrint = (event: MediaQueryListEvent) => draw(event.matches);
    draw();
    // The measure of words depends on the font; it may arrive after us.
    document.fonts?.ready.then(() => draw());
    dark.addEventListener("change", onTheme);
    print.addEventListener("change", onPrint);
    return () => {
      gone = true;
      dark.removeEventListener("change", onTheme);
      print.removeEventListener("change", onPrint);
      chart?.destroy();
    };
  }, [content]);

  return canvas;
}
