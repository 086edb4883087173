import { Drawing, Drawn, type DrawnProps } from "./drawn.tsx";
import { Hidden, strokesInPath } from "./drawn-hatch.tsx";
import { inks } from "./drawn-inks.tsx";
import { flowed, heightOf } from "./drawn-keys.tsx";
import { baseline, Lines, px, SMALL, widthOf } from "./drawn-text.tsx";

/** Of a class, from the palest; null for what is withheld. */
type Tone = number | null;

type MapDrawing = {
  /** The unit in which all of it is told. */
  width: number;
  height: number;
  /** Paths of M, L and Z alone. */
  shapes: readonly { path: string; tone: Tone; words: string | null }[];
  labels: readonly {
    text: string;
    at: { x: number; y: number };
    isWide: boolean;
    isValue: boolean;
  }[];
  keys: readonly { tone: Tone; words: string }[];
  scale: { length: number; words: string };
};

/** One ink, from pale to deep on a light ground as on a dark one, and in black and white. */
const depths = [0.15, 0.32, 0.52, 0.75, 1];
const shade = (tone: number) => ({ fill: inks.chart[0], fillOpacity: depths[tone - 1] ?? 1 });

/** A map with its key, for a page or a file: what is withheld is hatched, all of it alike. */
export function DrawnMap({ says, map, ...props }: DrawnProps & { says: string; map: MapDrawing }) {
  return (
    <Drawn
      width={props.width}
      draw={(width) => <MapOnly title={props.title} says={says} map={map} width={width} />}
    />
  );
}

function MapOnly({
  title,
  says,
  map: { shapes, labels, keys, scale, ...map },
  width,
}: {
  title: string;
  says: string;
  map: MapDrawing;
  width: number;
}) {
  const by = width / map.width;
  const isWide = by > 1.5;
  const size = isWide ? 12 : 11;
  const foot = map.height * by;
  const placed = flowed(
    keys.map(({ words }, look) => ({ label: words, look })),
    foot + 12,
    width,
  );
  const hidden = shapes.filter(({ tone }) => tone === null).map(({ path }) => path);
  const line = { strokeWidth: 1 / by, strokeLinejoin: "round", fillRule: "evenodd" } as const;
  return (
    <Drawing title={title} says={says} width={width} height={heightOf(placed) + 4}>
      <rect
        x={0.5}
        y={0.5}
        width={width - 1}
        height={px(foot - 1)}
        rx={6}
        fill="none"
        stroke={inks.grid}
      />
      <g transform={`scale(${by})`}>
        <path
          {...line}
          d={hidden.map((path) => strokesInPath(path, 5 / by)).join("")}
          stroke={inks.edge}
          fill="none"
        />
        <path {...line} d={hidden.join("")} stroke={inks.edge} fill="none" />
        {shapes.map(
          ({ path, tone, words }) =>
            tone !== null && (
              <g key={path}>
                {/* What is behind a pale shade would be seen through it. */}
                <path {...line} d={path} fill={inks.paper} />
                <path {...line} {...shade(tone)} d={path} stroke={inks.ink}>
                  <title>{words}</title>
                </path>
              </g>
            ),
        )}
      </g>
      {labels.map(({ text, at, isWide: wantsRoom, isValue }) => {
        if (wantsRoom && !isWide) return null;
        const [x, y] = [px(at.x * by), px(at.y * by)];
        const room = widthOf(text, size) + 2;
        return (
          <g key={`${text} ${x} ${y}`}>
            {isValue && (
              <rect
                x={px(x - room / 2)}
                y={px(y - size * 0.85)}
                width={px(room)}
                height={px(size * 1.1)}
                rx={3}
                fill={inks.paper}
                fillOpacity={0.8}
              />
            )}
            <text
              {...{ x, y }}
              fontSize={size}
              fontWeight={isValue ? 600 : undefined}
              textAnchor="middle"
              fill={isValue ? inks.ink : inks.muted}
            >
              {text}
            </text>
          </g>
        );
      })}
      <path
        d={`M8 ${px(foot - 11)}v4h${px(scale.length * by)}v-4`}
        stroke={inks.ink}
        strokeWidth={1.5}
        fill="none"
      />
      <text x={8} y={px(foot - 14)} fontSize={size} fill={inks.ink}>
        {scale.words}
      </text>
      {placed.map(({ x, y, lines }, at) => {
        const tone = keys[at]?.tone ?? null;
        const box = { x: x + 0.5, y: y + 2.5, width: 18, height: 14 };
        return (
          <g key={lines.join(" ")}>
            {tone === null ? (
              <Hidden {...box} />
            ) : (
              <rect {...box} {...shade(tone)} stroke={inks.ink} />
            )}
            <Lines lines={lines} x={x + 26} y={baseline(y + 9.5, SMALL)} size={SMALL} />
          </g>
        );
      })}
    </Drawing>
  );
}
