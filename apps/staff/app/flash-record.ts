import { elided } from "@essaim/accompaniment/privacy/access-export.rules";

/** Who or what the page that follows a form is about: its own words for « C’est créé » and « C’est enregistré ». */
type Told = { created: string; saved: string };

const quoted = (name: string) => `«\u202f${name}\u202f»`;

/** By the address of the page: `name` is that of the record it shows, which no address ever holds. */
const places: readonly [at: RegExp, told: (name: string | undefined) => Told][] = [
  [/^\/personnes\/[^/]+$/, (name) => feminine(`La fiche${of(name)}`)],
  [/^\/personnes\/[^/]+\/situation$/, (name) => feminine(`La situation${of(name)}`)],
  [/^\/personnes\/[^/]+\/parcours$/, (name) => masculine(`Le parcours${of(name)}`)],
  [/^\/personnes\/[^/]+\/plan$/, (name) => masculine(`Le plan d’action${of(name)}`)],
  [/^\/personnes\/[^/]+\/aides$/, (name) => feminine(`L’aide${name ? ` pour ${name}` : ""}`)],
  [/^\/personnes\/[^/]+\/parrainage$/, (name) => masculine(`Le parrainage${of(name)}`)],
  [/^\/personnes\/[^/]+\/donnees$/, (name) => feminine(`L’information${of(name)}`)],
  [
    /^\/ateliers\/[^/]+$/,
    (name) => {
      const session = name ? `La séance ${quoted(name)}` : "La séance";
      return { ...feminine(session), created: `${session} est prévue.` };
    },
  ],
  [
    /^\/evenements\/[^/]+$/,
    (name) => {
      const event = `L’événement${called(name)}`;
      return { ...masculine(event), created: `${event} est prévu.` };
    },
  ],
  [/^\/communication\/[^/]+$/, (name) => feminine(`La campagne${called(name)}`)],
  [/^\/activites\/[^/]+$/, (name) => draft(`L’activité${called(name)}`)],
  [/^\/ressources\/[^/]+$/, (name) => draft(`La ressource${called(name)}`)],
  [/^\/media\/series$/, () => feminine("La série")],
  [/^\/media\/[^/]+$/, (name) => masculine(`Le contenu${called(name)}`)],
  // Before the grants, whose address they resemble.
  [/^\/financements\/cooperative$/, () => feminine("La coopérative")],
  [/^\/financements\/fonds-propres$/, () => feminine("La ligne")],
  [/^\/financements\/[^/]+$/, (name) => masculine(`Le financement${called(name)}`)],
  [/^\/depenses\/[^/]+$/, (name) => feminine(`La dépense${called(name)}`)],
  [/^\/financeurs\/[^/]+$/, (name) => masculine(`Le financeur${called(name)}`)],
  [
    /^\/financements\/[^/]+\/comptes-rendus\/[^/]+$/,
    () => ({ ...masculine("Le compte rendu"), created: "Le compte rendu est prévu." }),
  ],
  [
    /^\/financements\/[^/]+\/budget$/,
    (name) => masculine(`Le budget${name ? ` de ${quoted(name)}` : ""}`),
  ],
  [/^\/plans-de-financement\/[^/]+$/, (name) => masculine(`Le plan${called(name)}`)],
  [/^\/communs\/parts$/, () => masculine("L’état des parts")],
  [/^\/communs\/intentions\/[^/]+$/, () => feminine("L’intention")],
  [/^\/communs\/valorisation$/, () => feminine("La règle")],
  [/^\/communs\/[^/]+$/, (name) => masculine(`Le suivi${of(name)}`)],
  [/^\/contributions(?:\/[^/]+)?$/, () => feminine("La contribution")],
  [/^\/cagnottes\/[^/]+$/, (name) => feminine(`La cagnotte${called(name)}`)],
  [/^\/partenaires\/[^/]+$/, (name) => masculine(`Le partenaire${called(name)}`)],
  [/^\/contacts\/[^/]+$/, () => masculine("Le contact")],
  [/^\/lettres\/[^/]+$/, (name) => feminine(`La lettre${called(name)}`)],
  [/^\/indicateurs\/[^/]+$/, () => masculine("L’indicateur")],
  [/^\/chiffres$/, () => masculine("Le chiffre")],
  [/^\/compte$/, () => masculine("Votre choix")],
  [/^\/administration\/organisation$/, () => feminine("La page de votre organisation")],
  [/^\/vie-privee$/, () => masculine("Le réglage")],
];

const of = (name: string | undefined) => (name ? ` ${elided("de", name)}` : "");

function called(name: string | undefined): string {
  return name ? ` ${quoted(name)}` : "";
}

const feminine = (what: string): Told => ({
  created: `${what} est créée.`,
  saved: `${what} est enregistrée.`,
});

const masculine = (what: string): Told => ({
  created: `${what} est créé.`,
  saved: `${what} est enregistré.`,
});

const draft = (what: string): Told => ({
  ...feminine(what),
  created: `${what} est créée, en brouillon.`,
});

/**
 * What is said of the record of a page that was just created or saved, by its name.
 * @param name the record's, if the page shows one
 */
export function toldOf(pathname: string, name: string | undefined): Told | undefined {
  return places.find(([at]) => at.test(pathname))?.[1](name);
}

/** What the loaders of the pages call the record that they show, by the name that it bears there. */
const records = [
  "person",
  "worker",
  "workshop",
  "event",
  "campaign",
  "activity",
  "resource",
  "piece",
  "grant",
  "budget",
  "plan",
  "funder",
  "expense",
  "partner",
  "letter",
] as const;

/**
 * The name of the record that a page shows, as its loaders give it; the innermost route speaks first.
 * @param data of the routes of the page, the outermost first
 */
export function recordNameIn(data: readonly unknown[]): string | undefined {
  for (const one of data.toReversed()) {
    if (!isRecord(one)) continue;
    for (const key of records) {
      const record = one[key];
      if (!isRecord(record)) continue;
      const { name, title, subject, reference, givenName, familyName } = record;
      const full = givenName && familyName ? `${givenName} ${familyName}` : undefined;
      const found = [name, title, subject, full, reference].find(
        (text) => typeof text === "string",
      );
      if (typeof found === "string" && found !== "") return found;
    }
  }
  return undefined;
}

/** The name of the priority neighbourhood of the person whom a page shows. */
export function neighbourhoodNameIn(data: readonly unknown[]): string | undefined {
  for (const one of data.toReversed()) {
    const person = isRecord(one) ? one.person : undefined;
    if (isRecord(person) && typeof person.neighbourhoodName === "string") {
      return person.neighbourhoodName;
    }
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
