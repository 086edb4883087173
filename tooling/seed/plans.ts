import { listValues } from "@essaim/accompaniment/list/value-list.queries";
import { addAction } from "@essaim/accompaniment/plan/action.commands";
import { setObjective } from "@essaim/accompaniment/plan/objective.commands";
import { addActionSchema } from "@essaim/accompaniment/plan/plan.schema";
import { assessSkills } from "@essaim/accompaniment/plan/skill.commands";
import type { SkillLevel } from "@essaim/accompaniment/plan/skill.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { defineCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { type Day, onDay } from "./day.ts";
import { fr } from "./french.ts";
import { type PersonaName, personas } from "./personas.ts";
import { type Ids, idOf, type Story, saved } from "./tell.ts";

export type ActionSeed = {
  label: string;
  dueOn: Day | null;
  /** Who does it: the person unless it is their coach. */
  by?: "coach";
  /** The day it was done. */
  doneOn?: Day;
};

export type PlanSeed = {
  worker: PersonaName;
  objectives: readonly {
    title: string;
    setOn: Day;
    /** The day it was reached. */
    reachedOn?: Day;
    actions: readonly ActionSeed[];
  }[];
  /** What the person can do, day by day, by the codes of the list « skill ». */
  skills: readonly { on: Day; levels: Readonly<Record<string, SkillLevel>> }[];
};

