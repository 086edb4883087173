import { listContributions } from "@essaim/commons/contribution/contribution.queries";
import { contributionFilterSchema } from "@essaim/commons/contribution/contribution.schema";
import { dropIntention, planIntention } from "@essaim/commons/intention/intention.commands";
import { watchCommons } from "@essaim/commons/register/commons.commands";
import { getCommons } from "@essaim/commons/register/commons.queries";
import { recordShareStatement } from "@essaim/commons/share/share-statement.commands";
import { recordUpstreamStep } from "@essaim/commons/upstream/upstream.commands";
import type { UpstreamState } from "@essaim/commons/upstream/upstream.rules";
import { addValuationRule } from "@essaim/commons/valuation/valuation.commands";
import { addDays } from "./day.ts";
import { fr } from "./french.ts";
import { type Ids, idOf, type Story, saved } from "./tell.ts";

const example = fr`Exemple de démonstration.`;

/** What the cooperative watches, holds, values and means to give. Amounts and dates are invented, and say so. */
export async function addLedger(story: Story, resourceIds: Ids): Promise<void> {
  await watch(story, resourceIds);
  await value(story);
  await hold(story, resourceIds);
  await mean(story, resourceIds);
  await followUpstream(story);
}

/** Nothing is told of how real commons go: only that somebody looked. */
async function watch({ execute, manager, today }: Story, resourceIds: Ids) {
  const looks = [
    { slug: "coopcycle", on: -40, upstreamUrls: "https://github.com/coopcycle" },
    {
      slug: "open-food-network-france",
      on: -75,
      upstreamUrls: "https://github.com/openfoodfoundation",
    },
    { slug: "peertube", on: -420, upstreamUrls: "https://github.com/Chocobozzz/PeerTube" },
  ];
  for (const { slug, on, upstreamUrls } of looks) {
    const id = idOf(resourceIds, slug);
    const known = await execute(manager, getCommons, { id });
    const told = { ...known, id, health: "steady" as const, healthNote: example };
    const input = { ...told, upstreamUrls, checkedOn: addDays(today, on) };
    saved(await execute(manager, watchCommons, input), slug);
  }
}

async function value({ execute, manager }: Story) {
  const rules = [
    { kind: null, unit: "hour" as const, amountCents: 3_000, validFrom: "2019-01-01" },
    { kind: null, unit: "hour" as const, amountCents: 3_500, validFrom: "2024-01-01" },
    { kind: "event" as const, unit: "each" as const, amountCents: 20_000, validFrom: "2019-01-01" },
  ];
  for (const rule of rules) {
    const input = { ...rule, reason: fr`Exemple de démonstration : montant inventé.` };
    saved(await execute(manager, addValuationRule, input), rule.validFrom);
  }
}

async function hold({ execute, manager, today }: Story, resourceIds: Ids) {
  const lastYear = Number(today.slice(0, 4)) - 1;
  for (const year of [lastYear - 1, lastYear]) {
    const input = {
      openResourceId: idOf(resourceIds, "mobicoop"),
      ...{ year, shareCount: 2, nominalCents: 10_000 },
      ...{ certificate: fr`Exemple n° ${year}`, note: "" },
    };
    saved(await execute(manager, recordShareStatement, input), String(year));
  }
}

async function mean({ execute, manager, today }: Story, resourceIds: Ids) {
  const plan = async (
    slug: string,
    kind: "share" | "gift" | "membership" | "code",
    on: number,
    description: string,
    euros: number | null,
  ) =>
    saved(
      await execute(manager, planIntention, {
        ...{ kind, description, minutes: kind === "code" ? 900 : null, budgetLineId: null },
        openResourceId: idOf(resourceIds, slug),
        plannedOn: addDays(today, on),
        amountCents: euros === null ? null : euros * 100,
      }),
      description,
    ).id;
  await plan("mobicoop", "share", 90, fr`Cinq parts de plus (exemple de démonstration).`, 500);
  await plan("communecter", "gift", 45, fr`Don de soutien (exemple de démonstration).`, 250);
  await plan(
    "coopcycle",
    "membership",
    55,
    fr`Cotisation à renouveler (exemple de démonstration).`,
    450,
  );
  await plan(
    "coopcycle",
    "code",
    -12,
    fr`Proposer l'export des courses aux autres coopératives.`,
    null,
  );
  await plan("wikimedia", "membership", 30, fr`Première adhésion (exemple de démonstration).`, 120);
  const dropped = await plan("vhelio", "gift", -60, fr`Don pour un prototype (exemple).`, 800);
  const reason = fr`Le prototype est déjà financé (exemple de démonstration).`;
  saved(await execute(manager, dropIntention, { id: dropped, reason }), reason);
}

/** Works on software: the last one waits without an answer, the one before was merged. */
async function followUpstream({ execute, manager }: Story) {
  const filter = contributionFilterSchema.parse({ nature: "code" });
  const { contributions } = await execute(manager, listContributions, filter);
  const lives: [UpstreamState, number][][] = [
    [["proposed", 10]],
    [
      ["proposed", 1],
      ["discussed", 9],
      ["merged", 20],
    ],
  ];
  for (const [at, steps] of lives.entries()) {
    const contribution = contributions[at];
    if (!contribution) continue;
    const { id: contributionId, contributedOn } = contribution;
    for (const [state, on] of steps) {
      const step = { state, happenedOn: addDays(contributedOn, on), reason: "", pageUrl: null };
      saved(await execute(manager, recordUpstreamStep, { contributionId, ...step }), state);
    }
  }
}
