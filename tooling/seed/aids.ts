import { decideAid, payAid, requestAid } from "@essaim/accompaniment/aid/aid.commands";
import {
  acceptMentorship,
  offerMentoring,
  proposeMentorship,
  recordMentorshipSession,
} from "@essaim/accompaniment/mentoring/mentoring.commands";
import { today } from "@essaim/database/today";
import { addOwnLine } from "@essaim/funding/budget/budget-line.commands";
import { coachInLille } from "./personas.ts";
import { type Ids, idOf, type Story, saved } from "./tell.ts";

const requests = [
  {
    worker: "solarBikeBuilder",
    euros: 450,
    purpose: "Une batterie d’occasion et un régulateur pour finir le premier vélo solaire.",
    commons: ["vhelio"],
    answer: null,
  },
  {
    worker: "courierInBlancSeau",
    euros: 180,
    purpose: "Un sac isotherme et une sonnette homologuée, pour sortir des plateformes.",
    commons: ["coopcycle"],
    answer: "paid",
  },
  {
    worker: "bakerInLille",
    euros: 320,
    purpose: "Trois jours de location d’un four partagé, pour cuire les premières commandes.",
    commons: ["open-food-network-france"],
    answer: "granted",
  },
  {
    worker: "courierInBoisBlancs",
    euros: 240,
    purpose: "Deux pneus renforcés et un jeu de plaquettes pour le vélo cargo de l’équipe.",
    commons: ["coopcycle"],
    answer: "paid",
  },
  {
    worker: "courierInFives",
    euros: 150,
    purpose: "Une formation aux premiers secours, demandée par deux clients.",
    commons: ["coopcycle"],
    answer: "granted",
  },
  {
    worker: "grocerInFives",
    euros: 400,
    purpose: "Une balance homologuée, pour vendre en vrac.",
    commons: ["open-food-network-france"],
    answer: "granted",
  },
  {
    worker: "windowCleanerInLille",
    euros: 120,
    purpose: "Un harnais, celui de l’application étant rendu.",
    commons: [],
    answer: "paid",
  },
  {
    worker: "mediatorInPontRompu",
    euros: 90,
    purpose: "Six souris et deux casques pour les ateliers.",
    commons: [],
    answer: "paid",
  },
] as const;

/** A budget line, and small aids in each state. Requests are dated today, as any request is. */
export async function addAids(story: Story, workerIds: Ids, resourceIds: Ids): Promise<void> {
  const { execute, manager } = story;
  const coach = coachOf(story);
  const year = today().slice(0, 4);
  const line = saved(
    await execute(manager, addOwnLine, {
      label: `Coups de pouce ${year}`,
      account: "65",
      amountCents: 300_000,
      takesAid: true,
      startsOn: `${year}-01-01`,
      endsOn: `${year}-12-31`,
      isClosed: false,
    }),
    "the budget line",
  );
  for (const { worker, euros, purpose, commons, answer } of requests) {
    const aid = saved(
      await execute(coach, requestAid, {
        workerId: idOf(workerIds, worker),
        amountCents: euros * 100,
        purpose,
        resourceIds: commons.map((slug) => idOf(resourceIds, slug)),
      }),
      worker,
    );
    if (answer === null) continue;
    const decision = {
      id: aid.id,
      version: 1,
      decision: "granted" as const,
      reason: "Un petit montant, un effet tout de suite.",
      budgetLineId: line.id,
      keepAnyway: false,
    };
    saved(await execute(manager, decideAid, decision), worker);
    if (answer === "paid") {
      const payment = { id: aid.id, version: 2, paidOn: today() };
      saved(await execute(manager, payAid, payment), worker);
    }
  }
}

/** Experienced people who pass on what they know, one of them to a newcomer. */
export async function addMentoring(story: Story, workerIds: Ids, resourceIds: Ids): Promise<void> {
  const { execute } = story;
  const coach = coachOf(story);
  const offers = [
    { worker: "courierInBoisBlancs", kind: "resource", id: idOf(resourceIds, "coopcycle") },
    { worker: "courierInBoisBlancs", kind: "commune", id: "59350" },
    { worker: "craftsmanInHem", kind: "resource", id: idOf(resourceIds, "dolibarr") },
    { worker: "grocerInFives", kind: "commune", id: "59350" },
    { worker: "courierInFives", kind: "resource", id: idOf(resourceIds, "coopcycle") },
    { worker: "mediatorInPontRompu", kind: "commune", id: "59599" },
    { worker: "windowCleanerInLille", kind: "commune", id: "59350" },
  ] as const;
  for (const { worker, kind, id } of offers) {
    const offer = { workerId: idOf(workerIds, worker), thing: { kind, id }, note: "" };
    saved(await execute(coach, offerMentoring, offer), worker);
  }
  const pair = {
    mentorId: idOf(workerIds, "courierInBoisBlancs"),
    noviceId: idOf(workerIds, "courierInBlancSeau"),
  };
  const { id } = saved(await execute(coach, proposeMentorship, pair), "the mentorship");
  const on = today();
  saved(await execute(coach, acceptMentorship, { id, version: 1, by: "mentor", on }), "mentor");
  saved(await execute(coach, acceptMentorship, { id, version: 2, by: "novice", on }), "novice");
  saved(
    await execute(coach, recordMentorshipSession, {
      mentorshipId: id,
      heldOn: on,
      durationMinutes: 90,
      summary: "Une tournée ensemble, du chargement à la facture.",
    }),
    "the session",
  );
  // Proposed, and waiting for their answers.
  const asked = {
    mentorId: idOf(workerIds, "grocerInFives"),
    noviceId: idOf(workerIds, "bakerInLille"),
  };
  saved(await execute(coach, proposeMentorship, asked), "the second mentorship");
}

function coachOf({ coaches }: Story) {
  const coach = coaches.get(coachInLille.email);
  if (!coach) throw new Error("No coach in Lille");
  return coach;
}
