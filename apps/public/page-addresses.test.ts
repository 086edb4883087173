import { describe, expect, test } from "vitest";
import { keptAt, searches, writtenFromElsewhere } from "./page-addresses.ts";

describe("what is kept in memory", () => {
  test("is kept by the parameters that its page reads, and by no other", () => {
    expect(keptAt("/a-propos")?.reads).toEqual([]);
    expect(keptAt("/activites/cafe")?.reads).toEqual([]);
    expect(keptAt("/ressources/velo/ce-que-nous-rendons")?.reads).toEqual([]);
    for (const path of [
      "/impact",
      "/en/impact/ruche",
      "/impact/ruche/cadre",
      "/impact/ruche/dessin-sombre.svg",
      "/impact/ruche/indicateurs.csv",
      "/fiches/ruche/velo",
      "/methodes",
      "/en/methods/ruche/velo/freins",
    ])
      expect(keptAt(path)?.reads, path).toEqual([]);
    expect(keptAt("/activites/cafe/historique")?.reads).toEqual(["avant"]);
    expect(keptAt("/en/activities")?.reads).toEqual(
      expect.arrayContaining(["q", "commune", "suite"]),
    );
    expect(keptAt("/api/v1/activities")?.reads).toEqual(expect.arrayContaining(["near", "cursor"]));
    expect(keptAt("/api/v1/changes")?.reads).toEqual(["since", "limit"]);
    expect(keptAt("/en/media-library")?.reads).toEqual(["q", "nature", "serie", "langue", "page"]);
    expect(keptAt("/fiches")?.reads).toEqual(["q", "page"]);
    expect(keptAt("/mediatheque/freins")?.reads).toEqual(["lecture", "t", "q"]);
    for (const path of ["/mediatheque/flux.atom", "/en/series/x", "/series/x/podcast.rss"])
      expect(keptAt(path)?.reads, path).toEqual([]);
    expect(keptAt("/donnees/flux.atom")?.reads).toEqual(expect.arrayContaining(["q", "kind"]));
  });

  test("is no file that is written as it is read, nor anything of one person", () => {
    for (const path of [
      "/sitemaps/1.xml",
      "/donnees/annuaire.zip",
      "/proposer",
      "/fiches/ruche/proposer/velo",
      "/methodes/ruche/velo.zip",
      "/fichiers/x",
      "/rencontres/x",
      "/verifier",
    ])
      expect(keptAt(path)).toBeUndefined();
  });
});

test("every list, answer of the API and file counts as a search, a page of one record does not", () => {
  for (const path of [
    "/recherche",
    "/activites",
    "/en/resources",
    "/integrer/carte",
    "/api/v1/changes",
    "/donnees/annuaire.zip",
    "/donnees/flux.atom",
    "/sitemaps/1.xml",
    "/impact/ruche/indicateurs.json",
    "/verifier",
    "/en/verify",
    "/mediatheque",
    "/mediatheque/freins",
    "/fiches/ruche/velo",
    "/fiches",
    "/methodes/ruche/velo.zip",
    "/fichiers/x",
    "/series/cambouis/podcast.rss",
  ])
    expect(searches.test(path), path).toBe(true);
  for (const path of ["/", "/activites/cafe", "/donnees", "/a-propos", "/impact/ruche"])
    expect(searches.test(path), path).toBe(false);
});

test("programmes write to the link of a letter, and to nothing else", () => {
  const link = `${"0".repeat(8)}-0000-7000-8000-${"0".repeat(12)}.${"x_-".repeat(14)}x`;
  expect(writtenFromElsewhere.test(`/lettre/desinscription/${link}`)).toBe(true);
  expect(writtenFromElsewhere.test(`/en/letter/desinscription/${link}`)).toBe(true);
  for (const path of [
    `/rencontres/desinscription/${link}`,
    `/lettre/desinscription/${link}/autre`,
    "/lettre/desinscription/",
    "/proposer",
  ])
    expect(writtenFromElsewhere.test(path), path).toBe(false);
});
