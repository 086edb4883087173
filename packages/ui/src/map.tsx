// biome-ignore-all lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus, and what is in it is out of the order of tabulation.
// biome-ignore-all lint/a11y/useSemanticElements: a drawing is no set of fields.
import { type ReactNode, useId } from "react";
import { cx } from "./cx.tsx";
import { Link } from "./link.tsx";

/** 1 is the least. Nothing, unknown and withheld are no quantities: each has its own look. */
export type MapTone = 1 | 2 | 3 | 4 | 5 | "none" | "unknown" | "secret";

type Spot = { x: number; y: number };

export type MapArea = {
  code: string;
  /** What a screen reader says of it: « Secteur Sud, Lille : 7 personnes ». */
  name: string;
  href: string;
  tone: MapTone;
  /** Of an SVG path; null when it is so small that it is drawn as a dot at `at`. */
  path: string | null;
  at: Spot;
  /** Too small for a finger: a circle around `at` is touched instead. */
  isSmall: boolean;
};

export type MapLabel = {
  text: string;
  at: Spot;
  /** Room for it on a wide screen and on paper only. */
  isWide: boolean;
  /** A figure rather than the name of a place. */
  isValue?: boolean;
};

/** A length on the ground, as drawn. */
export type MapScale = { length: number; words: string };

export type MapKey = { tone: MapTone; words: string; count: string };

/** Of a transparent circle, in pixels of a phone of 320: never less than 12 under a finger. */
const touched = 14;
const dot = 3;

/**
 * A map whose every place is a link, drawn by the server: no script, no tile. The table beneath says the same, and a
 * link before the map leads there.
 * @param tableId of the table that says the same
 */
