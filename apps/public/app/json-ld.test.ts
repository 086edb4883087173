import { activitySchema } from "@essaim/directory/activity.schema";
import { openResourceSchema } from "@essaim/directory/open-resource.schema";
import {
  licenceOf,
  type PublishedActivity,
  type PublishedResource,
} from "@essaim/directory/published-record.queries";
import { describe, expect, it } from "vitest";
import { activityThing, breadcrumbThing, resourceThing } from "./json-ld";

const published = {
  id: "01890a5d-ac96-774b-bcce-b302099a8057",
  slug: "livraison",
  publishedAt: new Date("2026-01-02T10:00:00Z"),
  updatedAt: new Date("2026-03-04T10:00:00Z"),
  confirmedOn: "2026-03-04",
  organisation: { name: "Optéos", websiteUrl: "https://opteos.fr" },
};
const activity = (form: object): PublishedActivity => ({
  ...activitySchema.parse({ title: "Livrer", summary: "À vélo.", sector: "delivery", ...form }),
  ...published,
  resources: [],
  places: [],
});
const resource = (form: object): PublishedResource => ({
  ...openResourceSchema.parse({ kind: "software", name: "Carte", summary: "Libre.", ...form }),
  ...published,
  licence: licenceOf({ licenceExpression: "AGPL-3.0-or-later", licenceNote: "" }),
  activities: [],
});
const page = { locale: "fr", address: "https://exemple.fr/activites/livraison" } as const;

describe("an activity as a how-to", () => {
  it("tells its steps in order, its whole length, its cost in euros and its tools", () => {
    const steps = [
      { text: "**Roulez** une [semaine](https://exemple.fr).\n\n- un\n- deux", days: 7, tools: "" },
      { text: "Signez.", days: 0.5, tools: "un stylo" },
    ];
    const costs = { startupCostMinCents: 150_000, startupCostMaxCents: 900_050 };
    expect(activityThing(activity({ steps, ...costs }), page)).toMatchObject({
      "@type": "HowTo",
      totalTime: "P7DT12H",
      estimatedCost: { currency: "EUR", minValue: 1500, maxValue: 9000.5 },
      tool: ["un stylo"],
      step: [
        { position: 1, text: "Roulez une semaine. un deux" },
        { position: 2, text: "Signez." },
      ],
      license: "https://creativecommons.org/licenses/by-sa/4.0/",
    });
  });

  it("invents neither a length of which a part is unknown, nor a cost, nor steps", () => {
    const steps = [
      { text: "Roulez.", days: 7, tools: "" },
      { text: "Signez.", days: null, tools: "" },
    ];
    const thing = activityThing(activity({ steps }), page);
    expect(thing).not.toHaveProperty("totalTime");
    expect(thing).not.toHaveProperty("estimatedCost");
    expect(activityThing(activity({}), page)).not.toHaveProperty("step");
    expect(activityThing(activity({}), page)).not.toHaveProperty("totalTime");
  });

  it("says the language that its title is in, and a video as one", () => {
    const english = { title: "Deliver", summary: "By bike." };
    const links = [{ kind: "video", title: "Une tournée", url: "https://exemple.fr/v" }];
    const translated = activity({ english, links });
    const there = { ...page, locale: "en" } as const;
    expect(activityThing(translated, there)).toMatchObject({ inLanguage: "en", name: "Deliver" });
    expect(activityThing(translated, page)).toMatchObject({ inLanguage: "fr", name: "Livrer" });
    expect(activityThing(activity({}), there)).toMatchObject({ inLanguage: "fr" });
    expect(activityThing(translated, page).subjectOf).toEqual([
      { "@type": "VideoObject", name: "Une tournée", url: "https://exemple.fr/v" },
    ]);
  });
});

describe("a resource", () => {
  it("is called what its kind is, under its own licence", () => {
    expect(resourceThing(resource({ sourceUrl: "https://exemple.fr/code" }), page)).toMatchObject({
      "@type": "SoftwareApplication",
      license: "https://spdx.org/licenses/AGPL-3.0-or-later",
      downloadUrl: "https://exemple.fr/code",
    });
    expect(resourceThing(resource({ kind: "data" }), page)["@type"]).toBe("Dataset");
    expect(resourceThing(resource({ kind: "place" }), page)).not.toHaveProperty("license");
  });

  it("has the address of no licence that SPDX does not list", () => {
    for (const expression of ["LicenseRef-Coopyleft", "MIT OR Apache-2.0", null]) {
      const licence = licenceOf({ licenceExpression: expression, licenceNote: "" });
      expect(resourceThing({ ...resource({}), licence }, page).license).toBeUndefined();
    }
  });
});

it("a breadcrumb numbers its pages", () => {
  const crumbs = [
    { name: "Activités", address: "https://exemple.fr/activites" },
    { name: "Livrer", address: "https://exemple.fr/activites/livraison" },
  ];
  expect(breadcrumbThing(crumbs)).toMatchObject({
    itemListElement: [{ position: 1 }, { position: 2, name: "Livrer" }],
  });
});
