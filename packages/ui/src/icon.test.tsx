import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Icon, iconNames } from "./icon.tsx";

test.each(iconNames)("the icon %s is drawn, and hidden from screen readers", (name) => {
  const drawn = renderToStaticMarkup(createElement(Icon, { name }));
  expect(drawn).toMatch(/^<svg [^>]*aria-hidden="true"[^>]*><(path|circle|rect|line|polyline)/);
});
