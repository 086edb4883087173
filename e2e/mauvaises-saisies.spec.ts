import { today } from "@essaim/database/today";
import { accounts } from "./support/accounts.ts";
import { count } from "./support/database.ts";
import { publicUrl, staffUrl } from "./support/environment.ts";
import {
  coachIdOf,
  createActivity,
  createContribution,
  createGrant,
  createPartner,
  createResource,
  createWorker,
  declareFigure,
  forms,
  fundingOfDemo,
  recordMeeting,
} from "./support/records.ts";
import { expect, test, visitorAs, type Who } from "./support/session.ts";
import { type Fields, Visitor } from "./support/visitor.ts";
import { daysFrom, mainText, uniqueId, uniqueWord } from "./support/words.ts";

type Case = {
  what: string;
  field: string;
  value: string;
  sentence: RegExp;
  /** The field that the sentence stands beside, when it is another one. */
  beside?: string;
};

/** Each wrong value alone: the form comes back with its sentence, and what was typed. */
async function expectRefused(who: Who, path: string, form: Fields, cases: Case[]): Promise<void> {
  const visitor = await visitorAs(who);
  for (const { what, field, value, sentence, beside = field } of cases) {
    await test.step(`${path} : ${what}`, async () => {
      const answer = await visitor.post(path, {
        ...form,
        submissionId: uniqueId(),
        [field]: value,
      });
      expect(answer.status).toBe(422);
      expect(mainText(answer.text)).toMatch(sentence);
      expect(answer.text.includes(`id="${beside}-error"`), `phrase à côté de ${beside}`).toBe(true);
      expect(answer.text.includes(`href="#${beside}"`), `lien vers ${beside}`).toBe(true);
      const kept = value.slice(0, 40).replaceAll("'", "&#x27;").replaceAll('"', "&quot;");
      expect(answer.text.includes(kept), `saisie gardée : ${kept}`).toBe(true);
    });
  }
}

test("Une fiche de personne mal remplie revient avec une phrase à côté du champ", async () => {
  const familyName = uniqueWord();
  await expectRefused("coach", "/personnes/nouvelle", forms.worker(familyName), [
    {
      what: "jour qui n’existe pas",
      field: "supportedFrom",
      value: "2024-02-30",
      sentence: /Indiquez une date valable/,
    },
    {
      what: "quartier d’une autre commune",
      field: "commune",
      value: "Tourcoing (59)",
      sentence: /Ce quartier n’est pas dans la commune indiquée/,
      beside: "neighbourhood",
    },
    {
      what: "commune inconnue",
      field: "commune",
      value: "Xyzzyville",
      sentence: /Aucune commune de ce nom/,
    },
    {
      what: "naissance au futur",
      field: "birth",
      value: "2090",
      sentence: /Indiquez une naissance entre/,
    },
    { what: "naissance NaN", field: "birth", value: "NaN", sentence: /Indiquez une date/ },
    { what: "31 février", field: "birth", value: "31/02/1985", sentence: /Indiquez une date/ },
    {
      what: "nom trop long",
      field: "givenName",
      value: "x".repeat(5_000),
      sentence: /Écrivez au plus 80 caractères/,
    },
    {
      what: "nom fait d’espaces",
      field: "givenName",
      value: " \t ",
      sentence: /Indiquez le prénom/,
    },
  ]);
  const hidden = (field: string, value: string) =>
    visitorAs("coach").then((coach) =>
      coach.post("/personnes/nouvelle", { ...forms.worker(familyName), [field]: value }),
    );
  for (const [field, value] of [
    ["kind", "autre"],
    ["neighbourhood", "QN00000X@59350"],
    ["coachId", uniqueId()],
    ["coachId", "pas-un-id"],
  ] as const) {
    expect((await hidden(field, value)).status, `${field}=${value}`).toBe(422);
  }
  expect(await count("worker where family_name = $1", [familyName])).toBe(0);
});

