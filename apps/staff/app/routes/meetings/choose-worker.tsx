import { listMyAppointments } from "@essaim/accompaniment/meeting/appointment.queries";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { SearchField } from "@essaim/ui/search-field";
import { Section } from "@essaim/ui/section";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { z } from "zod";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { type PersonLine, peopleToChoose } from "./people.server";
import { whenInWords } from "./when";

const querySchema = z.object({ q: z.string().trim().max(100).default("") });

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && titleOf(page.isBooking));

const titleOf = (isBooking: boolean) =>
  isBooking ? "Nouveau rendez-vous" : "Nouveau compte rendu";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { q } = parseQuery(querySchema, request);
  const isBooking = new URL(request.url).pathname.startsWith(paths.newAppointment());
  return {
    ...(await peopleToChoose(context, actor, q)),
    q,
    isBooking,
    // Minutes are most often those of today's appointments, or of one that was forgotten.
    untold:
      q || isBooking ? [] : await context.execute(actor, listMyAppointments, { until: today() }),
    mayWrite: can(actor, "worker:write"),
  };
}

/** With whom is the meeting, or was it? One's own people first, the longest not met at the top. */
export default function ChooseWorker() {
  const { people, hasMore, q, isBooking, untold, mayWrite } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={titleOf(isBooking)}
        breadcrumb={[{ label: "Personnes", href: paths.workers() }]}
        lead={isBooking ? "Avec qui\u202f?" : "Avec qui était la rencontre\u202f?"}
      />
      <Form method="get" role="search" className="max-w-xl">
        <SearchField label="Chercher une personne" defaultValue={q} isArrival />
      </Form>
      {untold.length > 0 && (
        <Section title="Vos rendez-vous à raconter">
          <ul className="max-w-2xl border-t border-line">
            {untold.map((appointment) => (
              <ChoiceLine
                key={appointment.id}
                href={paths.tellMeeting(appointment.id)}
                name={appointment.workerName}
                note={whenInWords(appointment)}
              />
            ))}
          </ul>
        </Section>
      )}
      <Section
        title={q ? `Résultats pour «\u202f${q}\u202f»` : "Les personnes que vous accompagnez"}
      >
        {people.length > 0 ? (
          <Choices people={people} hasMore={hasMore} isBooking={isBooking} />
        ) : (
          <EmptyState
            level={3}
            icon="users"
            title={q ? "Personne ne correspond" : "Vous n’accompagnez personne pour l’instant"}
            action={
              mayWrite && (
                <ButtonLink href={paths.newWorker()} icon="userPlus">
                  Nouvelle personne
                </ButtonLink>
              )
            }
          >
            {q
              ? "Quelques lettres suffisent, avec ou sans accents."
              : "Cherchez ci-dessus une personne que quelqu’un d’autre accompagne."}
          </EmptyState>
        )}
      </Section>
    </>
  );
}

function Choices({
  people,
  hasMore,
  isBooking,
}: {
  people: PersonLine[];
  hasMore: boolean;
  isBooking: boolean;
}) {
  const hrefOf = isBooking ? paths.newAppointmentWith : paths.newMeetingWith;
  return (
    <>
      <ul className="max-w-2xl border-t border-line">
        {people.map((person) => (
          <ChoiceLine
            key={person.id}
            href={hrefOf(person.id)}
            name={person.name}
            note={person.note}
          />
        ))}
      </ul>
      {hasMore && (
        <p className="text-sm text-muted">
          Les autres se trouvent par la recherche&nbsp;: quelques lettres du nom suffisent.
        </p>
      )}
    </>
  );
}

function ChoiceLine({ href, name, note }: { href: string; name: string; note: ReactNode }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-2.5">
      <Link href={href} className="font-semibold">
        {name}
      </Link>
      <span className="text-sm text-muted">{note}</span>
    </li>
  );
}
