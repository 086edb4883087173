import { describe, expect, it } from "vitest";
import { parseEnvironment } from "./environment.ts";

const read = (source: Record<string, string> = {}) => {
  const parsed = parseEnvironment(source);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.value;
};

describe("the demo accounts", () => {
  it("are open on this machine alone", () => {
    expect(read().isDemo).toBe(true);
    expect(read({ HOST: "::1", STAFF_URL: "http://[::1]:3000" }).isDemo).toBe(true);
  });

  it.each([
    [{ HOST: "0.0.0.0" }],
    [{ STAFF_URL: "https://essaim.example" }],
    [{ PUBLIC_URL: "http://192.168.1.20:3001" }],
    [{ STAFF_URL: "http://localhost.example" }],
  ])("are closed with %o, which says why", (source) => {
    expect(read(source)).toMatchObject({ isDemo: false, isDemoWithheld: true });
    expect(read({ ...source, ESSAIM_DEMO: "1" })).toMatchObject({
      isDemo: true,
      isDemoWithheld: false,
    });
  });

  it("are closed in production, and wherever somebody says so", () => {
    expect(read({ NODE_ENV: "production" })).toMatchObject({
      isDemo: false,
      isDemoWithheld: false,
    });
    expect(read({ NODE_ENV: "production", ESSAIM_DEMO: "1" }).isDemo).toBe(true);
    expect(read({ ESSAIM_DEMO: "0" })).toMatchObject({ isDemo: false, isDemoWithheld: false });
  });
});

describe("the geocoder", () => {
  const geocoder = (source: Record<string, string>) => read(source).geocoderUrl;

  it("is the State's in production, and nobody elsewhere", () => {
    expect(geocoder({ NODE_ENV: "production" })).toBe("https://data.geopf.fr/geocodage/search");
    expect(geocoder({})).toBe("");
    expect(geocoder({ NODE_ENV: "test" })).toBe("");
  });

  it("is whichever is said, or nobody when nothing is", () => {
    const own = "http://127.0.0.1:7878/search/";
    expect(geocoder({ NODE_ENV: "production", ESSAIM_GEOCODER_URL: own })).toBe(own);
    expect(geocoder({ NODE_ENV: "production", ESSAIM_GEOCODER_URL: "" })).toBe("");
    expect(parseEnvironment({ ESSAIM_GEOCODER_URL: "data.geopf.fr" })).toMatchObject({
      problems: [
        expect.stringMatching(/^La variable ESSAIM_GEOCODER_URL doit être une adresse .*\.$/),
      ],
    });
  });
});

it("says which variable is wrong", () => {
  expect(parseEnvironment({ SEARCH_RATE: "-1" })).toEqual({
    ok: false,
    problems: ["La variable SEARCH_RATE doit être un nombre entier de recherches, ou 0."],
  });
});