test("Les montants s’écrivent comme en France ; les autres sont refusés en le disant", async () => {
  const resource = await createResource();
  const description = `Don ${uniqueWord()}`;
  const gift = { ...forms.contribution(description, resource.id), kind: "gift" };
  const wrong: Case[] = [
    { what: "négatif", field: "amountCents", value: "-5", sentence: /sans le signe moins/ },
    { what: "NaN", field: "amountCents", value: "NaN", sentence: /Indiquez un montant en euros/ },
    {
      what: "dix-sept chiffres",
      field: "amountCents",
      value: "12345678901234567",
      sentence: /Ce montant est trop grand/,
    },
    { what: "exposant", field: "amountCents", value: "1e3", sentence: /Indiquez un montant/ },
    { what: "millièmes", field: "amountCents", value: "1,234", sentence: /deux chiffres au plus/ },
    { what: "zéro", field: "amountCents", value: "0", sentence: /supérieur à zéro/ },
  ];
  await expectRefused("coach", "/contributions/nouvelle", gift, [
    ...wrong,
    { what: "futur", field: "contributedOn", value: "2999-01-01", sentence: /dans le futur/ },
    {
      what: "script en guise d’adresse",
      field: "evidenceUrl",
      value: "javascript:alert(1)",
      sentence: /Indiquez une adresse complète/,
    },
    { what: "durée", field: "minutes", value: "deux jours", sentence: /Indiquez une durée/ },
    {
      what: "texte trop long",
      field: "description",
      value: "y".repeat(2_001),
      sentence: /Écrivez au plus 2 000 caractères/,
    },
  ]);
  expect(await count("contribution where description = $1", [description])).toBe(0);
  const coach = await visitorAs("coach");
  const accepted = await coach.post("/contributions/nouvelle", {
    ...gift,
    amountCents: "1\u202f234,50\u00a0€",
  });
  expect(accepted.status).toBe(302);
  expect(
    await count("contribution where description = $1 and amount_cents = 123450", [description]),
  ).toBe(1);

  const funding = await fundingOfDemo();
  await expectRefused(
    "manager",
    "/financements/nouveau",
    forms.grant(`Convention ${uniqueWord()}`, funding),
    [
      ...wrong,
      {
        what: "fin avant le début",
        field: "endsOn",
        value: "2014-12-31",
        sentence: /La fin de la période vient avant son début/,
      },
      { what: "année 20150", field: "startsOn", value: "20150-01-01", sentence: /date/ },
      {
        what: "note trop longue",
        field: "note",
        value: "z".repeat(5_001),
        sentence: /Écrivez au plus 5 000 caractères/,
      },
    ],
  );
});

