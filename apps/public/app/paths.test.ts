import { describe, expect, it } from "vitest";
import { localeOf, pathIn, pathsIn } from "./paths";

describe("paths", () => {
  it("writes shareable addresses without empty parts", () => {
    const { activities, search, home } = pathsIn("fr");
    expect(home).toBe("/");
    expect(activities()).toBe("/activites");
    expect(activities({ q: "", sector: "food", sort: "relevance", km: 10 })).toBe(
      "/activites?secteur=food",
    );
    expect(search({ q: "pain & miel", commune: "Lille", km: 25, sort: "near" })).toBe(
      "/recherche?q=pain+%26+miel&commune=Lille&rayon=25&tri=proximite",
    );
  });

  it("writes the addresses of the library, with what goes without saying left out", () => {
    const { library, piece } = pathsIn("fr");
    expect(library({ q: "", page: 1 })).toBe("/mediatheque");
    expect(library({ q: "frein", kind: "video", series: "x", language: "fr", page: 2 })).toBe(
      "/mediatheque?q=frein&nature=video&serie=x&langue=fr&page=2",
    );
    expect(piece("freins")).toBe("/mediatheque/freins");
    expect(piece("freins", { player: "peertube", t: 83.4, q: "câble" })).toBe(
      "/mediatheque/freins?lecture=peertube&t=83&q=c%C3%A2ble#lecteur",
    );
    expect(piece("freins", { q: "câble" })).toBe("/mediatheque/freins?q=c%C3%A2ble#transcription");
    expect(pathIn("en", "/mediatheque/freins", "?lecture=peertube&t=83")).toBe(
      "/en/media-library/freins?lecture=peertube&t=83",
    );
  });

  it("knows the language of an address", () => {
    expect(localeOf("/")).toBe("fr");
    expect(localeOf("/en")).toBe("en");
    expect(localeOf("/en/activities")).toBe("en");
    expect(localeOf("/entraide")).toBe("fr");
  });

  it("gives the same page in the other language, and its front page otherwise", () => {
    expect(pathIn("en", "/")).toBe("/en");
    expect(pathIn("fr", "/en")).toBe("/");
    expect(pathIn("en", "/activites/livraison-a-velo")).toBe("/en/activities/livraison-a-velo");
    expect(pathIn("fr", "/en/search", "?q=pain")).toBe("/recherche?q=pain");
    expect(pathIn("en", "/activites/")).toBe("/en/activities");
    expect(pathIn("fr", "/activites/")).toBe("/activites");
    expect(pathIn("fr", "/recherche", "?q=pain")).toBe("/recherche?q=pain");
    expect(pathIn("en", "/nulle-part", "?a=b")).toBe("/en");
  });

  it("goes there and back", () => {
    for (const path of [
      "/",
      "/a-propos",
      "/activites",
      "/ressources/coopcycle",
      "/impact/ruche/integrer",
      "/mediatheque/freins",
      "/series/cambouis",
    ])
      expect(pathIn("fr", pathIn("en", path))).toBe(path);
  });
});