export const plans: readonly PlanSeed[] = [
  {
    worker: "courierInBoisBlancs",
    objectives: [
      {
        title: fr`Gagner le marché de livraison des écoles`,
        setOn: -24,
        actions: [
          { label: fr`Télécharger le règlement de consultation`, dueOn: -20, doneOn: -21 },
          { label: fr`Demander l'attestation d'assurance de l'équipe`, dueOn: -5 },
          {
            label: fr`Vérifier le prix d'une tournée avec Karim avant le dépôt`,
            dueOn: 2,
            by: "coach",
          },
          { label: fr`Réunir les deux équipes pour répartir les écoles`, dueOn: 12 },
        ],
      },
      {
        title: fr`Être payé pour former les nouveaux coursiers`,
        setOn: -96,
        reachedOn: -60,
        actions: [
          { label: fr`Noter les heures de formation pendant un mois`, dueOn: -66, doneOn: -66 },
        ],
      },
    ],
    skills: [
      {
        on: -420,
        levels: {
          trade: 3,
          price: 1,
          sell: 1,
          quote: 1,
          manage: 0,
          digital: 2,
          cooperate: 2,
          commons: 1,
        },
      },
      {
        on: -24,
        levels: {
          trade: 4,
          price: 3,
          sell: 2,
          quote: 3,
          manage: 2,
          digital: 2,
          cooperate: 4,
          commons: 3,
        },
      },
    ],
  },
  {
    worker: "courierInFives",
    objectives: [
      {
        title: fr`Devenir répartitrice à mi-temps, et formée pour cela`,
        setOn: -58,
        actions: [
          { label: fr`Tenir la répartition deux jours par semaine`, dueOn: -30, doneOn: -32 },
          { label: fr`Réécrire la partie du mode d'emploi sur les retards`, dueOn: -1 },
          {
            label: fr`Voir avec la direction combien d'heures seront payées`,
            dueOn: 5,
            by: "coach",
          },
        ],
      },
    ],
    skills: [
      {
        on: -300,
        levels: {
          trade: 2,
          price: 0,
          sell: 1,
          quote: 0,
          manage: 0,
          digital: 2,
          communicate: 1,
          cooperate: 2,
          commons: 0,
        },
      },
      {
        on: -150,
        levels: {
          trade: 3,
          price: 1,
          sell: 1,
          quote: 1,
          manage: 1,
          digital: 3,
          communicate: 1,
          cooperate: 3,
          commons: 1,
        },
      },
      {
        on: -13,
        levels: {
          trade: 4,
          price: 2,
          sell: 2,
          quote: 2,
          manage: 1,
          digital: 4,
          communicate: 2,
          cooperate: 3,
          commons: 3,
        },
      },
    ],
  },
  {
    worker: "grocerInFives",
    objectives: [
      {
        title: fr`Ouvrir le rayon frais de l'épicerie`,
        setOn: -45,
        actions: [
          { label: fr`Comparer deux chambres froides d'occasion`, dueOn: -18, doneOn: -16 },
          { label: fr`Déposer la déclaration à la préfecture`, dueOn: -4 },
          { label: fr`Relire le prévisionnel avec Justine`, dueOn: 3, by: "coach" },
        ],
      },
    ],
    skills: [
      {
        on: -200,
        levels: { trade: 3, price: 2, sell: 2, quote: 2, manage: 2, digital: 2, commons: 2 },
      },
      {
        on: -15,
        levels: { trade: 4, price: 3, sell: 3, quote: 2, manage: 3, digital: 3, commons: 4 },
      },
    ],
  },
  {
    worker: "windowCleanerInLille",
    objectives: [
      {
        title: fr`Prendre cinq semaines de repos sans perdre un client`,
        setOn: -18,
        actions: [
          { label: fr`Écrire la fiche de chaque client pour la remplaçante`, dueOn: 4 },
          { label: fr`Préparer une convention de remplacement`, dueOn: -2, by: "coach" },
        ],
      },
      {
        title: fr`Vivre de ses prix, sans application`,
        setOn: -128,
        reachedOn: -18,
        actions: [
          { label: fr`Relever les prix en deux fois`, dueOn: -40, doneOn: -42 },
          { label: fr`Fermer le compte de l'application`, dueOn: -25, doneOn: -20 },
        ],
      },
    ],
    skills: [
      {
        on: -120,
        levels: {
          trade: 4,
          price: 1,
          sell: 2,
          quote: 2,
          manage: 1,
          digital: 1,
          communicate: 1,
          cooperate: 0,
        },
      },
      {
        on: -18,
        levels: {
          trade: 4,
          price: 3,
          sell: 3,
          quote: 3,
          manage: 2,
          digital: 2,
          communicate: 1,
          cooperate: 2,
        },
      },
    ],
  },
  {
    worker: "bakerInLille",
    objectives: [
      {
        title: fr`Vendre deux cents pains par semaine`,
        setOn: -85,
        actions: [
          { label: fr`Trouver un troisième groupement d'achat`, dueOn: -12 },
          { label: fr`Calculer le prix de revient d'un pain avec Emre`, dueOn: 9, by: "coach" },
        ],
      },
    ],
    skills: [{ on: -85, levels: { trade: 4, price: 2, sell: 2, quote: 1, manage: 1, digital: 1 } }],
  },
  {
    worker: "courierInBlancSeau",
    objectives: [
      {
        title: fr`Avoir trois clients fixes à Tourcoing`,
        setOn: -41,
        actions: [
          { label: fr`Laisser une offre aux deux commerces de la Grand-Place`, dueOn: -8 },
          { label: fr`Relire l'offre avec elle`, dueOn: -15, by: "coach", doneOn: -16 },
          { label: fr`Appeler le traiteur pour les fêtes`, dueOn: 6 },
        ],
      },
    ],
    skills: [
      { on: -70, levels: { trade: 2, price: 0, sell: 0, quote: 0, digital: 2, communicate: 0 } },
      { on: -6, levels: { trade: 3, price: 1, sell: 2, quote: 1, digital: 2, communicate: 1 } },
    ],
  },
  {
    worker: "mediatorInPontRompu",
    objectives: [
      {
        title: fr`Tenir quatre ateliers payés par mois`,
        setOn: -120,
        actions: [
          { label: fr`Écrire le déroulé d'un atelier pour qu'un autre le tienne`, dueOn: 15 },
          { label: fr`Demander au bailleur les dates du trimestre`, dueOn: -3 },
        ],
      },
    ],
    skills: [
      {
        on: -190,
        levels: { trade: 3, price: 0, sell: 0, quote: 0, digital: 4, communicate: 2, commons: 3 },
      },
      {
        on: -23,
        levels: { trade: 4, price: 2, sell: 2, quote: 2, digital: 4, communicate: 3, commons: 4 },
      },
    ],
  },
];

