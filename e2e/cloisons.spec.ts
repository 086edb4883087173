import { roles } from "@essaim/identity/permission";
import {
  type Account,
  createHouse,
  createMember,
  type House,
  type Member,
  organisationOf,
} from "./support/accounts.ts";
import { count, row, rows } from "./support/database.ts";
import { publicUrl, staffUrl } from "./support/environment.ts";
import { createFunding, createResource, forms } from "./support/records.ts";
import { staffRoutes } from "./support/routes.ts";
import { expect, test, visitorAs, type Who } from "./support/session.ts";
import { type Answer, Visitor } from "./support/visitor.ts";
import { mainText, uniqueWord } from "./support/words.ts";
import { addressOf, createWorld, openRoutes, places, type World } from "./support/world.ts";

let world: World;
/** A third cooperative, for the roles that the second one lacks. */
let house: House;
let otherFunder: Member;
test.beforeAll(async () => {
  [world, house] = [await createWorld(), await createHouse()];
  const { funderId } = await createFunding(await createMember(house.organisationId, "manager"));
  otherFunder = await createMember(house.organisationId, "funder", funderId);
});

const notFound = "Cette page n’existe pas, ou plus";
const notOpen = "Cette page ne vous est pas ouverte";
const withRecord = Object.entries(places).filter(([, place]) => place.id);

test("Chaque adresse du bureau est connue de ces parcours", () => {
  expect([...Object.keys(places), ...openRoutes].sort()).toEqual(staffRoutes());
});

/** A member of another cooperative whose role opens this page. */
const stranger = (allowed: readonly string[]): Who =>
  allowed.includes("coach")
    ? "otherCoach"
    : allowed.includes("manager")
      ? "otherManager"
      : allowed.includes("funder")
        ? otherFunder
        : house.admin;

for (const [route, place] of withRecord) {
  test(`${route} : une autre coopérative reçoit 404, en lecture comme en écriture`, async () => {
    const visitor = await visitorAs(stranger(place.writers ?? place.roles));
    const address = addressOf(route, world);
    const version = () =>
      place.table
        ? row(`select version, updated_at from ${place.table} where id = $1`, [place.id?.(world)])
        : null;
    const before = await version();
    if (!place.isAct) {
      const read = await visitor.get(address);
      expect(read.status).toBe(404);
      if (!place.isData) expect(mainText(read.text)).toContain(notFound);
    }
    if (place.form) {
      const write = await visitor.post(address, place.form(world));
      expect(write.status).toBe(404);
      if (!place.isAct) expect(mainText(write.text)).toContain(notFound);
    }
    expect(await version()).toEqual(before);
  });
}

/** Names that belong to the first cooperative alone. */
async function namesOfFirst(): Promise<string[]> {
  const [first, second] = [await organisationOf("coach"), await organisationOf("otherCoach")];
  const names = (organisation: string) =>
    rows<{ name: string }>(
      `select given_name || ' ' || family_name as name from worker where organisation_id = $1
       union select family_name || ' ' || given_name from worker where organisation_id = $1
       union select title from activity where organisation_id = $1
       union select name from open_resource where organisation_id = $1
       union select name from partner where organisation_id = $1
       union select title from funding_grant where organisation_id = $1
       union select name from funder where organisation_id = $1
       union select name from programme where organisation_id = $1
       union select source from declared_figure where organisation_id = $1
       union select description from contribution where organisation_id = $1
       union select full_name from user_account join membership m on m.user_id = user_account.id
              where m.organisation_id = $1`,
      [organisation],
    );
  const theirs = new Set((await names(second)).map(({ name }) => name));
  const mine = (await names(first)).map(({ name }) => name);
  // Also words of the pages: « Par France Travail ou une mission locale », « Relever PeerTube ».
  const words = ["France Travail", "PeerTube"];
  return mine.filter((name) => !theirs.has(name) && !words.includes(name));
}

