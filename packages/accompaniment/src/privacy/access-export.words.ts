import { euros } from "@essaim/database/money.schema";
import { today } from "@essaim/database/today";
import type { Block, Chapter } from "@essaim/paper/block";
import { aidStatusLabels } from "../aid/aid.schema.ts";
import { attendanceLabels } from "../meeting/attendance.schema.ts";
import { meetingPlaceLabels } from "../meeting/meeting.schema.ts";
import { dayInWords } from "../pathway/day.rules.ts";
import { stageLabels } from "../pathway/stage.schema.ts";
import { objectiveStatusLabels } from "../plan/plan.schema.ts";
import { skillLevelLabels } from "../plan/skill.schema.ts";
import { type ResidenceSource, residenceSourceLabels } from "../residence/residence.schema.ts";
import { formatPhone } from "../worker/worker.rules.ts";
import { type Residence, residenceLabels, workerKindLabels } from "../worker/worker.schema.ts";
import { sessionKindLabels, workshopPlaceLabels } from "../workshop/workshop.schema.ts";
import { elided } from "./access-export.rules.ts";
import { type PersonData, purposes, recipients, rights } from "./access-export.schema.ts";
import { legalBasisWords, noticeChannelLabels } from "./privacy-notice.schema.ts";
import { durationInWords } from "./retention.schema.ts";

/** What other capabilities call their kinds: this one does not know them. */
export type Labels = { contributionKinds: Readonly<Record<string, string>> };

const undoLabels: Record<string, string> = {
  worker_merge: "Deux fiches réunies en une",
  worker_removal: "Une fiche supprimée",
  meeting_removal: "Un rendez-vous ou un compte rendu supprimé",
  worker_import: "La reprise d’un tableur",
  document_removal: "Un document retiré",
};

const notSaid = "Non renseigné";

/** A person's data as they read them, chapter by chapter; what nothing is known of is said in one sentence. */
export function tellPersonData(data: PersonData, labels: Labels): Chapter[] {
  const parts: readonly (Chapter & { about: string })[] = [
    { title: "Où vous habitez", about: "votre lieu de vie", blocks: residences(data) },
    { title: "Votre situation", about: "votre situation", blocks: situation(data) },
    { title: "Votre parcours", about: "votre parcours", blocks: pathway(data) },
    {
      title: "Vos rendez-vous",
      about: "vos rendez-vous",
      blocks: data.meetings.flatMap(meeting),
    },
    {
      title: "Vos ateliers et réunions",
      about: "vos ateliers",
      blocks: data.sessions.flatMap(session),
    },
    { title: "Votre plan d’action", about: "votre plan d’action", blocks: plan(data) },
    { title: "Vos aides", about: "vos aides", blocks: data.aids.flatMap(aid) },
    {
      title: "Ce qui est dépensé pour vous",
      about: "des dépenses faites pour vous",
      blocks: expenses(data),
    },
    { title: "Le parrainage", about: "le parrainage", blocks: mentoring(data) },
    {
      title: "Vos contributions aux communs",
      about: "vos contributions aux communs",
      blocks: contributions(data, labels),
    },
    {
      title: "Vos parts de cagnottes",
      about: "vos parts de cagnottes",
      blocks: data.rewards.flatMap(reward),
    },
    { title: "Vos documents", about: "vos documents", blocks: documents(data) },
    {
      title: "Corrections et traces",
      about: "les corrections de votre dossier",
      blocks: traces(data),
    },
  ];
  const isTold = ({ blocks }: Chapter) => blocks.length > 0;
  const untold = parts.filter((part) => !isTold(part)).map(({ about }) => about);
  return [
    aboutTheArchive(data),
    identity(data),
    ...parts.filter(isTold).map(({ title, blocks }) => ({ title, blocks })),
    ...(untold.length > 0
      ? [
          {
            title: "Ce qui n’est pas noté",
            blocks: [text(`Rien n’est noté sur\u202f: ${enumerated.format(untold)}.`)],
          },
        ]
      : []),
    readers(data),
  ];
}

const enumerated = new Intl.ListFormat("fr-FR", { type: "conjunction" });

