import { createLocator } from "@essaim/territory/contours/locate";
import { readContours } from "@essaim/territory/contours/read-contours";
import { search } from "@essaim/territory/geocoding/double/search";
import { expect, test } from "vitest";
import { approximateContours } from "./contours.ts";
import { neighbourhoods } from "./neighbourhoods.ts";
import * as personas from "./personas.ts";

const contours = await readContours(new TextEncoder().encode(approximateContours()), {
  generation: 2024,
  isPartial: true,
});
const { locate } = createLocator(contours.neighbourhoods);

test("the invented contours are read as an official file: all of them, none mended", () => {
  expect(contours.neighbourhoods).toHaveLength(neighbourhoods.length);
  for (const [index, { code, name, communeCodes }] of neighbourhoods.entries()) {
    expect(contours.neighbourhoods[index]).toMatchObject({
      code,
      name,
      communeCodes,
      isRepaired: false,
    });
  }
  expect(approximateContours()).toContain("approximatif");
});

test("they do not overlap", () => {
  for (const { code, geometry } of contours.neighbourhoods) {
    for (const [longitude, latitude] of geometry.coordinates.flat(2)) {
      expect(locate(longitude, latitude), `${code} ${longitude} ${latitude}`).toBe(code);
    }
  }
});

const housed = Object.values(personas)
  .flatMap((persona) => (typeof persona === "function" ? [persona()] : []))
  .filter(({ residence }) => residence === "priority");

test.each(housed)(
  "the address of $givenName $familyName is in the neighbourhood the demonstration says",
  ({ addressLine, postcode, neighbourhoodCode }) => {
    const [place] = search({ q: `${addressLine}`, postcode: `${postcode}`, limit: 1 }) as {
      geometry: { coordinates: [number, number] };
    }[];
    expect(place && locate(...place.geometry.coordinates)).toBe(neighbourhoodCode);
  },
);
