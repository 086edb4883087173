import { declareClaim } from "@essaim/commons/pot/claim.commands";
import { payPot } from "@essaim/commons/pot/pay-pot.commands";
import { openPot } from "@essaim/commons/pot/pot.commands";
import { getPot } from "@essaim/commons/pot/pot.queries";
import { answerRound, proposeRound, settleRound } from "@essaim/commons/pot/round.commands";
import { watchCommons } from "@essaim/commons/register/commons.commands";
import { getCommons } from "@essaim/commons/register/commons.queries";
import { addDays } from "./day.ts";
import { fr } from "./french.ts";
import type { PersonaName } from "./personas.ts";
import { type Ids, idOf, type Story, saved } from "./tell.ts";

type ClaimSeed = { worker: PersonaName; work: string; euros: number };
type AnswerSeed = { answer: "consent" | "objection" | "aside"; reason?: string };

/** A pot shared and paid, whose first proposal met an objection; and one that waits for its circle. Amounts are invented. */
export async function addGiving(story: Story, resourceIds: Ids, workerIds: Ids): Promise<void> {
  const { execute, manager, today } = story;
  const openResourceId = idOf(resourceIds, "movilab");
  const known = await execute(manager, getCommons, { id: openResourceId });
  saved(
    await execute(manager, watchCommons, { ...known, id: openResourceId, tellsGiving: true }),
    "Movilab tells what it is given",
  );

  const open = async (title: string, euros: number, from: number, until: number) => {
    const pot = {
      ...{ title, openResourceId, amountCents: euros * 100, budgetLineId: null },
      terms: fr`Exemple de démonstration. Chacun dit ce qu'il a fait et ce qu'il souhaite ; on partage quand personne n'objecte.`,
      ...{ openedOn: addDays(today, from), claimsUntil: addDays(today, until) },
    };
    return saved(await execute(manager, openPot, pot), title).id;
  };
  const claim = async (potId: string, on: number, { worker, work, euros }: ClaimSeed) => {
    const input = {
      ...{ potId, work, wishedCents: euros * 100, workerId: idOf(workerIds, worker) },
      declaredOn: addDays(today, on),
    };
    saved(await execute(manager, declareClaim, input), work);
  };
  const round = async (potId: string, on: number, euros: number[], answers: AnswerSeed[]) => {
    const { claims } = await execute(manager, getPot, { id: potId });
    const shares = claims.map(({ id }, at) => ({ claimId: id, cents: (euros[at] ?? 0) * 100 }));
    const proposal = { potId, note: "", proposedOn: addDays(today, on), shares };
    saved(await execute(manager, proposeRound, proposal), "Proposal");
    const pot = await execute(manager, getPot, { id: potId });
    const roundId = pot.rounds.at(-1)?.id ?? "";
    for (const [at, { answer, reason = "" }] of answers.entries()) {
      const claimId = claims[at]?.id ?? "";
      const answeredOn = addDays(today, on + 2);
      const input = { potId, roundId, claimId, answer, reason, answeredOn };
      saved(await execute(manager, answerRound, input), "Answer");
    }
    return { potId, roundId };
  };

  const shared = await open(fr`Récits de lieux (exemple de démonstration)`, 900, -150, -110);
  await claim(shared, -140, {
    worker: "coworkingFounder",
    work: fr`Trois récits de passation de lieux, relus avec les équipes.`,
    euros: 600,
  });
  await claim(shared, -138, {
    worker: "developerInWattrelos",
    work: fr`Mise en page du wiki et reprise des images.`,
    euros: 400,
  });
  const refused = await round(
    shared,
    -100,
    [450, 450],
    [
      {
        answer: "objection",
        reason: fr`Les récits ont pris deux fois plus de temps que la mise en page.`,
      },
      { answer: "consent" },
    ],
  );
  saved(await execute(manager, settleRound, refused), "Objection");
  const agreed = await round(shared, -90, [550, 350], [{ answer: "consent" }, { answer: "aside" }]);
  saved(await execute(manager, settleRound, agreed), "Agreement");
  const { version } = await execute(manager, getPot, { id: shared });
  const payment = { id: shared, version, paidOn: addDays(today, -80) };
  saved(
    await execute(manager, payPot, { ...payment, account: "6226", payAnyway: false }),
    "Payment of a pot",
  );

  const waiting = await open(fr`Fiches du printemps (exemple de démonstration)`, 500, -30, 30);
  await claim(waiting, -20, {
    worker: "coworkingFounder",
    work: fr`Deux fiches sur les budgets de lieux.`,
    euros: 300,
  });
  await claim(waiting, -12, {
    worker: "bakerInLille",
    work: fr`Une fiche sur le fournil partagé, avec ses plans.`,
    euros: 350,
  });
  await round(waiting, -6, [230, 270], [{ answer: "consent" }]);
}
