import { getPot } from "@essaim/commons/pot/pot.queries";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatCents, formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { Claims } from "./claims";
import { PayForm } from "./pay-form";
import { PotBadge } from "./pot-badge";
import { takePotStep } from "./pot-steps.server";
import { RoundAnswers, RoundTable } from "./round";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.pot.title} · Cagnotte`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const pot = await context.execute(actor, getPot, { id: recordId(params.id) });
  return {
    pot,
    day: today(),
    canWrite: can(actor, "contribution:write"),
    canManage: can(actor, "commons:write"),
    canPay: can(actor, "spending:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  return await takePotStep(context, actor, recordId(params.id), await readForm(request));
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PotPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { pot, canManage } = page;
  const isOver = pot.status === "paid" || pot.status === "cancelled";
  const living = pot.claims.filter(({ withdrawnOn }) => !withdrawnOn);
  const lastPaid = pot.claims
    .flatMap(({ paidOn }) => paidOn ?? [])
    .sort()
    .at(-1);
  const wished = living.reduce((sum, { wishedCents }) => sum + wishedCents, 0);
  return (
    <>
      <PageHeader
        title={pot.title}
        breadcrumb={[{ label: "Cagnottes", href: paths.pots() }]}
        meta={
          <>
            <PotBadge status={pot.status} />
            <Link href={paths.oneCommons(pot.openResourceId)}>{pot.openResourceName}</Link>
          </>
        }
        action={
          canManage &&
          !isOver && (
            <ButtonLink href={paths.editPot(pot.id)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      {answer?.state.formError && (
        <Alert tone="danger" role="alert" title={answer.state.formError} />
      )}
      <DescriptionList
        columns={2}
        items={[
          { term: "À partager", value: formatCents(pot.amountCents) },
          { term: "Souhaité", value: living.length > 0 ? formatCents(wished) : "Rien encore" },
          { term: "Ouverte le", value: formatDate(pot.openedOn) },
          { term: "Demandes jusqu’au", value: formatDate(pot.claimsUntil) },
          {
            term: "Payée par",
            value: pot.lineLabel ?? "La coopérative, sans ligne budgétaire",
          },
          ...(pot.closedOn
            ? [
                {
                  term: pot.status === "paid" ? "Versée le" : "Annulée le",
                  // Each part is paid on the day of its expense, which may be corrected since.
                  value: formatDate(lastPaid ?? pot.closedOn),
                },
              ]
            : []),
          ...(pot.terms
            ? [
                {
                  term: "Règles du partage",
                  value: <span className="whitespace-pre-line">{pot.terms}</span>,
                },
              ]
            : []),
        ]}
      />
      <Claims {...page} />
      <Rounds page={page} answer={answer} />
      {pot.status === "agreed" && page.canPay && (
        <PayForm pot={pot} day={page.day} answer={answer} submissionId={page.submissionId} />
      )}
      {canManage && pot.status !== "paid" && <GiveUp page={page} />}
    </>
  );
}

function Rounds({
  page,
  answer,
}: {
  page: Page;
  answer: ReturnType<typeof useActionData<typeof action>>;
}) {
  const { pot, canWrite } = page;
  const last = pot.rounds.at(-1);
  const past = pot.rounds.slice(0, -1);
  const isOver = pot.status === "paid" || pot.status === "cancelled";
  const hasClaims = pot.claims.some(({ withdrawnOn }) => !withdrawnOn);
  return (
    <Section
      title="Partage"
      lead="Une proposition est adoptée quand tout le monde a répondu et que personne n’objecte."
      action={
        canWrite &&
        !isOver &&
        hasClaims && (
          <ButtonLink href={paths.potProposal(pot.id)} icon="plus">
            {last ? "Faire une autre proposition" : "Proposer un partage"}
          </ButtonLink>
        )
      }
    >
      {!last && <p className="text-muted">Aucun partage n’a encore été proposé.</p>}
      {last && (
        <>
          <RoundTable round={last} />
          {canWrite && pot.status === "discussing" && !last.outcome && (
            <RoundAnswers
              round={last}
              day={page.day}
              answer={answer}
              submissionId={page.submissionId}
            />
          )}
        </>
      )}
      {past.length > 0 && (
        <Disclosure
          summary={plural(past.length, "proposition précédente", "propositions précédentes")}
        >
          <div className="flex flex-col gap-6">
            {past.reverse().map((round) => (
              <RoundTable key={round.id} round={round} />
            ))}
          </div>
        </Disclosure>
      )}
    </Section>
  );
}

function GiveUp({ page: { pot } }: { page: Page }) {
  const isCancelled = pot.status === "cancelled";
  return (
    <Form method="post" className="border-t border-line pt-5">
      <SubmitButton name="intent" value={isCancelled ? "reopen" : "cancel"} variant="quiet">
        {isCancelled ? "Reprendre cette cagnotte" : "Annuler cette cagnotte"}
      </SubmitButton>
      <p className="text-sm text-muted">
        {isCancelled
          ? "Elle repart d’où elle en était."
          : "Tout ce qui y est dit reste lisible, et elle peut être reprise."}
      </p>
    </Form>
  );
}
