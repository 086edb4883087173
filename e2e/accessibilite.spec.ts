import type { Page } from "@playwright/test";
import { createHouse, createMember, type House } from "./support/accounts.ts";
import { expectAccessible, violationsOf } from "./support/axe.ts";
import { auth } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import {
  createActivity,
  createPublicMeeting,
  createResource,
  createWorker,
  publish,
} from "./support/records.ts";
import { staffRoutes } from "./support/routes.ts";
import { expect, test, type Who } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";
import { addressOf, createWorld, openRoutes, places } from "./support/world.ts";

// Each test goes over many pages, twice each: it is given the time of a slow machine, and two browsers share them.
test.describe.configure({ mode: "parallel", timeout: 360_000 });
// A failure here says by itself what is wrong, and a trace of so many pages would double the time.
test.use({ trace: "off" });

type Visit = {
  as: Who | null;
  address: string;
  act?: (page: Page) => Promise<void>;
  status?: number;
};

async function visit(
  pageOf: (who: Who | null) => Promise<Page>,
  { as, address, act, status = 200 }: Visit,
  what = address,
): Promise<void> {
  await test.step(what, async () => {
    const page = await pageOf(as);
    const answer = await page.goto(address);
    expect(answer?.status(), what).toBe(status);
    await act?.(page);
    await expectAccessible(page, what);
  });
}

/** Pages kept open from one visit to the next: opening a browser takes longer than a page. */
function keptPages(open: (who: Who) => Promise<Page>, openNew: () => Promise<Page>) {
  const kept = new Map<Who | null, Promise<Page>>();
  return (who: Who | null) => {
    const page = kept.get(who) ?? (who === null ? openNew() : open(who));
    kept.set(who, page);
    return page;
  };
}

const everyRoute = Object.keys(places).filter(
  (route) => !places[route]?.isData && !places[route]?.isAct,
);

test("Aucune page du bureau n’est oubliée", () => {
  expect([...Object.keys(places), ...openRoutes].sort()).toEqual(staffRoutes());
});

test("Ces contrôles voient une faute quand il y en a une", async ({ page }) => {
  await page.setContent(
    "<html lang='fr'><title>t</title><main><h1>t</h1><img src='/a.png'><h4>u</h4></main></html>",
  );
  const rules = (await violationsOf(page)).map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(["image-alt", "heading-order"]));
});

// The manager opens nearly everything; the others' own pages follow.
const parts = 6;
for (let part = 0; part < parts; part += 1) {
  test(`Les pages du bureau sont accessibles, partie ${part + 1}`, async ({
    signedInAs,
    newVisitor,
  }) => {
    const world = await createWorld();
    await publish(world.resource.path);
    await publish(world.activity.path);
    const pageOf = keptPages(signedInAs, newVisitor);
    const routes = everyRoute.filter((_, at) => at % parts === part);
    for (const route of routes) {
      const { roles } = places[route] as (typeof places)[string];
      const as =
        (["manager", "coach", "funder", "admin"] as const).find((role) => roles.includes(role)) ??
        "admin";
      // Two files side by side, rather than the choice of the second.
      const query = route === "/personnes/:id/fusionner" ? `?avec=${world.mentor.id}` : "";
      await visit(pageOf, { as, address: addressOf(route, world) + query }, route);
    }
  });
}

test("Les pages propres à chaque rôle sont accessibles", async ({ signedInAs, newVisitor }) => {
  const pageOf = keptPages(signedInAs, newVisitor);
  const opened = async (page: Page) => {
    await page.getByText("Voir les chiffres dans un tableau").first().click();
    await expect(page.locator("figure svg[role=img]:visible").first()).toBeVisible();
  };
  const visits: Visit[] = [
    { as: "coach", address: "/" },
    { as: "editor", address: "/" },
    { as: "funder", address: "/portail" },
    { as: "manager", address: "/tableau-de-bord", act: opened },
    { as: "admin", address: "/" },
    { as: "coach", address: "/personnes?suivi=tous&tri=rencontre&lieu=quartier" },
    { as: "coach", address: "/personnes?q=personnenesappelleainsi" },
    { as: "coach", address: "/comptes-rendus/nouveau?q=personnenesappelleainsi" },
    { as: "coach", address: "/recherche?q=a" },
    { as: "coach", address: "/recherche?q=velo" },
    { as: "coach", address: "/recherche?q=riennesappelleainsi" },
    { as: "funder", address: "/personnes", status: 403 },
    { as: "coach", address: "/nulle-part", status: 404 },
    { as: null, address: "/nulle-part", status: 404 },
    {
      as: "coach",
      address: "/personnes",
      act: async (page) => {
        await page.waitForLoadState("networkidle");
        await page.keyboard.press("Control+k");
        await page.keyboard.type("nou");
        await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
      },
    },
  ];
  for (const one of visits) await visit(pageOf, one, `${String(one.as)} ${one.address}`);
});