test("Objectifs, chiffres, partenaires, ressources, activités : la même exigence", async () => {
  const grant = await createGrant();
  await expectRefused("manager", `${grant.path}/objectifs`, forms.targets(), [
    {
      what: "objectif négatif",
      field: "value_video_views",
      value: "-5",
      sentence: /sans le signe moins/,
    },
    {
      what: "objectif nul",
      field: "value_video_views",
      value: "0",
      sentence: /supérieur à zéro/,
    },
    {
      what: "dix-sept chiffres",
      field: "value_video_views",
      value: "12345678901234567",
      sentence: /trop grand/,
    },
  ]);
  await expectRefused("editor", "/chiffres/nouveau", forms.figure(`Relevé ${uniqueWord()}`), [
    { what: "mois à venir", field: "month", value: "2099-01", sentence: /n’a pas commencé/ },
    { what: "mois inventé", field: "month", value: "13/2015", sentence: /Indiquez un mois/ },
    { what: "à virgule", field: "value", value: "12,5", sentence: /nombre entier/ },
    { what: "sans preuve", field: "evidence", value: "", sentence: /Notez la preuve/ },
  ]);
  const partner = await createPartner();
  await expectRefused("manager", "/partenaires/nouveau", forms.partner(`P ${uniqueWord()}`), [
    { what: "nom déjà pris", field: "name", value: partner.name, sentence: /existe déjà/ },
    {
      what: "script en guise de site",
      field: "websiteUrl",
      value: "javascript:alert(1)",
      sentence: /Indiquez une adresse complète/,
    },
  ]);
  await expectRefused("editor", "/ressources/nouvelle", forms.resource(`R ${uniqueWord()}`), [
    {
      what: "script en guise de site",
      field: "websiteUrl",
      value: "javascript:alert(document.cookie)",
      sentence: /Indiquez une adresse complète/,
    },
    {
      what: "adresse à mot de passe",
      field: "sourceUrl",
      value: "https://moi:secret@exemple.fr/",
      sentence: /Indiquez une adresse complète/,
    },
    { what: "licence illisible", field: "licenceExpression", value: "MIT OR", sentence: /SPDX/ },
    {
      what: "résumé trop long",
      field: "summary",
      value: "r".repeat(301),
      sentence: /Écrivez au plus 300 caractères/,
    },
  ]);
  await expectRefused("editor", "/activites/nouvelle", forms.activity(`A ${uniqueWord()}`), [
    {
      what: "coût le plus haut trop bas",
      field: "startupCostMaxCents",
      value: "50",
      sentence: /Le coût le plus haut est inférieur au plus bas/,
    },
    {
      what: "commune inconnue",
      field: "locations.0.commune",
      value: "Xyzzyville",
      sentence: /commune/i,
    },
    {
      what: "texte trop long",
      field: "description",
      value: "d".repeat(20_001),
      sentence: /Écrivez au plus 20 000 caractères/,
    },
  ]);
  const worker = await createWorker();
  await expectRefused(
    "coach",
    `${worker.path}/comptes-rendus/nouveau`,
    forms.meeting("Un échange.", await coachIdOf()),
    [
      {
        what: "rencontre à venir",
        field: "heldOn",
        value: daysFrom(today(), 30),
        sentence: /à venir/,
      },
      { what: "année 2999", field: "heldOn", value: "2999-01-01", sentence: /l’année/ },
      { what: "trop courte", field: "durationMinutes", value: "1", sentence: /5 minutes ou plus/ },
      { what: "durée", field: "durationMinutes", value: "une heure", sentence: /en minutes/ },
    ],
  );
  await expectRefused("admin", "/administration/membres/invitation", forms.invitation("a@b.test"), [
    { what: "courriel", field: "email", value: "pas une adresse", sentence: /adresse complète/ },
    { what: "déjà membre", field: "email", value: accounts.coach, sentence: /déjà membre/ },
    {
      what: "financeur sans financeur",
      field: "role",
      value: "funder",
      sentence: /Choisissez le financeur/,
      beside: "funderId",
    },
  ]);
});

test("Identifiants, versions et envois falsifiés reçoivent une réponse, jamais une panne", async () => {
  const worker = await createWorker();
  const meeting = await recordMeeting(worker.id);
  const activity = await createActivity();
  const resource = await createResource();
  const contribution = await createContribution(resource.id);
  const partner = await createPartner();
  const grant = await createGrant();
  const figure = await declareFigure();
  const edits: { who: Who; path: (id: string) => string; id: string; form: Fields }[] = [
    {
      who: "coach",
      path: (id) => `/personnes/${id}/modifier`,
      id: worker.id,
      form: forms.worker(worker.familyName),
    },
    {
      who: "coach",
      path: (id) => `/comptes-rendus/${id}/modifier`,
      id: meeting.id,
      form: forms.meeting(meeting.summary, await coachIdOf()),
    },
    {
      who: "editor",
      path: (id) => `/activites/${id}/modifier`,
      id: activity.id,
      form: forms.activity(activity.title),
    },
    {
      who: "editor",
      path: (id) => `/ressources/${id}/modifier`,
      id: resource.id,
      form: forms.resource(resource.title),
    },
    {
      who: "coach",
      path: (id) => `/contributions/${id}/modifier`,
      id: contribution.id,
      form: forms.contribution(contribution.description, resource.id),
    },
    {
      who: "manager",
      path: (id) => `/partenaires/${id}/modifier`,
      id: partner.id,
      form: forms.partner(partner.name),
    },
    {
      who: "manager",
      path: (id) => `/financements/${id}/modifier`,
      id: grant.id,
      form: forms.grant(grant.title, await fundingOfDemo()),
    },
    {
      who: "manager",
      path: (id) => `/financements/${id}/objectifs`,
      id: grant.id,
      form: forms.targets(),
    },
    {
      who: "editor",
      path: (id) => `/chiffres/${id}/modifier`,
      id: figure.id,
      form: forms.figure(figure.source),
    },
  ];
  const strange = ["0", uniqueId(), "%00", "..%2f..", "x".repeat(300), "%F0%9F%92%A9", "null"];
  for (const { who, path, id, form } of edits) {
    const visitor = await visitorAs(who);
    await test.step(path(":id"), async () => {
      for (const bad of strange) {
        const [read, write] = [
          await visitor.get(path(bad)),
          await visitor.post(path(bad), { ...form, version: "1" }),
        ];
        for (const { status } of [read, write]) expect([400, 404], path(bad)).toContain(status);
      }
      for (const version of ["", "0", "-1", "NaN", "1e99", "99999999999999999999", "1;drop"]) {
        const answer = await visitor.post(path(id), {
          ...form,
          submissionId: uniqueId(),
          version,
        });
        expect([409, 422], `${path(id)} version=${version}`).toContain(answer.status);
      }
      for (const submissionId of ["", "x", "' or ''='", "y".repeat(2_000)]) {
        const answer = await visitor.post(path(id), { ...form, submissionId, version: "77" });
        expect([409, 422], `${path(id)} submissionId=${submissionId}`).toContain(answer.status);
      }
      const nothing = await visitor.post(path(id), {});
      expect(nothing.status).toBe(422);
    });
  }
});

