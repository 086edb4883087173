import { type MapPlace, size } from "./places";

/** Names written on the drawing: more of them would hide each other. */
const mostNames = 12;

/** A surface that grows with the number of activities. */
const radiusOf = (count: number) => Math.min(16, 5 + 2 * Math.sqrt(count));

/** Towards the middle of the drawing: there is room for a name there, and none past its edges. */
const beside = ({ x, y }: { x: number; y: number }, gap: number) =>
  x > size.width / 2
    ? { x: x - gap, y: y + 5, textAnchor: "end" as const }
    : { x: x + gap, y: y + 5 };

/** Communes as points. The list beneath says the same: the drawing is for the eyes and the pointer. */
export function PlaceDrawing({
  places,
}: {
  places: (MapPlace & { href: string; says: string })[];
}) {
  const drawn = places.flatMap(({ at, ...place }) => (at ? [{ ...place, at }] : []));
  if (drawn.length === 0) return null;
  return (
    <svg className="places" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      {drawn.map(({ code, name, href, says, activities, at }, rank) => (
        <a key={code} href={href} tabIndex={-1}>
          <circle cx={at.x} cy={at.y} r={radiusOf(activities.length)}>
            <title>{`${name} : ${says}`}</title>
          </circle>
          {rank < mostNames && <text {...beside(at, radiusOf(activities.length) + 4)}>{name}</text>}
        </a>
      ))}
    </svg>
  );
}
