import { deadlinesOf, urgencyOf } from "@essaim/accompaniment/pathway/deadline.rules";
import { decidePathway, isCape, latestTerm } from "@essaim/accompaniment/pathway/stage.rules";
import { erasableOn } from "@essaim/accompaniment/privacy/retention.rules";
import { isSupported, normalisePhone } from "@essaim/accompaniment/worker/worker.rules";
import { needsAmount, needsMinutes } from "@essaim/commons/contribution/contribution.rules";
import { partnerSchema } from "@essaim/commons/partner/partner.schema";
import { checkPlaces } from "@essaim/directory/activity.rules";
import { describeLicence, normaliseLicence } from "@essaim/directory/licence.rules";
import { missingFromActivity } from "@essaim/directory/publication.rules";
import { slugOf } from "@essaim/directory/slug.rules";
import { demoAccounts } from "@essaim/identity/demo-account";
import { indicators } from "@essaim/impact/registry/indicator.schema";
import { faultOf } from "@essaim/impact/target/trajectory.rules";
import { describe, expect, it } from "vitest";
import { activities } from "./activities.ts";
import { campaign, events } from "./campaigns.ts";
import { contributions } from "./contributions.ts";
import { addDays, onDay } from "./day.ts";
import { activityInput } from "./directory-inputs.ts";
import { documents } from "./documents.ts";
import { fr } from "./french.ts";
import { absences, appointments } from "./meetings/appointments.ts";
import { meetings } from "./meetings/minutes.ts";
import { communes, neighbourhoods } from "./neighbourhoods.ts";
import { openResources } from "./open-resources.ts";
import { partners } from "./partners.ts";
import { pathways } from "./pathways.ts";
import { accounts, personas } from "./personas.ts";
import { declaredFigures, funders, grants, programme } from "./programme.ts";
import { recipes } from "./recipes.ts";
import { otherAccounts, otherResource, otherWorkers } from "./second-organisation.ts";
import { RETENTION_MONTHS } from "./tell-privacy.ts";
import { workshops } from "./workshops.ts";

/** Days of seeding that often break things: a leap day, the turns of the year, any day. */
const days = ["2026-01-01", "2026-11-24", "2027-12-31", "2028-02-29"];
const workersOn = (today: string) =>
  Object.entries(personas).map(([name, make]) => ({ name, ...make({}, today) }));
const people = [...workersOn("2026-11-24"), ...otherWorkers];
const stagesOn = (today: string, name: keyof typeof pathways) =>
  pathways[name].map(({ kind, on, term }, index) => {
    const startsOn = onDay(today, on);
    const termOn = term === undefined ? latestTerm(startsOn) : onDay(today, term);
    return { id: String(index), kind, startsOn, termOn: isCape(kind) ? termOn : null };
  });