/** Sends the page's form with its texts and dates emptied, and waits to be told what is wrong. */
const send = (name: string | RegExp) => async (page: Page) => {
  // What a form folds away is emptied too.
  await page.locator("main form[method=post] details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  for (const field of await page.locator("main form[method=post] input[required]").all()) {
    if (await field.evaluate((one) => one.matches("[type=text],[type=date],[type=email]")))
      await field.fill("");
  }
  await page.getByRole("main").getByRole("button", { name }).click();
  // One thing that is wrong is said beside its field alone, which has the focus.
  await expect(page.locator("[role=alert], [aria-invalid=true]").first()).toBeVisible();
};

/** Types something wrong first. */
const sendWith = (label: string, value: string, name: string | RegExp) => async (page: Page) => {
  await page.getByRole("main").getByLabel(label).first().fill(value);
  await send(name)(page);
};

const refusedForms: Record<string, Visit[]> = {
  "d’accompagnement": [
    { as: "manager", address: "/personnes/nouvelle", act: send("Enregistrer") },
    {
      as: "coach",
      address: "/personnes/:id/situation/modifier",
      act: sendWith("Personnes à charge", "xy", "Enregistrer"),
    },
    {
      as: "coach",
      address: "/personnes/:id/comptes-rendus/nouveau",
      act: send("Enregistrer le compte rendu"),
    },
    {
      as: "coach",
      address: "/personnes/:id/rendez-vous/nouveau",
      act: send("Prendre ce rendez-vous"),
    },
    { as: "coach", address: "/ateliers/nouveau", act: send("Prévoir cette séance") },
    {
      as: "coach",
      address: "/personnes/:id/parcours?etape=cape",
      act: sendWith("Premier jour du contrat", "1999-01-01", /^Noter|^Enregistrer/),
    },
    { as: "coach", address: "/personnes/:id/aides", act: send("Demander cette aide") },
    { as: "coach", address: "/personnes/:id/documents", act: send("Joindre") },
    { as: "manager", address: "/personnes/import", act: send("Envoyer et lire") },
    { as: "manager", address: "/personnes/import/:id/reponses", act: send("Lancer l’essai") },
    { as: "manager", address: "/personnes/:gone/donnees/effacer", act: send("Effacer") },
  ],
  "des autres pages": [
    { as: "manager", address: "/activites/nouvelle", act: send("Créer le brouillon") },
    { as: "manager", address: "/ressources/nouvelle", act: send("Créer le brouillon") },
    { as: "manager", address: "/ressources/importer", act: send("Lire et montrer") },
    { as: "manager", address: "/contributions/nouvelle", act: send("Enregistrer") },
    { as: "manager", address: "/partenaires/nouveau", act: send("Enregistrer") },
    { as: "manager", address: "/financements/nouveau", act: send("Enregistrer") },
    {
      as: "manager",
      address: "/financements/fonds-propres/nouvelle",
      act: send(/^Ouvrir/),
    },
    { as: "manager", address: "/financeurs/nouveau", act: send("Enregistrer") },
    { as: "manager", address: "/programmes/nouveau", act: send("Enregistrer") },
    { as: "manager", address: "/chiffres/nouveau", act: send("Déclarer") },
    {
      as: "manager",
      address: "/financements/:id/objectifs",
      act: async (page) => {
        const views = page.locator("details").filter({ hasText: "Vues des vidéos" }).first();
        await views.locator("summary").first().click();
        await views.getByLabel("Objectif").fill("-5");
        await views.getByText("Jalons en chemin").click();
        await send("Enregistrer les objectifs")(page);
      },
    },
    {
      as: "admin",
      address: "/administration/membres/invitation",
      act: send("Envoyer l’invitation"),
    },
    { as: "admin", address: "/administration/organisation", act: send("Enregistrer") },
    { as: "manager", address: "/compte", act: send("Changer le mot de passe") },
  ],
};
for (const [which, visits] of Object.entries(refusedForms)) {
  test(`Les formulaires en erreur ${which} sont accessibles`, async ({
    signedInAs,
    newVisitor,
  }) => {
    const world = await createWorld();
    // Only the file of somebody who left is erased.
    const gone = await createWorker({ supportedUntil: "2026-03-02" });
    const pageOf = keptPages(signedInAs, newVisitor);
    for (const one of visits) {
      const [route = "", query = ""] = one.address.split(/(?=\?)/);
      const address = addressOf(route.replace(":gone", gone.id), world) + query;
      await visit(pageOf, { ...one, address }, `${route} en erreur`);
    }
  });
}