function aboutTheArchive({ organisation, retention, notices, madeAt }: PersonData): Chapter {
  const { name, websiteUrl, privacyContact } = organisation;
  const bases = [...new Set(notices.map((notice) => notice.legalBasis))];
  return {
    title: "Ce que contient ce document",
    blocks: [
      text(
        `Voici tout ce ${elided("que", name)} garde à votre sujet, le ${instant(madeAt)}. Le fichier donnees.json dit la même chose, pour un ordinateur\u202f; le dossier «\u202fdocuments\u202f» contient les fichiers joints. Les noms d’autres personnes sont masqués\u202f: leurs données leur appartiennent (RGPD, article 15, paragraphe 4).`,
      ),
      heading("Pourquoi ces données sont gardées"),
      list(purposes),
      heading("Ce qui le permet"),
      ...(bases.length > 0
        ? bases.map((basis) =>
            text(`${legalBasisWords[basis].label}. ${legalBasisWords[basis].explanation}`),
          )
        : [
            text(
              "La base légale n’a pas encore été notée dans votre dossier. Demandez-la à votre coopérative.",
            ),
          ]),
      ...(notices.length > 0
        ? [
            table(
              "Quand vous en avez été informé·e",
              ["Le", "Comment", "Base légale"],
              notices.map((notice) => [
                day(notice.givenOn),
                noticeChannelLabels[notice.channel],
                legalBasisWords[notice.legalBasis].label,
              ]),
            ),
          ]
        : []),
      heading("Qui les lit"),
      list(recipients),
      heading("Combien de temps"),
      text(howLong(retention)),
      heading("Vos droits"),
      list(rights),
      text(
        privacyContact
          ? `Pour les exercer, écrivez à ${privacyContact}.`
          : `Pour les exercer, adressez-vous à ${name}${websiteUrl ? `, ${websiteUrl}` : ""}.`,
      ),
    ],
  };
}

function howLong({ months, erasableOn }: PersonData["retention"]): string {
  if (months === null) {
    return "La coopérative n’a pas encore fixé de durée. Vous pouvez demander l’effacement dès que votre accompagnement est terminé.";
  }
  const kept = `Votre dossier est gardé ${durationInWords(months)} après votre sortie, puis rendu anonyme\u202f: il ne reste que de quoi compter.`;
  return erasableOn ? `${kept} Pour vous, ce sera à partir du ${day(erasableOn)}.` : kept;
}

function identity({ person }: PersonData): Chapter {
  const residence =
    person.neighbourhood ??
    (person.residence === "unknown"
      ? ""
      : residenceLabels[person.residence as keyof typeof residenceLabels]);
  const said: readonly (readonly [string, string])[] = [
    ["Prénom", person.givenName],
    ["Nom", person.familyName],
    ["Naissance", person.birthOn ? day(person.birthOn) : (person.birthYear?.toString() ?? "")],
    ["Téléphone", person.phone ? formatPhone(person.phone) : ""],
    ["Adresse électronique", person.email ?? ""],
    ["Adresse", person.addressLine ?? ""],
    ["Code postal", person.postcode ?? ""],
    ["Commune", person.commune ?? ""],
    ["Quartier", residence],
    ["Personnes à charge", person.dependants?.toString() ?? ""],
    ["Type d’activité", workerKindLabels[person.kind as keyof typeof workerKindLabels]],
    ["Accompagnement par", person.coach ?? ""],
    ["Accompagnement depuis", day(person.supportedFrom)],
    ...(person.supportedUntil ? [["Jusqu’au", day(person.supportedUntil)] as const] : []),
    ["Fiche créée le", instant(person.createdAt)],
    ["Fiche modifiée le", instant(person.updatedAt)],
    ...(person.importedFrom ? [["Venue du tableur", person.importedFrom] as const] : []),
  ];
  const unsaid = said.filter(([, value]) => value === "").map(([term]) => term.toLowerCase());
  return {
    title: "Qui vous êtes",
    blocks: [
      facts(said.filter(([, value]) => value !== "")),
      ...(unsaid.length > 0
        ? [text(`Rien n’est noté sur\u202f: ${enumerated.format(unsaid)}.`)]
        : []),
    ],
  };
}