test("Aucun nom de la première coopérative n’apparaît sur une page de la seconde", async () => {
  const names = await namesOfFirst();
  expect(names.length).toBeGreaterThan(100);
  expect(names).toContain(world.activity.title);
  const lists = Object.entries(places).filter(([, place]) => !place.id && !place.isAct);
  const members: [Who, string][] = [
    ["otherCoach", "coach"],
    ["otherManager", "manager"],
    [house.admin, "admin"],
  ];
  for (const [who, role] of members) {
    const visitor = await visitorAs(who);
    const read = lists.filter(([, { roles: readers }]) => readers.some((one) => one === role));
    for (const [route, place] of read) {
      const wider = route === "/personnes" ? `${route}?suivi=tous` : addressOf(route, world);
      const answer = await visitor.get(wider);
      expect(answer.status, wider).toBe(place.isNothingElsewhere ? 404 : 200);
      const leaked = names.filter((name) => answer.text.includes(escaped(name)));
      expect(leaked, `${role} ${wider}`).toEqual([]);
    }
  }
});

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#x27;");

test("Chercher le nom exact d’une fiche de la première coopérative ne la trouve pas", async () => {
  const found: [query: string, id: string][] = [
    [world.worker.familyName, world.worker.id],
    [world.activity.title, world.activity.id],
    [world.resource.title, world.resource.id],
    [world.grant.title, world.grant.id],
    [world.partner.name, world.partner.id],
  ];
  const [here, elsewhere] = [await visitorAs("manager"), await visitorAs("otherManager")];
  for (const [query, id] of found) {
    const q = encodeURIComponent(query);
    // The same searches do find it at home: otherwise nothing would be proved.
    expect((await here.get(`/recherche.json?q=${q}`)).text, query).toContain(id);
    expect((await here.get(`/recherche?q=${q}`)).text.includes(id), query).toBe(true);
    expect(JSON.parse((await elsewhere.get(`/recherche.json?q=${q}`)).text), query).toEqual([]);
    for (const page of ["/recherche?q=", "/personnes?suivi=tous&q=", "/activites?search="]) {
      const answer = await elsewhere.get(page + q);
      expect(answer.status).toBe(200);
      expect(answer.text.includes(id), `${page}${query}`).toBe(false);
    }
  }
});

test("Une fiche de la première coopérative ne se cite pas dans un formulaire de la seconde", async () => {
  const name = uniqueWord();
  const { coachId, resource, worker, funding } = world;
  const ownResource = await createResource({}, "otherManager");
  const attempts: [Who, string, Record<string, string | readonly string[]>][] = [
    ["otherCoach", "/personnes/nouvelle", { ...forms.worker(name), coachId }],
    ["otherCoach", "/contributions/nouvelle", forms.contribution(name, resource.id)],
    [
      "otherCoach",
      "/contributions/nouvelle",
      { ...forms.contribution(name, ownResource.id), workerId: worker.id },
    ],
    [
      "otherManager",
      "/activites/nouvelle",
      { ...forms.activity(name), "resources.0.openResourceId": resource.id },
    ],
    ["otherManager", "/financements/nouveau", forms.grant(name, funding)],
    [
      house.admin,
      "/administration/membres/invitation",
      {
        ...forms.invitation(`${name.toLowerCase()}@cloison.test`),
        role: "funder",
        funderId: funding.funderId,
      },
    ],
  ];
  for (const [who, path, form] of attempts) {
    const answer = await (await visitorAs(who)).post(path, form);
    expect(answer.status, path).toBe(422);
  }
  for (const from of [
    `worker where family_name = '${name}'`,
    `contribution where description = '${name}'`,
    `activity where title = '${name}'`,
    `funding_grant where title = '${name}'`,
    `invitation where email like '${name.toLowerCase()}%'`,
  ]) {
    expect(await count(from), from).toBe(0);
  }
  const elsewhere = await organisationOf("coach");
  const jump = await (await visitorAs("otherManager")).post("/compte", {
    intent: "switch-organisation",
    organisationId: elsewhere,
  });
  expect(jump.status).toBe(404);
  const dashboard = await (await visitorAs("otherManager")).get(
    `/tableau-de-bord?financement=${world.grant.id}`,
  );
  expect(dashboard.status).toBe(404);
});

test("Un financeur n’ouvre pas le financement d’un autre, ni un financement non acquis", async () => {
  const others = await rows<{ id: string }>(
    `select g.id from funding_grant g where g.organisation_id = $1
       and (g.funder_id <> $2 or g.status not in ('awarded', 'closed'))`,
    [await organisationOf("funder"), world.funding.funderId],
  );
  expect(others.length).toBeGreaterThan(1);
  const funder = await visitorAs("funder");
  for (const { id } of others) {
    for (const part of ["", "/carte", "/argent", "/recits", "/documents", "/echanges"]) {
      expect((await funder.get(`/portail/${id}${part}`)).status, part).toBe(404);
    }
    expect((await funder.get(`/territoire?financement=${id}`)).status).toBe(404);
  }
});