test("Les pages de deux versions et de session expirée sont accessibles", async ({
  signedInAs,
}) => {
  const world = await createWorld();
  for (const [route, field] of [
    ["/personnes/:id/modifier", "Code postal"],
    ["/activites/:id/modifier", "Ce qu’il faut savoir avant"],
    ["/financements/:id/modifier", "Note"],
  ] as const) {
    await test.step(route, async () => {
      const [first, second] = [await signedInAs("manager"), await signedInAs("manager")];
      for (const page of [first, second]) await page.goto(addressOf(route, world));
      for (const [page, value] of [
        [first, "59100"],
        [second, "59200"],
      ] as const) {
        await page.getByLabel(field).fill(value);
        await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
        await expect(
          page === first
            ? page.locator(".flash").getByText("enregistré")
            : page.getByText("dans un autre onglet"),
        ).toBeVisible();
      }
      await expectAccessible(first, `${route}, confirmation`);
      await expectAccessible(second, `${route}, deux versions`);
    });
  }
  const late = await signedInAs("manager");
  await late.goto("/partenaires/nouveau");
  await late.getByLabel("Nom", { exact: true }).fill("Une association");
  await late.context().clearCookies();
  await late.getByRole("button", { name: "Enregistrer ce partenaire" }).click();
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("Votre session a expiré");
  await expectAccessible(late, "session expirée");
});

test("Les pages vides d’une nouvelle coopérative sont accessibles", async ({
  signedInAs,
  newVisitor,
}) => {
  const house = await createHouse();
  const member = (role: "coach" | "manager" | "editor") => createMember(house.organisationId, role);
  const [coach, manager, editor] = [
    await member("coach"),
    await member("manager"),
    await member("editor"),
  ];
  const pageOf = keptPages(signedInAs, newVisitor);
  const visits: [Who, string[]][] = [
    [
      coach,
      [
        ...["/", "/personnes", "/comptes-rendus/nouveau", "/contributions", "/personnes/nouvelle"],
        ...[
          "/personnes/situations",
          "/agenda",
          "/ateliers",
          "/parrainages",
          "/aides",
          "/corbeille",
        ],
      ],
    ],
    [
      manager,
      [
        ...["/", "/activites", "/ressources", "/partenaires", "/financements", "/tableau-de-bord"],
        ...["/aides/enveloppes", "/vie-privee", "/vie-privee/note", "/personnes/import"],
      ],
    ],
    [editor, ["/", "/chiffres", "/activites/nouvelle"]],
    [house.admin, ["/", "/administration/membres", "/administration/journal"]],
  ];
  for (const [as, addresses] of visits) {
    for (const address of addresses) await visit(pageOf, { as, address }, `${address}, vide`);
  }
});

test("Les pages d’avant la connexion sont accessibles", async ({ newVisitor }) => {
  const house = await createHouse();
  const tokens = await openLinks(house);
  const pageOf = keptPages(() => newVisitor(), newVisitor);
  const press = (name: string) => async (page: Page) => {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("alert").first()).toBeVisible();
  };
  const visits: Visit[] = [
    {
      as: null,
      address: "/connexion?fait=deconnecte",
      act: (page) => page.getByText("Comptes de démonstration").click(),
    },
    { as: null, address: "/connexion", act: press("Se connecter") },
    { as: null, address: "/mot-de-passe-oublie" },
    { as: null, address: "/mot-de-passe-oublie", act: press("Recevoir un lien") },
    {
      as: null,
      address: "/mot-de-passe-oublie",
      act: async (page) => {
        await page.getByLabel("Adresse électronique").fill("personne@parcours.test");
        await page.getByRole("button", { name: "Recevoir un lien" }).click();
        await expect(page.getByText("Demande reçue")).toBeVisible();
      },
    },
    { as: null, address: `/reinitialisation/${tokens.reset}` },
    {
      as: null,
      address: `/reinitialisation/${tokens.reset}`,
      act: press("Changer le mot de passe"),
    },
    { as: null, address: "/reinitialisation/inconnu", status: 410 },
    { as: null, address: `/invitation/${tokens.invitation}` },
    { as: null, address: `/invitation/${tokens.invitation}`, act: press("Ouvrir mon accès") },
    { as: null, address: "/invitation/inconnue", status: 404 },
  ];
  for (const one of visits) await visit(pageOf, one);
});

