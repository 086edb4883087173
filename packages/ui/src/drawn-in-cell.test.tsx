import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CellBar, CellLine } from "./drawn-in-cell.tsx";

test("bars of a column share one scale, and are drawn for who sees their number too", () => {
  const [most, half, none] = [50, 25, 0].map((value) =>
    renderToStaticMarkup(<CellBar value={value} highest={50} />),
  );
  expect(most).toContain('d="M0 0h100v');
  expect(half).toContain('d="M0 0h50v');
  expect(half).toContain('aria-hidden="true"');
  expect(none).toBe("");
});

test("lines of a column share one scale, and say their figures", () => {
  const line = (values: number[]) =>
    renderToStaticMarkup(<CellLine says="Mois par mois" values={values} highest={40} />);
  expect(line([0, 40])).toContain('d="M3 25L129 3"');
  expect(line([20, 20])).toContain('d="M3 14L129 14"');
  expect(line([0, 40])).toMatch(/^<svg role="img"[^>]*><title>Mois par mois<\/title>/);
  expect(line([0, 0])).not.toContain("NaN");
});
