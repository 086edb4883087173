import { listEvents } from "@essaim/accompaniment/event/event.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Table } from "@essaim/ui/table";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { sessionsAddressSchema, whenOf } from "../meetings/sessions-address";
import { comingEvents, pastEvents } from "./event-table";

export const meta: MetaFunction = () => pageTitle("Événements");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { quand, page } = parseQuery(sessionsAddressSchema, request);
  const when = whenOf(quand);
  const list = await context.execute(actor, listEvents, { when, page });
  return { ...list, when, mayWrite: can(actor, "event:write") };
}

/** Meet-ups and presentations: what is held for whoever is not accompanied. */
export default function Events() {
  const { sessions, total, cancelled, page, pageCount, when, mayWrite } =
    useLoaderData<typeof loader>();
  const isPast = when === "past";
  const held = total - cancelled;
  const create = mayWrite && (
    <ButtonLink href={paths.newEvent()} variant="primary" icon="plus">
      Événement
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Événements"
        lead="Les rencontres et les présentations ouvertes au dehors. Les ateliers des personnes accompagnées ont leur propre page."
        meta={
          <span>
            {plural(held, "événement", "événements")}{" "}
            {!isPast ? "à venir" : held < 2 ? "passé" : "passés"}
            {cancelled > 0 && `, et ${plural(cancelled, "annulé", "annulés")}`}
          </span>
        }
        action={create}
      />
      <Tabs
        label="Quand"
        tabs={[
          { label: "À venir", href: paths.events(), current: !isPast },
          { label: "Passés", href: paths.events({ quand: "passes" }), current: isPast },
        ]}
      />
      <Table
        caption={isPast ? "Événements passés" : "Événements à venir"}
        hideCaption
        columns={isPast ? pastEvents(mayWrite) : comingEvents}
        rows={sessions}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            icon="calendar"
            title={isPast ? "Aucun événement passé" : "Aucun événement à venir"}
            action={!isPast && create}
          >
            {isPast
              ? "Les rencontres et les présentations y paraissent le lendemain de leur jour."
              : "Prévoyez une rencontre ouverte à tous, ou une présentation à d’autres coopératives ou à France Travail."}
          </EmptyState>
        }
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefFor={(number) => paths.events({ quand: isPast ? "passes" : undefined, page: number })}
      />
    </>
  );
}