function residences({ residences: answers }: PersonData): Block[] {
  return answers.flatMap((one) => [
    heading(`Depuis le ${day(one.holdsFrom)}`),
    facts(
      (
        [
          [
            "Réponse",
            one.neighbourhood
              ? `${one.neighbourhood} (${one.neighbourhoodCode})`
              : residenceLabels[one.answer as Residence],
          ],
          ["Commune", one.commune ?? ""],
          ["Contours", one.source === "address" ? `génération ${one.generation}` : ""],
          ["Source", residenceSourceLabels[one.source as ResidenceSource]],
          ["Adresse cherchée", one.askedAddress],
          ["Adresse trouvée", one.foundAddress],
          ["Point", one.lat === null || one.lon === null ? "" : `${one.lat}, ${one.lon}`],
          ["Ressemblance", one.score === null ? "" : percent.format(one.score)],
          ["À vérifier", one.isToCheck ? "oui" : ""],
          ["Raison", one.reason],
          ["Répondu le", instant(one.answeredAt)],
          ["Corrigé le", one.supersededAt ? instant(one.supersededAt) : ""],
        ] as const
      ).filter(([, value]) => value !== ""),
    ),
  ]);
}

const percent = new Intl.NumberFormat("fr-FR", { style: "percent" });

function situation({ situation: said, resources }: PersonData): Block[] {
  const at = (moment: "entry" | "now") =>
    [...new Set(said.filter((one) => one.moment === moment).map((one) => one.list))].map(
      (name) =>
        [
          name,
          said
            .filter((one) => one.moment === moment && one.list === name)
            .map((one) => one.value)
            .join(", "),
        ] as const,
    );
  const [entry, now] = [at("entry"), at("now")];
  return [
    ...(now.length > 0 ? [heading("Aujourd’hui"), facts(now)] : []),
    ...(entry.length > 0 ? [heading("À votre arrivée"), facts(entry)] : []),
    ...(resources.length > 0
      ? [heading("Communs sur lesquels votre activité s’appuie"), list(resources)]
      : []),
  ];
}

function pathway({ stages, supportPeriods }: PersonData): Block[] {
  if (stages.length === 0) return [];
  return [
    table(
      "Les étapes",
      ["Étape", "Début", "Terme écrit", "Fin"],
      stages.map((stage) => [
        stageLabels[stage.kind as keyof typeof stageLabels],
        day(stage.startsOn),
        stage.termOn ? day(stage.termOn) : "",
        stage.endsOn ? day(stage.endsOn) : "",
      ]),
    ),
    ...stages
      .filter((stage) => stage.note !== "" || stage.kind === "exit")
      .flatMap((stage) => [
        heading(`${stageLabels[stage.kind as keyof typeof stageLabels]}, ${day(stage.startsOn)}`),
        ...(stage.kind === "exit"
          ? [
              facts([
                ["Motif", stage.exitReason ?? ""],
                ["Destination", stage.exitDestination ?? ""],
              ]),
            ]
          : []),
        ...quote(stage.note),
      ]),
    table(
      "Les périodes d’accompagnement",
      ["Du", "Au"],
      supportPeriods.map((period) => [
        day(period.startsOn),
        period.endsOn ? day(period.endsOn) : "en cours",
      ]),
    ),
  ];
}

function meeting(one: PersonData["meetings"][number]): Block[] {
  const place = meetingPlaceLabels[one.place as keyof typeof meetingPlaceLabels];
  return [
    heading(`${day(one.heldOn)}${one.startTime ? ` à ${clock(one.startTime)}` : ""}`),
    facts([
      ["Avec", one.coach],
      ["Lieu", [place, one.placeDetail].filter(Boolean).join(", ")],
      ["Durée", `${one.durationMinutes} minutes`],
      ["Présence", attendanceLabels[one.attendance as keyof typeof attendanceLabels]],
      ...(one.themes.length > 0 ? [["Thèmes", one.themes.join(", ")] as const] : []),
    ]),
    ...quote(one.summary),
    ...one.privateNotes.flatMap((note) => [
      text(`Note gardée par la personne qui vous accompagne, ${instant(note.updatedAt)}\u202f:`),
      ...quote(note.text),
    ]),
  ];
}

function session(one: PersonData["sessions"][number]): Block[] {
  const { registration } = one;
  const given = [
    registration.givenName,
    registration.familyName,
    registration.email,
    registration.phone,
  ].filter(Boolean);
  const place = workshopPlaceLabels[one.place as keyof typeof workshopPlaceLabels];
  return [
    heading(`${one.title}, ${day(one.heldOn)}`),
    facts([
      ["Type", sessionKindLabels[one.kind as keyof typeof sessionKindLabels]],
      ["Heure et durée", `${clock(one.startTime)}, ${one.durationMinutes} minutes`],
      ["Lieu", [place, one.placeDetail].filter(Boolean).join(", ")],
      ["Présence", attendanceLabels[one.attendance as keyof typeof attendanceLabels]],
      ["Inscription", instant(one.registeredAt)],
      ...(one.cancelledAt ? [["Annulée", instant(one.cancelledAt)] as const] : []),
      ...(given.length > 0 ? [["Donné à l’inscription", given.join(", ")] as const] : []),
      ...(one.themes.length > 0 ? [["Thèmes", one.themes.join(", ")] as const] : []),
    ]),
    ...(one.minutes.length > 0
      ? [text("Ce que le compte rendu collectif dit de vous\u202f:"), ...one.minutes.flatMap(quote)]
      : []),
  ];
}

