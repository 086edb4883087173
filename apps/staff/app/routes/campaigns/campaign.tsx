import type { SessionRow } from "@essaim/accompaniment/workshop/workshop.queries";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { getCampaign } from "@essaim/outreach/campaign/campaign.queries";
import { type LetterLine, listNewslettersOf } from "@essaim/outreach/newsletter/newsletter.queries";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { campaignEvents } from "../events/event-table";
import { LettersTable } from "../letters/letters-table";
import { CampaignEffect } from "./campaign-effect";
import { spanInWords } from "./campaign-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.campaign.name} · Communication`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [page, letters] = await Promise.all([
    context.execute(actor, getCampaign, { id }),
    // Letters are for those who write to contacts.
    can(actor, "contact:read")
      ? context.execute(actor, listNewslettersOf, { campaignId: id })
      : null,
  ]);
  return {
    ...page,
    letters,
    day: today(),
    mayWrite: can(actor, "outreach:write"),
    mayPlan: can(actor, "event:write"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** A campaign: what it aims at, what it is made of, who came, and what changed in the audience. */
export default function Campaign() {
  const page = useLoaderData<typeof loader>();
  const { campaign, effect, mayWrite } = page;
  return (
    <>
      <PageHeader
        title={campaign.name}
        breadcrumb={[{ label: "Communication", href: paths.campaigns() }]}
        meta={<span>{spanInWords(campaign)}</span>}
        action={
          mayWrite && (
            <ButtonLink href={paths.editCampaign(campaign.id)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Events {...page} />
          {page.letters && <Letters {...page} letters={page.letters} />}
          <CampaignEffect effect={effect} hasPieces={campaign.pieces.length > 0} />
        </div>
        <div className="flex flex-col gap-8">
          {(campaign.aim || campaign.audience) && (
            <Section title="Le but" rule={false}>
              {campaign.aim && <p className="whitespace-pre-line">{campaign.aim}</p>}
              {campaign.audience && (
                <p>
                  <span className="font-semibold">Pour qui&#8239;:</span> {campaign.audience}
                </p>
              )}
            </Section>
          )}
          <Pieces {...page} />
          {mayWrite && (
            <p>
              <Link href={paths.removeCampaign(campaign.id)}>Supprimer la campagne</Link>
            </p>
          )}
        </div>
      </div>
    </>
  );
}

/** How many registered at the events that took or will take place, and how many came to those told. */
function attendanceInWords(events: readonly SessionRow[]): string {
  const held = events.filter((event) => !event.isCancelled);
  const sum = (of: (event: SessionRow) => number) => held.reduce((all, one) => all + of(one), 0);
  const registered = plural(
    sum((one) => one.expected),
    "inscription",
    "inscriptions",
  );
  const present = sum((one) => one.present);
  const untold = sum((one) => one.untold);
  return [
    `${registered} à ${plural(held.length, "événement", "événements")}`,
    ...(present > 0 ? [plural(present, "personne venue", "personnes venues")] : []),
    ...(untold > 0 ? [`${plural(untold, "présence", "présences")} à noter`] : []),
  ].join(", ");
}

function Events({ campaign, events, day, mayPlan }: Page) {
  const plan = mayPlan && (
    <ButtonLink href={paths.newEvent({ campagne: campaign.id })} icon="plus" size="small">
      Prévoir un événement
    </ButtonLink>
  );
  return (
    <Section
      title="Événements"
      lead={events.length > 0 ? `${attendanceInWords(events)}.` : undefined}
      rule={false}
      action={events.length > 0 && plan}
    >
      <Table
        caption="Événements de la campagne"
        hideCaption
        stack="sm"
        columns={campaignEvents(mayPlan, day)}
        rows={events}
        rowKey={({ id }) => id}
        empty={
          <EmptyState level={3} icon="calendar" title="Aucun événement" action={plan}>
            Prévoyez une rencontre ou une présentation&#8239;: les inscriptions et les présences se
            liront ici.
          </EmptyState>
        }
      />
    </Section>
  );
}

function Letters({ campaign, letters, mayWrite }: Page & { letters: LetterLine[] }) {
  const write = mayWrite && (
    <ButtonLink href={paths.newLetter({ campagne: campaign.id })} icon="plus" size="small">
      Écrire une lettre
    </ButtonLink>
  );
  return (
    <Section title="Lettres" rule={false} action={letters.length > 0 && write}>
      <LettersTable
        letters={letters}
        empty={
          <EmptyState level={3} icon="mail" title="Aucune lettre" action={write}>
            Annoncez la campagne à vos contacts&#8239;: la lettre se lira ici avec ce qu’elle est
            devenue.
          </EmptyState>
        }
      />
    </Section>
  );
}

function Pieces({ campaign, mayWrite }: Page) {
  return (
    <Section title="Contenus mis en avant" rule={false}>
      {campaign.pieces.length === 0 ? (
        <p className="text-muted">
          Aucun pour l’instant.{" "}
          {mayWrite && <Link href={paths.editCampaign(campaign.id)}>Choisissez-en</Link>}
        </p>
      ) : (
        <ul className="flex flex-col gap-1.5">
          {campaign.pieces.map(({ id, title }) => (
            <li key={id}>
              <Link href={paths.piece(id)}>{title}</Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