export function ChoroplethMap({
  title,
  description,
  width,
  height,
  areas,
  labels,
  scale,
  keys,
  keysTitle,
  note,
  tableId,
  level = 2,
}: {
  title: string;
  /** One sentence saying what the map shows. */
  description: ReactNode;
  width: number;
  height: number;
  /** In the order in which they are read. */
  areas: readonly MapArea[];
  labels: readonly MapLabel[];
  scale: MapScale;
  keys: readonly MapKey[];
  /** What is counted: « Personnes accompagnées, par quartier ». */
  keysTitle: string;
  note?: ReactNode;
  tableId: string;
  level?: 2 | 3;
}) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <figure aria-labelledby={id} className="flex min-w-0 flex-col gap-4">
      <figcaption className="flex flex-col gap-0.5">
        <Heading id={id}>{title}</Heading>
        <p className="max-w-measure">{description}</p>
        <p className="print:hidden">
          <a href={`#${tableId}`} className="text-sm">
            Lire la même chose dans un tableau
          </a>
        </p>
      </figcaption>
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,46rem)_minmax(12rem,1fr)]">
        <div className="map-box min-w-0">
          <svg
            viewBox={`0 0 ${width} ${height}`}
            role="group"
            aria-labelledby={id}
            className="map-drawing"
          >
            <MapPatterns />
            {/* Below the contours, so that none of them is covered by its neighbour's circle. */}
            <g aria-hidden="true">
              {areas
                .filter((area) => area.isSmall)
                .map(({ code, href, at }) => (
                  <Link key={code} href={href} tabIndex={-1}>
                    <circle cx={at.x} cy={at.y} r={touched} className="map-touch" />
                  </Link>
                ))}
            </g>
            {areas.map((area) => (
              <Area key={area.code} area={area} />
            ))}
            <g aria-hidden="true">
              {labels.map(({ text, at, isWide, isValue }) => (
                <text
                  key={`${text} ${at.x} ${at.y}`}
                  x={at.x}
                  y={at.y}
                  className={cx(
                    "map-text",
                    isValue ? "map-value" : "map-place",
                    isWide && "map-wide",
                  )}
                >
                  {text}
                </text>
              ))}
              <ScaleLine scale={scale} height={height} />
            </g>
          </svg>
          {note && <p className="mt-2 text-xs text-muted">{note}</p>}
        </div>
        <div className="flex flex-col gap-2">
          <p className="font-semibold">{keysTitle}</p>
          <ul className="flex flex-wrap gap-x-6 gap-y-2 text-sm lg:flex-col">
            {keys.map(({ tone, words, count }) => (
              <li key={tone} className="flex items-start gap-2.5">
                <svg aria-hidden="true" viewBox="0 0 28 18" className="map-key mt-0.5">
                  <rect
                    x="0.5"
                    y="0.5"
                    width="27"
                    height="17"
                    rx="2"
                    className={`map-area map-tone-${tone}`}
                  />
                </svg>
                <span>
                  {words} <span className="text-muted">({count})</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </figure>
  );
}

function Area({ area: { name, href, tone, path, at, isSmall } }: { area: MapArea }) {
  const look = `map-area map-tone-${tone}`;
  return (
    <Link href={href} aria-label={name} className="map-link">
      <title>{name}</title>
      {path ? (
        <path d={path} className={look} />
      ) : (
        <circle cx={at.x} cy={at.y} r={dot} className={look} />
      )}
      {isSmall && <circle cx={at.x} cy={at.y} r={touched - 4} className="map-ring" />}
    </Link>
  );
}

/** A few places and maybe a point, drawn small: where one neighbourhood is, or one home in its neighbourhood. */
export function PlaceMap({
  label,
  width,
  height,
  shapes,
  point,
  scale,
  note,
}: {
  /** Says in a sentence what is drawn: « Le point est dans Secteur Sud, près de son bord. » */
  label: string;
  width: number;
  height: number;
  shapes: readonly { code: string; path: string | null; at: Spot; isChosen: boolean }[];
  point?: Spot | null;
  scale: MapScale;
  note?: ReactNode;
}) {
  return (
    <figure className="flex min-w-0 max-w-md flex-col gap-2">
      <div className="map-box">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={label}
          className="map-drawing"
        >
          {shapes.map(({ code, path, at, isChosen }) => {
            const look = `map-area map-tone-${isChosen ? "chosen" : "around"}`;
            return path ? (
              <path key={code} d={path} className={look} />
            ) : (
              <circle key={code} cx={at.x} cy={at.y} r={dot} className={look} />
            );
          })}
          {point && (
            <>
              <circle cx={point.x} cy={point.y} r="12" className="map-point-halo" />
              <circle cx={point.x} cy={point.y} r="4.5" className="map-point" />
            </>
          )}
          <ScaleLine scale={scale} height={height} />
        </svg>
      </div>
      {note && <figcaption className="text-xs text-muted">{note}</figcaption>}
    </figure>
  );
}

function ScaleLine({ scale, height }: { scale: MapScale; height: number }) {
  const foot = height - 7;
  return (
    <>
      <path d={`M8,${foot - 3}V${foot}H${8 + scale.length}V${foot - 3}`} className="map-scale" />
      <text x="8" y={foot - 5} className="map-text map-scale-text">
        {scale.words}
      </text>
    </>
  );
}

/** Named once in a page: the styles refer to them, and so do the keys. */
function MapPatterns() {
  return (
    <defs>
      <pattern
        id="map-secret"
        width="3.4"
        height="3.4"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width="3.4" height="3.4" className="map-hatch-ground" />
        <path d="M0,1.7H3.4" className="map-hatch" />
      </pattern>
      <pattern id="map-unknown" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" className="map-hatch-ground" />
        <circle cx="2" cy="2" r="0.8" className="map-hatch-dots" />
      </pattern>
      {printed.map(([id, d, thickness]) => (
        <pattern key={id} id={id} width="4" height="4" patternUnits="userSpaceOnUse">
          <rect width="4" height="4" className="map-hatch-ground" />
          <path d={d} strokeWidth={thickness} className="map-ink" />
        </pattern>
      ))}
    </defs>
  );
}

const printed = [
  ["map-print-1", "M0,2H4", 0.35],
  ["map-print-2", "M0,2H4M2,0V4", 0.4],
  ["map-print-3", "M0,1H4M0,3H4M1,0V4M3,0V4", 0.45],
  ["map-print-4", "M0,1H4M0,3H4M1,0V4M3,0V4", 1.1],
] as const;