function plan({ objectives, actions, skills }: PersonData): Block[] {
  return [
    ...(objectives.length > 0
      ? [
          table(
            "Objectifs",
            ["Objectif", "Fixé le", "État"],
            objectives.map((one) => [
              one.title,
              day(one.setOn),
              [
                objectiveStatusLabels[one.status as keyof typeof objectiveStatusLabels],
                one.closedOn && day(one.closedOn),
              ]
                .filter(Boolean)
                .join(", "),
            ]),
          ),
        ]
      : []),
    ...(actions.length > 0
      ? [
          table(
            "Actions",
            ["Action", "Objectif", "Pour le", "État"],
            actions.map((one) => [
              one.label,
              one.objective ?? "",
              one.dueOn ? day(one.dueOn) : "",
              one.doneOn
                ? `Faite, ${day(one.doneOn)}`
                : one.droppedOn
                  ? `Laissée, ${day(one.droppedOn)}`
                  : "À faire",
            ]),
          ),
        ]
      : []),
    ...(skills.length > 0
      ? [
          table(
            "Compétences",
            ["Compétence", "Niveau", "Le"],
            skills.map((one) => [
              one.skill,
              `${one.level} sur 4\u202f: ${skillLevelLabels[one.level as keyof typeof skillLevelLabels]}`,
              day(one.assessedOn),
            ]),
          ),
        ]
      : []),
  ];
}

function aid(one: PersonData["aids"][number]): Block[] {
  return [
    heading(`${euros(one.amountCents)}, demandés le ${day(one.requestedOn)}`),
    facts([
      ["État", aidStatusLabels[one.status as keyof typeof aidStatusLabels]],
      ["Décision", one.decidedOn ? day(one.decidedOn) : ""],
      ["Paiement", one.paidOn ? day(one.paidOn) : ""],
      ...(one.resources.length > 0
        ? [["Communs qui en profitent", one.resources.join(", ")] as const]
        : []),
    ]),
    text("À quoi elle sert\u202f:"),
    ...quote(one.purpose),
    ...(one.decisionReason
      ? [text("Pourquoi cette réponse\u202f:"), ...quote(one.decisionReason)]
      : []),
  ];
}

function expenses({ expenses: spent }: PersonData): Block[] {
  if (spent.length === 0) return [];
  return [
    table(
      "Dépenses, hors petites aides",
      ["Le", "Quoi", "Fournisseur", "Montant", "Payée le", "Référence et note"],
      spent.map((one) => [
        day(one.incurredOn),
        one.label,
        one.supplier,
        euros(one.amountCents),
        one.paidOn ? day(one.paidOn) : "",
        [one.reference, one.evidenceUrl, one.note].filter(Boolean).join(" "),
      ]),
    ),
  ];
}

const rewardAnswers: Record<string, string> = {
  consent: "Vous consentez",
  aside: "Vous restez en retrait",
  objection: "Vous objectez",
};

function reward(one: PersonData["rewards"][number]): Block[] {
  const end = one.paidOn
    ? `, payée le ${day(one.paidOn)}`
    : one.withdrawnOn
      ? `, retirée le ${day(one.withdrawnOn)}`
      : "";
  return [
    text(
      `${one.pot} (${one.resource}), part demandée le ${day(one.declaredOn)}\u202f: ${euros(one.wishedCents)} souhaités${end}.`,
    ),
    ...quote(one.work),
    ...(one.proposals.length > 0
      ? [
          table(
            "Ce qui a été proposé",
            ["Proposition", "Part", "Votre réponse"],
            one.proposals.map((share) => [
              `${share.round}, du ${day(share.proposedOn)}`,
              euros(share.amountCents),
              [share.answer && rewardAnswers[share.answer], share.reason]
                .filter(Boolean)
                .join("\u202f: "),
            ]),
          ),
        ]
      : []),
  ];
}