test("Un autre financeur de la même coopérative reçoit 404 sur chaque page et chaque fichier du portail", async () => {
  const { id } = await row<{ id: string }>(
    "insert into funder (organisation_id, name, kind) values ($1, $2, 'public') returning id",
    [await organisationOf("funder"), uniqueWord()],
  );
  const other = await visitorAs(await createMember(await organisationOf("funder"), "funder", id));
  for (const [route, place] of Object.entries(places)) {
    if (!route.startsWith("/portail/")) continue;
    expect((await other.get(addressOf(route, world))).status, route).toBe(404);
    if (!place.form) continue;
    expect((await other.post(addressOf(route, world), place.form(world))).status, route).toBe(404);
  }
});

for (const role of roles) {
  test(`Le rôle ${role} ouvre ses pages et reçoit 403 sur les autres`, async () => {
    const visitor = await visitorAs(role satisfies Account);
    for (const [route, place] of Object.entries(places)) {
      await test.step(route, async () => {
        const address = addressOf(route, world);
        const isMine = place.roles.includes(role);
        if (place.isAct) {
          if (place.form && !isMine) {
            const sent = await visitor.post(address, place.form(world));
            expect(sent.status, route).toBe(403);
          }
          return;
        }
        const answer = await visitor.get(address);
        if (!place.isBinary) {
          expect(answer.text.includes("\0"), `${route} : octet nul`).toBe(false);
        }
        if (isMine) {
          // A funder's home is the portal.
          expect(answer.status).toBe(role === "funder" && route === "/" ? 302 : 200);
          return;
        }
        // A record of one's own only is, to others, a record that does not exist.
        if (place.others && answer.status === place.others) return;
        if (place.isData) expect(answer.status, route).toBe(403);
        else expectNotOpen(answer, route);
        if (place.form) expectNotOpen(await visitor.post(address, place.form(world)), route);
      });
    }
  });
}

function expectNotOpen(answer: Answer, route: string): void {
  expect(answer.status, route).toBe(403);
  expect(mainText(answer.text), route).toContain(notOpen);
}

test("Publier demande le droit d’écrire, pas seulement celui de lire", async () => {
  const coach = await visitorAs("coach");
  for (const route of ["/activites/:id", "/ressources/:id"]) {
    const form = places[route]?.form?.(world) ?? {};
    expectNotOpen(await coach.post(addressOf(route, world), form), route);
  }
});

test("Sans session, chaque page mène à la connexion et y ramène ensuite", async () => {
  const visitor = new Visitor(staffUrl);
  for (const [route, place] of Object.entries(places)) {
    const address = `${addressOf(route, world)}?essai=1`;
    const answer = await visitor.get(address);
    expect(answer.status, route).toBe(
      place.isAct && [400, 405].includes(answer.status) ? answer.status : 302,
    );
    if (answer.status === 302)
      expect(answer.location, route).toBe(`/connexion?retour=${encodeURIComponent(address)}`);
    expect(answer.headers.get("cache-control"), route).toBe("no-store");
    if (!place.form) continue;
    const sent = await visitor.post(addressOf(route, world), place.form(world));
    expect(sent.status, route).toBe(401);
    if (!place.isAct) expect(mainText(sent.text), route).toContain("Votre session a expiré");
  }
});

test("Une adresse inconnue donne une page 404 en français, partout", async () => {
  const coach = await visitorAs("coach");
  for (const visitor of [coach, new Visitor(staffUrl), new Visitor(publicUrl)]) {
    for (const address of ["/nulle-part", "/personnes/pas-un-id", "/.env", "/activites/inconnue"]) {
      const answer = await visitor.get(address);
      if (answer.status === 302) {
        expect(answer.location).toContain("/connexion");
        continue;
      }
      expect(answer.status, address).toBe(404);
      expect(mainText(answer.text), address).toContain(notFound);
      expect(answer.text).toContain('<html lang="fr"');
    }
  }
  expect((await coach.post("/nulle-part", { a: "1" })).status).toBe(404);
  expect((await coach.get("/assets/inconnu.js")).status).toBe(404);
});