test("Un envoi qui n’est pas un formulaire ne fait pas tomber la page", async () => {
  const visitor = await visitorAs("coach");
  const cookie = visitor.cookie ?? "";
  for (const [type, body] of [
    ["application/json", '{"givenName":'],
    ["text/plain", "bonjour"],
    ["multipart/form-data; boundary=x", "--x\r\nrien"],
    ["application/x-www-form-urlencoded", "a=%E0%A4%A"],
    ["", ""],
  ] as const) {
    const response = await fetch(`${staffUrl}/personnes/nouvelle`, {
      method: "POST",
      headers: { cookie, origin: staffUrl, ...(type ? { "content-type": type } : {}) },
      body,
      redirect: "manual",
    });
    expect(response.status, type).toBe(type.endsWith("urlencoded") ? 422 : 415);
  }
});

test("Un formulaire de plus d’un mégaoctet est refusé avant d’être lu", async () => {
  const worker = await createWorker();
  const coach = await visitorAs("coach");
  const answer = await coach.post(`${worker.path}/comptes-rendus/nouveau`, {
    ...forms.meeting("m".repeat(1024 * 1024), await coachIdOf()),
  });
  expect(answer.status).toBe(413);
  expect(mainText(answer.text)).toContain("Ce formulaire dépasse 1 Mo");
  expect(await count("meeting where worker_id = $1", [worker.id])).toBe(0);
});

test("Des filtres et des recherches inventés montrent la liste, pas une panne", async () => {
  const manager = await visitorAs("manager");
  const nonsense =
    "page=-1&tri=%27%3B&suivi=x&accompagnement=zzz&commune=%00&q=%25_%5C%27%3A%26%7C%21";
  for (const path of [
    `/personnes?${nonsense}`,
    "/activites?page=1e9&sector=x&status=y&sort=z&search=%27%3A%2A%28",
    "/ressources?page=NaN&kind=x",
    "/contributions?annee=99999&commun=x&nature=y&page=0",
    "/partenaires?q=%00%25&statut=x",
    "/financements?financeur=x&statut=y",
    "/chiffres?indicateur=x&annee=abc",
    "/tableau-de-bord?financement=x",
    "/recherche?q=%27%3B%20drop",
    "/recherche.json?q=%00%25%5C",
  ]) {
    expect((await manager.get(path)).status, path).toBe(200);
  }
  const admin = await visitorAs("admin");
  const audit = await admin.get(
    "/administration/journal?from=hier&to=2024-02-31&before=x&membershipId=x&operation=%00",
  );
  expect(audit.status).toBe(200);
  const reader = new Visitor(publicUrl);
  for (const path of [
    "/recherche?q=%27%3A%2A%28%29%26%7C%21%3C-%3E",
    "/recherche?q=%00&page=-5",
    `/recherche?q=${"a".repeat(5_000)}`,
    "/activites?secteur=x&page=1e9",
    "/ressources?sorte=%F0%9F%92%A9",
  ]) {
    expect((await reader.get(path)).status, path.slice(0, 60)).toBe(200);
  }
  for (const path of ["/activites/%00", "/activites/%E0%A4%A", "/ressources/..%2f.."]) {
    expect([400, 404], path).toContain((await reader.get(path)).status);
  }
});
