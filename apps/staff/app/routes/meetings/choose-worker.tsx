import { listWorkers, type WorkerRow } from "@essaim/accompaniment/worker/worker.queries";
import { noFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { SearchField } from "@essaim/ui/search-field";
import { Section } from "@essaim/ui/section";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

const querySchema = z.object({ q: z.string().trim().max(100).default("") });

export const meta: MetaFunction = () => pageTitle("Nouveau compte rendu");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { q } = parseQuery(querySchema, request);
  const asked = q
    ? { ...noFilter, search: q, support: "all" as const }
    : { ...noFilter, coach: "me", sort: "lastMeeting" as const };
  const { workers, total } = await context.execute(actor, listWorkers, asked);
  return { workers, total, q, mayWrite: can(actor, "worker:write") };
}

/** With whom was the meeting? One's own people first, the longest not met at the top. */
export default function ChooseWorker() {
  const { workers, total, q, mayWrite } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Nouveau compte rendu"
        breadcrumb={[{ label: "Personnes", href: paths.workers() }]}
        lead={"Avec qui était la rencontre\u202f?"}
      />
      <Form method="get" role="search" className="max-w-xl">
        <SearchField label="Chercher une personne" defaultValue={q} />
      </Form>
      <Section
        title={q ? `Résultats pour «\u202f${q}\u202f»` : "Les personnes que vous accompagnez"}
      >
        {workers.length > 0 ? (
          <Choices workers={workers} total={total} />
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

function Choices({ workers, total }: { workers: WorkerRow[]; total: number }) {
  return (
    <>
      <ul className="max-w-2xl border-t border-line">
        {workers.map((worker) => (
          <li
            key={worker.id}
            className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-2.5"
          >
            <Link href={paths.newMeetingWith(worker.id)} className="font-semibold">
              {worker.givenName} {worker.familyName}
            </Link>
            <span className="text-sm text-muted">
              {worker.communeName && `${worker.communeName} · `}
              {worker.lastMeetingOn
                ? `dernière rencontre le ${formatDate(worker.lastMeetingOn)}`
                : "jamais de rencontre"}
            </span>
          </li>
        ))}
      </ul>
      {total > workers.length && (
        <p className="text-sm text-muted">
          Les autres se trouvent par la recherche&nbsp;: quelques lettres du nom suffisent.
        </p>
      )}
    </>
  );
}
