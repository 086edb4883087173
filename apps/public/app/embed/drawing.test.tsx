import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { PlaceDrawing } from "./drawing.tsx";
import { size } from "./places.ts";

const place = (name: string, x: number) => ({
  code: name,
  name,
  at: { x, y: 100 },
  activities: [],
  href: "/",
  says: "1 activité",
});

it("writes the name of a place towards the middle, never past an edge", () => {
  const right = size.width - size.margin;
  const drawing = renderToStaticMarkup(
    <PlaceDrawing places={[place("Lille", size.margin), place("Roubaix", right)]} />,
  );
  const [, left = ""] = /<text([^>]*)>Lille/.exec(drawing) ?? [];
  const [, atEdge = ""] = /<text([^>]*)>Roubaix/.exec(drawing) ?? [];
  expect(Number(/x="([^"]+)"/.exec(left)?.[1])).toBeGreaterThan(size.margin);
  expect(left).not.toContain("text-anchor");
  expect(Number(/x="([^"]+)"/.exec(atEdge)?.[1])).toBeLessThan(right);
  expect(atEdge).toContain('text-anchor="end"');
});