function mentoring({ offers, mentorships }: PersonData): Block[] {
  return [
    ...(offers.length > 0
      ? [
          table(
            "Ce que vous proposez de transmettre",
            ["Quoi", "Précision", "Du", "Au"],
            offers.map((one) => [
              one.what,
              one.note,
              day(one.offeredOn),
              one.endedOn ? day(one.endedOn) : "",
            ]),
          ),
        ]
      : []),
    ...mentorships.flatMap((one) => [
      heading(
        `${one.role === "mentor" ? "Vous transmettez" : "On vous transmet"}, proposé le ${day(one.proposedOn)}`,
      ),
      facts([
        ["Votre accord", one.acceptedOn ? day(one.acceptedOn) : ""],
        ...(one.declinedOn ? [["Décliné", day(one.declinedOn)] as const] : []),
        ["Fin", one.endedOn ? day(one.endedOn) : ""],
      ]),
      ...(one.reasons ? [text("Pourquoi vous deux\u202f:"), ...quote(one.reasons)] : []),
      ...(one.gain ? [text("Ce que vous en retirez\u202f:"), ...quote(one.gain)] : []),
      ...(one.sessions.length > 0
        ? [
            table(
              "Séances",
              ["Le", "Durée", "Ce qui s’y est dit"],
              one.sessions.map((held) => [
                day(held.heldOn),
                `${held.durationMinutes} minutes`,
                held.summary,
              ]),
            ),
          ]
        : []),
    ]),
  ];
}

const upstreamWords: Record<string, string> = {
  proposed: "proposée",
  discussed: "discutée",
  merged: "intégrée",
  declined: "refusée",
};

const aliasSources: Record<string, string> = {
  git: "Dans les dépôts de code",
  forge: "Sur une forge",
  open_collective: "Sur Open Collective",
};

function contributions(
  { contributions: given, aliases }: PersonData,
  { contributionKinds }: Labels,
): Block[] {
  const steps = given.flatMap((one) => one.upstream.map((step) => ({ ...step, one })));
  const items = given.flatMap((one) => one.items.map((item) => ({ ...item, one })));
  return [
    given.length > 0 &&
      table(
        "Contributions",
        ["Le", "Commun", "Quoi", "Combien", "Description"],
        given.map((one) => [
          day(one.contributedOn),
          one.resource,
          [contributionKinds[one.kind] ?? one.kind, one.asMentor && "en accompagnant"]
            .filter(Boolean)
            .join(", "),
          [
            one.amountCents !== null && euros(one.amountCents),
            one.minutes !== null && `${one.minutes} minutes`,
          ]
            .filter(Boolean)
            .join(", "),
          [one.description, one.evidenceUrl].filter(Boolean).join(" "),
        ]),
      ),
    steps.length > 0 &&
      table(
        "Ce qu’elles sont devenues",
        ["Le", "Commun", "Devenue", "Pourquoi, et où"],
        steps.map((step) => [
          day(step.happenedOn),
          step.one.resource,
          upstreamWords[step.state] ?? step.state,
          [step.reason, step.pageUrl].filter(Boolean).join(" "),
        ]),
      ),
    items.length > 0 &&
      table(
        "De quoi elles sont faites",
        ["Le", "Commun", "Quoi", "Où"],
        items.map((item) => [
          day(item.happenedOn),
          item.one.resource,
          item.title,
          item.pageUrl ?? "",
        ]),
      ),
    aliases.length > 0 &&
      table(
        "Les noms sous lesquels vous contribuez",
        ["Où", "Nom"],
        aliases.map((one) => [aliasSources[one.source] ?? one.source, one.alias]),
      ),
  ].filter((block) => block !== false);
}

function documents({ documents: attached }: PersonData): Block[] {
  if (attached.length === 0) return [];
  return [
    table(
      "Fichiers joints",
      ["Nom", "Type", "Ajouté le", "Dans l’archive"],
      attached.map((one) => [one.name, one.kind ?? "", instant(one.addedAt), one.file]),
    ),
  ];
}