describe("Textes", () => {
  it("prend la typographie française", () => {
    expect(fr`L'outil « libre » : 1 500 € !`).toBe(
      "L’outil «\u202flibre\u202f»\u202f: 1\u202f500\u00a0€\u202f!",
    );
  });

  it("garde la forme du Markdown", () => {
    expect(fr`
      Un texte.

      - un
        - deux`).toBe("Un texte.\n\n- un\n  - deux");
  });

  it.each([
    ["activités", activities],
    ["ressources", openResources],
    ["rencontres", meetings],
    ["rendez-vous", [...appointments, ...absences]],
    ["ateliers", workshops],
    ["événements", [campaign, ...events]],
    ["documents", documents],
    ["contributions", contributions],
    ["partenaires", partners],
    ["programme", [programme, ...grants("2026-11-24")]],
  ])("n’a ni apostrophe droite ni espace ordinaire devant un signe double : %s", (_, texts) => {
    const written = JSON.stringify(texts, (key, value) => (/Url$/.test(key) ? undefined : value));
    expect(written).not.toMatch(/'|[  ][;!?»]|« |\w :/);
  });
});

describe("Territoires", () => {
  it("a des codes bien formés et uniques", () => {
    expect(new Set(communes.map((one) => one.code)).size).toBe(communes.length);
    expect(new Set(neighbourhoods.map((one) => one.code)).size).toBe(neighbourhoods.length);
    for (const { code } of communes) expect(code).toMatch(/^59[0-9]{3}$/);
    for (const { code } of neighbourhoods) expect(code).toMatch(/^QN059[0-9]{2}[A-Z]$/);
  });

  it("place chaque quartier dans des communes connues", () => {
    const known = new Set(communes.map((one) => one.code));
    for (const { communeCodes } of neighbourhoods) {
      expect(communeCodes.length).toBeGreaterThan(0);
      for (const code of communeCodes) expect(known).toContain(code);
    }
  });
});

describe("Annuaire", () => {
  it("a des adresses uniques, qui sont celles que l’annuaire fabrique", () => {
    const slugs = [...activities, ...openResources, otherResource].map((one) => one.slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const { slug, title } of activities) expect(slugOf(title, "")).toBe(slug);
    for (const { slug, name } of [...openResources, otherResource])
      expect(slugOf(name, "")).toBe(slug);
  });

  it.each(activities)("tient dans les colonnes : $title", (activity) => {
    expect(activity.title.length).toBeLessThanOrEqual(120);
    expect(activity.summary.length).toBeLessThanOrEqual(300);
    for (const { usage } of activity.resources) expect(usage.length).toBeLessThanOrEqual(500);
    for (const { description } of activity.locations)
      expect(description.length).toBeLessThanOrEqual(1000);
    const [least, most] = activity.startupCostCents ?? [0, 0];
    expect(least).toBeGreaterThanOrEqual(0);
    expect(most).toBeGreaterThanOrEqual(least);
  });

  it("dit ce qu’il faut pour chaque activité, une durée au plus par étape", () => {
    expect(Object.keys(recipes).sort()).toEqual(activities.map(({ slug }) => slug).sort());
    for (const activity of activities) {
      const input = activityInput(activity);
      expect(input.steps, activity.slug).toHaveLength(recipes[activity.slug]?.days.length ?? -1);
      for (const at of Object.keys(recipes[activity.slug]?.tools ?? {}))
        expect(input.steps[Number(at)]?.tools).not.toBe("");
    }
    const translated = activities.filter((activity) => activityInput(activity).english);
    expect(translated.length).toBeGreaterThanOrEqual(3);
  });

  it("cite des ressources et des communes connues, et des transferts possibles", () => {
    const known = new Set(openResources.map((one) => one.slug));
    const codes = new Set(communes.map((one) => one.code));
    for (const { resources, locations } of activities) {
      for (const { slug } of resources) expect(known).toContain(slug);
      for (const { communeCode } of locations) expect(codes).toContain(communeCode);
      const places = locations.map(({ communeCode, transferredFrom }) => ({
        communeCode,
        transferredFromCode: transferredFrom,
      }));
      expect(checkPlaces(places)).toEqual({});
    }
  });

  it("ne publie que des activités qui disent leurs limites, avec un cadre utile", () => {
    const published = activities.filter((activity) => activity.published);
    expect(published.length).toBeGreaterThanOrEqual(10);
    for (const activity of published) {
      expect(missingFromActivity(activity)).toEqual({});
      expect(activity.requirements).not.toBe("");
      expect(activity.steps).not.toBe("");
      expect(activity.resources.length).toBeGreaterThan(0);
    }
  });

  it.each(openResources)(
    "dit une licence lisible, ou pourquoi il n’y en a pas : $name",
    (resource) => {
      expect(resource.name.length).toBeLessThanOrEqual(120);
      expect(resource.summary.length).toBeLessThanOrEqual(300);
      if (resource.licenceExpression === null) expect(resource.licenceNote).not.toBe("");
      else expect(normaliseLicence(resource.licenceExpression)).toBe(resource.licenceExpression);
      for (const url of [resource.websiteUrl, resource.sourceUrl, resource.documentationUrl])
        if (url !== null) expect(url).toMatch(/^https?:\/\//);
    },
  );

  it("ne présente pas CoopCycle comme libre", () => {
    const coopcycle = openResources.find((one) => one.slug === "coopcycle");
    expect(describeLicence(coopcycle?.licenceExpression ?? null).status).not.toBe("free");
    expect(coopcycle?.licenceNote).toMatch(/pas une licence libre/);
  });
});

describe("Personnes", () => {
  it("ne peut être prise pour personne : numéros et adresses réservés à la fiction", () => {
    const fiction = /^(019900|026191|035301|046571|053649|063998)[0-9]{4}$/;
    for (const { phone, email } of people) {
      if (phone !== null) {
        expect(phone).toMatch(fiction);
        expect(normalisePhone(phone)).toBe(phone);
      }
      if (email !== null) expect(email).toMatch(/^[a-z.-]+@example\.org$/);
    }
    for (const { email } of [...accounts, ...otherAccounts]) expect(email).toMatch(/\.test$/);
  });

  it("ouvre tous les comptes que la page de connexion propose, sous leur rôle", () => {
    const seeded = [...accounts, ...otherAccounts];
    for (const { email, role } of demoAccounts)
      expect(seeded).toContainEqual(expect.objectContaining({ email, role }));
  });

  it("n’a ni nom, ni adresse, ni numéro en double", () => {
    for (const of of ["phone", "email", "familyName"] as const) {
      const values = people.map((one) => one[of]).filter((value) => value !== null);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it("vit dans une commune du quartier indiqué", () => {
    for (const { residence, neighbourhoodCode, communeCode } of people) {
      expect(residence === "priority").toBe(neighbourhoodCode !== null);
      if (neighbourhoodCode === null) continue;
      const where = neighbourhoods.find((one) => one.code === neighbourhoodCode);
      expect(where?.communeCodes).toContain(communeCode);
    }
  });

  it("s’appuie sur des communs connus", () => {
    const known = new Set(openResources.map((one) => one.slug));
    for (const { resources } of workersOn("2026-11-24"))
      for (const slug of resources) expect(known).toContain(slug);
  });

  it("compte 27 personnes, dont 21 en 2019 et la moitié environ en quartier prioritaire", () => {
    const workers = workersOn("2026-11-24");
    const in2019 = workers.filter(
      ({ supportedFrom, supportedUntil }) =>
        supportedFrom <= "2019-12-31" && (supportedUntil ?? "9999") >= "2019-01-01",
    );
    const priority = (list: typeof workers) =>
      list.filter((one) => one.residence === "priority").length;
    expect([workers.length, priority(workers)]).toEqual([27, 13]);
    expect([in2019.length, priority(in2019)]).toEqual([21, 11]);
  });
});

describe.each(days)("Récit, le %s", (today) => {
  const workers = new Map(workersOn(today).map((worker) => [worker.name, worker]));

  it("accompagne chacun dans le bon ordre", () => {
    for (const { supportedFrom, supportedUntil } of workers.values()) {
      expect(supportedFrom <= today).toBe(true);
      expect(supportedUntil === null || supportedUntil >= supportedFrom).toBe(true);
    }
  });

  it("n’efface personne le premier mois, puis quelqu’un dans les trois", () => {
    const exits = [...workers.values()].flatMap(({ supportedUntil }) => supportedUntil ?? []);
    const goOn = exits.map((exit) => erasableOn(exit, RETENTION_MONTHS)).sort();
    const [first = ""] = goOn;
    expect(first > addDays(today, 30) && first < addDays(today, 90), first).toBe(true);
  });

  it("donne à chacun un parcours que les règles acceptent", () => {
    for (const [name, { supportedFrom, supportedUntil }] of workers) {
      const stages = stagesOn(today, name as keyof typeof pathways);
      const first = {
        id: "first",
        kind: "candidate" as const,
        startsOn: supportedFrom,
        termOn: null,
      };
      const decision = decidePathway([first, ...stages], today);
      expect(decision, name).toMatchObject({ ok: true });
      if (!decision.ok) continue;
      expect(decision.stages.map(({ id }) => id)).toEqual(["first", ...stages.map(({ id }) => id)]);
      const last = decision.stages.at(-1);
      expect(last?.kind === "exit" ? last.startsOn : null, name).toBe(supportedUntil);
      expect(
        decision.stages.every(({ startsOn }) => startsOn <= today),
        name,
      ).toBe(true);
    }
  });

  it("montre des échéances proches", () => {
    const kinds = Object.keys(pathways).flatMap((name) => {
      const decision = decidePathway(stagesOn(today, name as keyof typeof pathways), today);
      if (!decision.ok) return [];
      return deadlinesOf(decision.stages, today)
        .filter(({ on }) => urgencyOf(on, today) !== "far")
        .map(({ kind, on }) => `${kind} ${urgencyOf(on, today)}`);
    });
    expect(kinds.sort()).toEqual([
      "associate said",
      "cape_renewal near",
      "cape_renewal near",
      "cape_renewal said",
    ]);
  });

  it("tient les rencontres pendant l’accompagnement, jamais dans l’avenir", () => {
    for (const { worker, heldOn, nextStep, nextStepOn, summary, durationMinutes } of meetings) {
      const who = workers.get(worker);
      const held = onDay(today, heldOn);
      expect(who && isSupported(who, held), `${worker} ${held}`).toBe(true);
      expect(held <= today).toBe(true);
      expect(summary.length).toBeLessThanOrEqual(20_000);
      expect(nextStep.length).toBeLessThanOrEqual(500);
      expect(durationMinutes).toBeGreaterThanOrEqual(5);
      if (nextStepOn === null) continue;
      expect(nextStep).not.toBe("");
      expect(onDay(today, nextStepOn) >= held).toBe(true);
    }
  });

  it("donne des rendez-vous et des ateliers à qui est accompagné ce jour-là", () => {
    const expected = [
      ...appointments,
      ...absences,
      ...workshops.flatMap(({ heldOn, people }) => people.map(([worker]) => ({ worker, heldOn }))),
    ];
    for (const { worker, heldOn } of expected) {
      const who = workers.get(worker);
      expect(who && isSupported(who, onDay(today, heldOn)), `${worker} ${heldOn}`).toBe(true);
    }
    expect(appointments.filter((one) => one.heldOn === 0).length).toBeGreaterThan(2);
    expect(workshops.some((one) => one.people.length === 12)).toBe(true);
    const toTell = workshops.filter(({ heldOn, people }) => heldOn < 0 && !people[0]?.[1]);
    expect(toTell).toHaveLength(1);
  });

  it("laisse des suites en retard, du jour et à venir", () => {
    const dates = meetings.flatMap(({ heldOn, nextStepOn }) =>
      typeof heldOn === "number" && nextStepOn !== null ? [onDay(today, nextStepOn)] : [],
    );
    expect(dates.some((date) => date < today)).toBe(true);
    expect(dates).toContain(today);
    expect(dates.some((date) => date > today && date <= addDays(today, 15))).toBe(true);
  });

  it("date les contributions du passé, avec un montant ou un temps quand il le faut", () => {
    const known = new Set(openResources.map((one) => one.slug));
    for (const { resource, worker, kind, contributedOn, amountCents, minutes } of contributions) {
      expect(known).toContain(resource);
      if (worker) expect(workers.has(worker)).toBe(true);
      expect(onDay(today, contributedOn) <= today).toBe(true);
      if (needsAmount(kind)) expect(amountCents).not.toBeNull();
      if (needsMinutes(kind)) expect(minutes).not.toBeNull();
    }
  });

  it("a des financements et des objectifs que le programme connaît", () => {
    const actions = new Set(programme.actions.map((action) => action.name));
    for (const { funder, startsOn, endsOn, targets, title } of grants(today)) {
      expect(funders.map((one) => one.name)).toContain(funder);
      expect(startsOn < endsOn).toBe(true);
      expect(title.length).toBeLessThanOrEqual(200);
      for (const { indicatorKey, action, value, milestones = [] } of targets) {
        expect(indicators).toHaveProperty(indicatorKey);
        expect(faultOf({ value, milestones, startsOn, endsOn })).toBeNull();
        expect(actions).toContain(action);
        expect(value).toBeGreaterThan(0);
      }
    }
  });

  it("déclare des mois révolus, une fois chacun, en deçà des objectifs de 2019", () => {
    const figures = declaredFigures(today);
    const keys = figures.map(
      ({ indicatorKey, month, source }) => `${indicatorKey} ${month} ${source}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const { month, source, evidence } of figures) {
      expect(month).toMatch(/^\d{4}-\d{2}-01$/);
      expect(month < `${today.slice(0, 7)}-01`).toBe(true);
      expect(source.length).toBeLessThanOrEqual(120);
      expect(evidence.length).toBeLessThanOrEqual(1000);
    }
    for (const { indicatorKey, value } of grants(today)[0]?.targets ?? []) {
      const of2019 = figures
        .filter((one) => one.indicatorKey === indicatorKey && one.month.startsWith("2019"))
        .reduce((sum, one) => sum + one.value, 0);
      expect(of2019).toBeLessThan(value);
    }
  });
});

describe("Partenaires", () => {
  it.each(partners)("passe par le formulaire : $name", (partner) => {
    const { websiteUrl, ...rest } = partner;
    expect(partnerSchema.safeParse({ ...rest, websiteUrl: websiteUrl ?? undefined }).success).toBe(
      true,
    );
  });
});
