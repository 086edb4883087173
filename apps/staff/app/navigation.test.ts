import { permissionsOf, roles } from "@essaim/identity/permission";
import { describe, expect, it } from "vitest";
import { actionsFor, railFor } from "./navigation.ts";

const labels = (role: (typeof roles)[number], pathname = "/") =>
  railFor({ permissions: permissionsOf(role) }, pathname).rail.map((entry) => entry.label);

describe("the rail", () => {
  it("holds what each role may open, seven entries at most", () => {
    expect(Object.fromEntries(roles.map((role) => [role, labels(role)]))).toEqual({
      coach: [
        "Accueil",
        "Agenda et ateliers",
        "Personnes",
        "Annuaire et média",
        "Communs et partenaires",
        "Financements et aides",
        "Impact et territoire",
      ],
      manager: [
        "Accueil",
        "Agenda et ateliers",
        "Personnes",
        "Annuaire et média",
        "Communs et partenaires",
        "Financements et aides",
        "Impact et territoire",
      ],
      editor: ["Accueil", "Annuaire", "Média", "Communs et partenaires", "Impact et territoire"],
      funder: ["Vos financements", "Territoire"],
      admin: [
        "Accueil",
        "Territoire",
        "Membres",
        "Listes",
        "Registre des quartiers",
        "Journal",
        "Organisation",
      ],
    });
  });

  it("marks the entry above the page read", () => {
    const member = { permissions: permissionsOf("manager") };
    const current = (pathname: string) =>
      railFor(member, pathname).rail.find((entry) => entry.current)?.label;
    expect(current("/")).toBe("Accueil");
    expect(current("/personnes/42/modifier")).toBe("Personnes");
    expect(current("/partenaires/nouveau")).toBe("Communs et partenaires");
    expect(current("/territoire/quartiers/QN05972M")).toBe("Impact et territoire");
    expect(current("/territoire/adresses")).toBe("Personnes");
    expect(current("/compte")).toBeUndefined();
  });

  it("shows the siblings of a folded entry on its lists only", () => {
    const member = { permissions: permissionsOf("manager") };
    const siblings = railFor(member, "/partenaires").siblings;
    expect(siblings.map((entry) => [entry.label, entry.current])).toEqual([
      ["Communs", false],
      ["Contributions", false],
      ["Réciprocité", false],
      ["Cagnottes", false],
      ["Intentions", false],
      ["Parts et adhésions", false],
      ["Valeur", false],
      ["Partenaires", true],
    ]);
    expect(railFor(member, "/partenaires/42").siblings).toEqual([]);
    const editor = { permissions: permissionsOf("editor") };
    expect(railFor(editor, "/partenaires").siblings.map((entry) => entry.label)).toEqual([
      "Communs",
      "Partenaires",
    ]);
  });

  it("goes on showing them on the tabs of a list", () => {
    const member = { permissions: permissionsOf("manager") };
    const beside = (pathname: string) =>
      railFor(member, pathname).siblings.filter(({ current }) => current);
    for (const tab of ["/pilotage", "/pilotage/parcours", "/pilotage/a-completer"]) {
      expect(
        beside(tab).map(({ label }) => label),
        tab,
      ).toEqual(["Pilotage"]);
    }
    expect(beside("/pilotage/retards/cape-a-renouveler")).toEqual([]);
  });

  it("leads from any list of the directory to the others, and offers none that would be refused", () => {
    const beside = (role: (typeof roles)[number], pathname: string) =>
      railFor({ permissions: permissionsOf(role) }, pathname).siblings;
    const all = [
      "Activités",
      "Ressources",
      "À relire",
      "Propositions",
      "Liens",
      "Questions ouvertes",
      "Synonymes",
      "Fréquentation",
    ];
    // Where the rail has one entry for both, each leads to the other.
    const withMedia = { editor: all, manager: [...all, "Média"] };
    for (const role of ["editor", "manager"] as const) {
      for (const { href, label } of beside(role, "/activites")) {
        const tabs = beside(role, href);
        if (label === "Média") {
          expect(tabs.map((entry) => entry.label)).toContain("Annuaire");
          continue;
        }
        expect(tabs.map((entry) => entry.label)).toEqual(withMedia[role]);
        expect(tabs.filter((entry) => entry.current).map((entry) => entry.label)).toEqual([label]);
      }
    }
    expect(beside("coach", "/activites").map((entry) => entry.label)).toEqual([
      "Activités",
      "Ressources",
      "Liens",
      "Questions ouvertes",
      "Synonymes",
      "Média",
    ]);
    expect(beside("editor", "/activites/42")).toEqual([]);
  });

  it("marks the directory above the pages that are beside it only", () => {
    const { rail } = railFor({ permissions: permissionsOf("manager") }, "/annuaire/liens");
    expect(rail.find((entry) => entry.current)?.label).toBe("Annuaire et média");
  });

  it("names each page once among what can be begun from anywhere", () => {
    const hrefs = actionsFor({ permissions: permissionsOf("editor") }).map(({ href }) => href);
    expect(hrefs).toEqual([...new Set(hrefs)]);
  });

  it("begins a coach's day from anywhere, and finds what was taken away", () => {
    const labelsOf = (role: (typeof roles)[number]) =>
      actionsFor({ permissions: permissionsOf(role) }).map((action) => action.label);
    const daily = ["Agenda", "Nouveau rendez-vous", "Nouvelle séance", "Corbeille"];
    expect(labelsOf("coach")).toEqual(expect.arrayContaining(daily));
    for (const role of ["editor", "admin"] as const) {
      expect(labelsOf(role).filter((label) => daily.includes(label))).toEqual([]);
    }
  });

  it("never offers an action that would be refused", () => {
    const funder = actionsFor({ permissions: permissionsOf("funder") });
    expect(funder.map((action) => action.label)).toEqual([
      "Mon compte et mon mot de passe",
      "Vos financements",
      "Territoire",
    ]);
  });
});
