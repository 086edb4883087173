import { Drawing, Drawn, type DrawnProps, NothingDrawn } from "./drawn.tsx";
import { inks } from "./drawn-inks.tsx";
import { flowed, heightOf, type Key, Keys, type Look, Part } from "./drawn-keys.tsx";
import { baseline, LINE, linesOf, px, SMALL, TEXT, widthOf } from "./drawn-text.tsx";
import { formatNumber, formatPercent } from "./format.tsx";
import { type Locale, useLocale, useWords, type Words } from "./locale.tsx";

export type ShareClass = { label: string; isUnknown?: boolean };
/** One value per class; null is hidden. `total` is what they are parts of, where it may be said. */
export type ShareRow = { label: string; values: readonly (number | null)[]; total?: number };

type Piece = { label: string; share: number; look: Look };

const BAR = 24;

/**
 * What each whole is made of: one bar of the same length per row, in parts. Four classes at most, and those of whom
 * nothing is known: more are told apart by nobody.
 */
export function DrawnStack({
  classes,
  rows,
  count,
  width,
  title,
}: DrawnProps & {
  classes: readonly ShareClass[];
  rows: readonly ShareRow[];
  /** How many a whole is: « 48 personnes ». */
  count?: (total: number) => string;
}) {
  const words = useWords();
  const locale = useLocale();
  const drawn = rows.map((row) => {
    const total = row.total ?? (row.values.includes(null) ? null : sum(row.values));
    const said = total === null ? "" : (count ?? ((one) => formatNumber(one, locale)))(total);
    return {
      label: said ? `${row.label} (${said})` : row.label,
      pieces: piecesOf(classes, row, words),
    };
  });
  const says = drawn
    .map(
      ({ label, pieces }) =>
        `${label}\u202f: ${pieces.length > 0 ? pieces.map((piece) => saidOf(piece, locale)).join(", ") : words.noFigure}`,
    )
    .join("\u202f; ");
  return (
    <Drawn
      width={width}
      draw={(room) =>
        drawn.every(({ pieces }) => pieces.length === 0) ? (
          <NothingDrawn title={title} width={room} />
        ) : (
          <StackDrawing
            title={title}
            says={says}
            width={room}
            classes={classes}
            rows={drawn}
            words={words}
            locale={locale}
          />
        )
      }
    />
  );
}

const sum = (values: readonly (number | null)[]) =>
  values.reduce<number>((total, value) => total + Math.max(0, value ?? 0), 0);

const saidOf = ({ label, share, look }: Piece, locale: Locale) =>
  look === "hidden" ? label : `${label} ${formatPercent(share, locale)}`;

/** The parts of a row. Without its total, one hidden part hides how long the others are. */
function piecesOf(classes: readonly ShareClass[], row: ShareRow, words: Words): Piece[] {
  const isHidden = row.values.includes(null);
  const shown = sum(row.values);
  const whole = isHidden ? row.total : shown;
  const hidden = (share: number): Piece => ({ label: words.suppressed, share, look: "hidden" });
  if (isHidden && (whole === undefined || whole < shown || whole === 0)) return [hidden(1)];
  if (!whole) return [];
  const pieces = classes.map(
    ({ label, isUnknown }, at): Piece => ({
      label,
      share: Math.max(0, row.values[at] ?? 0) / whole,
      look: isUnknown ? "unanswered" : at,
    }),
  );
  if (isHidden) pieces.push(hidden((whole - shown) / whole));
  return pieces.filter(({ share }) => share > 0);
}

function StackDrawing({
  title,
  says,
  width,
  classes,
  rows,
  words,
  locale,
}: {
  title: string;
  says: string;
  width: number;
  classes: readonly ShareClass[];
  rows: readonly { label: string; pieces: readonly Piece[] }[];
  words: Words;
  locale: Locale;
}) {
  const hasHidden = rows.some(({ pieces }) => pieces.some(({ look }) => look === "hidden"));
  const keys: Key[] = [
    ...classes.map(({ label, isUnknown }, at) => ({
      label,
      look: isUnknown ? ("unanswered" as const) : at,
    })),
    ...(hasHidden ? [{ label: words.suppressed, look: "hidden" as const }] : []),
  ];
  const placedKeys = flowed(keys, 0, width);

  let y = heightOf(placedKeys) + 14;
  const placed = rows.map(({ label, pieces }) => {
    const lines = linesOf(label, width);
    const from = y;
    const bar = from + lines.length * LINE + 4;
    y += lines.length * LINE + BAR + LINE + 18;
    let x = 0;
    const parts = pieces.map(({ share, look }) => {
      const room = share * width;
      const said = look === "hidden" ? "" : formatPercent(share, locale);
      const part = { look, x: x + 0.5, room, said: widthOf(said, SMALL) <= room ? said : "" };
      x += room;
      return part;
    });
    return { lines, from, bar, parts };
  });

  return (
    <Drawing title={title} says={says} width={width} height={y - 8}>
      <Keys keys={placedKeys} />
      {keys.map(({ look }) => {
        const boxes = placed.flatMap(({ bar, parts }) =>
          parts
            .filter((part) => part.look === look)
            .map(({ x, room }) => ({ x, y: bar, width: Math.max(1, room - 2), height: BAR })),
        );
        return boxes.length > 0 && <Part key={look} look={look} boxes={boxes} />;
      })}
      <g fill={inks.ink}>
        {placed.flatMap(({ lines, from }) =>
          lines.map((line, at) => (
            <text key={`${from} ${line}`} x={0} y={px(from + TEXT - 1 + at * LINE)}>
              {line}
            </text>
          )),
        )}
      </g>
      <g fill={inks.muted}>
        {placed.map(
          ({ bar, parts }) =>
            parts.length === 0 && (
              <text key={bar} x={0} y={px(baseline(bar + BAR / 2))}>
                {words.noFigure}
              </text>
            ),
        )}
      </g>
      <g fontSize={SMALL} fontWeight={600} fill={inks.ink}>
        {placed.flatMap(({ bar, parts }) =>
          parts.map(
            ({ look, x, said }) =>
              said && (
                <text key={`${bar} ${look}`} x={px(x)} y={bar + BAR + 15}>
                  {said}
                </text>
              ),
          ),
        )}
      </g>
    </Drawing>
  );
}