function traces({ changes, drafts, restorable, exports, mentions }: PersonData): Block[] {
  return [
    ...(changes.length > 0
      ? [
          table(
            "Corrections de votre dossier",
            ["Le", "Quoi", "Avant", "Après"],
            changes.flatMap((one) =>
              one.changes.map((change) => [
                day(today(one.changedAt)),
                change.field,
                change.before,
                change.after,
              ]),
            ),
          ),
        ]
      : []),
    ...(drafts.length > 0
      ? [
          heading("Brouillons en cours"),
          ...drafts.flatMap((draft) => [
            text(`Écrit jusqu’au ${instant(draft.updatedAt)}\u202f:`),
            ...quote(fieldsOf(draft.fields)),
          ]),
        ]
      : []),
    ...(restorable.length > 0
      ? [
          table(
            "Supprimé, et encore récupérable",
            ["Quoi", "Le", "Jusqu’au"],
            restorable.map((one) => [
              undoLabels[one.kind] ?? one.kind,
              instant(one.createdAt),
              instant(one.expiresAt),
            ]),
          ),
          text("Leur contenu est dans donnees.json."),
        ]
      : []),
    ...(mentions.length > 0
      ? [
          heading("Votre nom ailleurs"),
          text(
            "Votre nom figure aussi dans des textes qui parlent d’abord d’autres personnes ou d’autres choses. Ils ne sont pas copiés ici, pour ne rien dire d’autrui\u202f; vous pouvez demander qu’on y corrige ou efface ce qui vous concerne.",
          ),
          list(mentions.map((one) => `${capitalised(one.kind)}\u202f: ${one.texts}`)),
        ]
      : []),
    ...(exports.length > 0
      ? [
          table(
            "Archives déjà préparées",
            ["Le", "Gardée jusqu’au"],
            exports.map((one) => [instant(one.createdAt), instant(one.expiresAt)]),
          ),
        ]
      : []),
  ];
}

function readers({ looks }: PersonData): Chapter {
  const kinds = new Map<
    string,
    { by: string; what: string; times: number; first: Date; last: Date }
  >();
  for (const { at, by, what } of looks) {
    const key = `${by} ${what}`;
    const seen = kinds.get(key);
    kinds.set(key, { by, what, times: (seen?.times ?? 0) + 1, first: seen?.first ?? at, last: at });
  }
  return {
    title: "Qui a ouvert votre dossier",
    blocks:
      looks.length > 0
        ? [
            text(
              `Par genre de personnes\u202f: les noms des membres de la coopérative leur appartiennent. Chaque ligne est dans donnees.json.`,
            ),
            table(
              "Consultations et modifications",
              ["Qui", "Quoi", "Fois", "Quand"],
              [...kinds.values()].map((one) => [
                one.by,
                one.what,
                String(one.times),
                during(today(one.first), today(one.last)),
              ]),
            ),
          ]
        : [text("Personne n’a encore ouvert votre dossier.")],
  };
}

function fieldsOf(fields: unknown): string {
  if (typeof fields !== "object" || fields === null) return "";
  return Object.values(fields)
    .flat()
    .filter((one) => typeof one === "string" && one.trim() !== "" && !/^[0-9a-f-]{36}$/.test(one))
    .join("\n");
}

const text = (words: string): Block => ({ kind: "text", text: words });
const heading = (words: string): Block => ({ kind: "heading", text: words });
const list = (items: readonly string[]): Block => ({ kind: "list", items });
const quote = (words: string): Block[] =>
  words.trim() === "" ? [] : [{ kind: "quote", text: words }];
const facts = (said: readonly (readonly [string, string])[]): Block => ({
  kind: "facts",
  facts: said.map(([term, value]) => [term, value === "" ? notSaid : value] as const),
});
/** Without the columns where no row says anything. */
function table(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Block {
  const isSaid = header.map((_, at) => rows.some((row) => row[at] !== ""));
  const said = (cells: readonly string[]) => cells.filter((_, at) => isSaid[at]);
  return { kind: "table", caption, header: said(header), rows: rows.map(said) };
}

const day = dayInWords;
const during = (first: string, last: string) =>
  first === last ? day(first) : `du ${day(first)} au ${day(last)}`;
const clock = (time: string) => time.slice(0, 5).replace(/^0/, "").replace(":", "\u00a0h\u00a0");
const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const timeOfDay = new Intl.DateTimeFormat("fr-FR", {
  hour: "numeric",
  minute: "2-digit",
  timeZone: "Europe/Paris",
});
/** « 24 novembre 2026 à 9 h 05 » */
const instant = (at: Date) =>
  `${day(today(at))} à ${timeOfDay.format(at).replace(/^0/, "").replace(":", "\u00a0h\u00a0")}`;