test("Les pages de l’annuaire public sont accessibles, dans les deux langues", async ({
  newVisitor,
}) => {
  const word = uniqueWord();
  const resource = await createResource({
    name: `Plans ${word}`,
    description: "## Un titre\n\nUn [lien](https://exemple.fr) et une liste :\n\n- un\n- deux",
    licenceExpression: "LicenseRef-Coopyleft",
    contributionGuide: "Écrire sur le forum.",
  });
  const activity = await createActivity({
    title: `Un titre long pour une activité de démonstration ${word}`,
    description: "## Un titre\n\n1. une\n2. deux\n\n> Une citation.",
    steps: "## Semaine 1\n\n- Commencer",
    "resources.0.openResourceId": resource.id,
    "locations.0.commune": "Lille (59)",
    "locations.1.commune": "Roubaix (59)",
    "locations.1.transferredFrom": "Lille (59)",
  });
  await publish(resource.path);
  await publish(activity.path);
  const pageOf = keptPages(() => newVisitor(), newVisitor);
  const meeting = await createPublicMeeting();
  const addresses: [string, number?][] = [
    ["/"],
    [`/recherche?q=${word}`],
    ["/recherche?q=riennesappelleainsi"],
    ["/recherche"],
    ["/activites"],
    ["/activites?secteur=craft&q=velo"],
    ["/ressources?nature=software"],
    [`/activites/${activity.slug}`],
    [`/ressources/${resource.slug}`],
    ["/rencontres"],
    [`/rencontres/${meeting}`],
    [`/rencontres/${meeting}?fait=inscription`],
    ["/a-propos"],
    ["/accessibilite"],
    ["/ecoconception"],
    ["/verifier"],
    ["/verifier?code=inconnu-2026-001"],
    ["/nulle-part", 404],
    ["/en"],
    [`/en/search?q=${word}`],
    ["/en/activities"],
    [`/en/activities/${activity.slug}`],
    ["/en/resources"],
    [`/en/resources/${resource.slug}`],
    [`/en/meetings/${meeting}`],
    ["/en/about"],
    ["/en/accessibility"],
    ["/en/eco-design"],
    ["/en/nowhere", 404],
  ];
  for (const [path, status] of addresses) {
    await visit(pageOf, { as: null, address: publicUrl + path, status }, `annuaire ${path}`);
  }
  const refused = async (page: Page) => {
    await page.getByRole("button", { name: "M’inscrire" }).click();
    await expect(page.getByRole("alert").first()).toBeVisible();
  };
  const registration = `${publicUrl}/rencontres/${meeting}`;
  await visit(pageOf, { as: null, address: registration, act: refused }, "inscription en erreur");
});

/** Links that the mails would carry, made as those of a real request: only their hash is kept. */
async function openLinks(house: House): Promise<{ invitation: string; reset: string }> {
  const { createToken } = await import("@essaim/identity/token");
  const [invitation, reset] = [createToken(), createToken()];
  await auth.pool.query(
    `insert into invitation (organisation_id, email, full_name, role, token_hash, invited_by, sent_at, expires_at)
     values ($1, $2, 'Dominique Invité', 'coach', $3, $4, now(), now() + interval '1 day')`,
    [
      house.organisationId,
      `${uniqueWord().toLowerCase()}@parcours.test`,
      invitation.hash,
      house.admin.membershipId,
    ],
  );
  await auth.pool.query(
    `insert into password_reset (user_id, token_hash, expires_at)
     select user_id, $2, now() + interval '1 hour' from membership where id = $1`,
    [house.admin.membershipId, reset.hash],
  );
  return { invitation: invitation.token, reset: reset.token };
}