/** Plans of a few people, and what became of everybody's next steps. */
export async function addPlans(story: Story, workerIds: Ids): Promise<void> {
  const { execute, today } = story;
  saved(await execute(story.manager, followNextSteps, { day: today }), "next steps");
  const anyCoach = [...story.coaches.values()][0];
  if (!anyCoach) throw new Error("No coach");
  const { skill } = await execute(anyCoach, listValues, { keys: ["skill"] });
  const skillIds = new Map(skill.map(({ id, code }) => [code ?? "", id]));
  for (const { worker, objectives, skills } of plans) {
    const coach = story.coaches.get(personas[worker]().coach);
    if (!coach) throw new Error(`No coach for ${worker}`);
    const workerId = idOf(workerIds, worker);
    for (const { title, setOn, reachedOn, actions } of objectives) {
      const { id } = saved(await execute(coach, setObjective, { workerId, title }), title);
      for (const action of actions) await tellAction(story, coach, { workerId, id }, action);
      const dates = { id, setOn: onDay(today, setOn), reachedOn: dayOrNull(today, reachedOn) };
      saved(await execute(coach, dateObjective, dates), title);
    }
    for (const { on, levels } of skills) {
      const marks = Object.entries(levels).map(([code, level]) => ({
        valueId: idOf(skillIds, code),
        level,
      }));
      const assessment = { workerId, assessedOn: onDay(today, on), marks };
      const fresh = { ...assessment, replaces: null, seen: "" };
      saved(await execute(coach, assessSkills, fresh), `Skills of ${worker}`);
    }
  }
}

async function tellAction(
  { execute, today }: Story,
  coach: MemberActor,
  objective: { workerId: string; id: string },
  { label, dueOn, by, doneOn }: ActionSeed,
): Promise<void> {
  const input = addActionSchema.parse({
    workerId: objective.workerId,
    objectiveId: objective.id,
    label,
    ownerId: by === "coach" ? coach.membershipId : undefined,
    dueOn: dayOrNull(today, dueOn) ?? undefined,
  });
  const { id } = saved(await execute(coach, addAction, input), label);
  if (doneOn === undefined) return;
  saved(await execute(coach, dateAction, { id, doneOn: onDay(today, doneOn) }), label);
}

const dayOrNull = (today: string, day: Day | null | undefined) =>
  day === null || day === undefined ? null : onDay(today, day);

// A member says that something is done on the day it is: the story's past has commands of its own.

const dateObjective = defineCommand({
  name: "markObjective",
  permission: "worker:write",
  subject: "objective",
  input: z.object({ id: z.uuid(), setOn: z.iso.date(), reachedOn: z.iso.date().nullable() }),
  run: async ({ db, input: { id, setOn, reachedOn } }) => {
    await db
      .updateTable("objective")
      .set({ set_on: setOn, status: reachedOn ? "reached" : "open", closed_on: reachedOn })
      .where("id", "=", id)
      .execute();
    return { ok: true as const, id };
  },
});

const dateAction = defineCommand({
  name: "markAction",
  permission: "worker:write",
  subject: "plan_action",
  input: z.object({ id: z.uuid(), doneOn: z.iso.date() }),
  run: async ({ db, input: { id, doneOn } }) => {
    await db.updateTable("plan_action").set({ done_on: doneOn }).where("id", "=", id).execute();
    return { ok: true as const, id };
  },
});

/**
 * What was agreed at a meeting was done before the next one, except, one time in five, given up there. The last
 * agreement is still to be done, unless the person has left.
 */
const followNextSteps = defineCommand({
  name: "markAction",
  permission: "worker:write",
  subject: "plan_action",
  input: z.object({ day: z.iso.date() }),
  run: async ({ db, input: { day } }) => {
    await sql`
      with step as (
        select a.id, a.due_on, row_number() over (order by m.held_on, a.id) as turn,
          coalesce((select min(n.held_on) from meeting n
            where n.worker_id = m.worker_id and n.held_on > m.held_on and n.attendance = 'present'),
            case when w.supported_until < ${day} then w.supported_until end) as followed_on
        from plan_action a
        join meeting m on m.id = a.meeting_id
        join worker w on w.id = a.worker_id)
      update plan_action a set
        done_on = case when s.turn % 5 <> 0 then least(s.due_on, s.followed_on) end,
        dropped_on = case when s.turn % 5 = 0 then s.followed_on end
      from step s where s.id = a.id and s.followed_on is not null`.execute(db);
    return { ok: true as const, id: null };
  },
});
