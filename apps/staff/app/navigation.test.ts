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
        "Annuaire",
        "Communs et partenaires",
        "Financements et aides",
        "Territoire",
      ],
      manager: [
        "Accueil",
        "Agenda et ateliers",
        "Personnes",
        "Annuaire",
        "Communs et partenaires",
        "Financements et aides",
        "Impact et territoire",
      ],
      editor: [
        "Accueil",
        "Activités",
        "Ressources",
        "Propositions",
        "Partenaires",
        "Chiffres",
        "Territoire",
      ],
      funder: ["Tableau de bord", "Territoire"],
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
      ["Contributions", false],
      ["Partenaires", true],
    ]);
    expect(railFor(member, "/partenaires/42").siblings).toEqual([]);
    const editor = { permissions: permissionsOf("editor") };
    expect(railFor(editor, "/partenaires").siblings).toEqual([]);
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
      "Tableau de bord",
      "Territoire",
    ]);
  });
});
