import { listOf } from "@essaim/accompaniment/list/value-list.schema";
import { countWorkerFacts, type FactCount } from "@essaim/accompaniment/worker/fact-count.queries";
import { today } from "@essaim/database/today";
import { ButtonLink } from "@essaim/ui/button";
import { Chart } from "@essaim/ui/chart";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatPercent, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Situations · Personnes");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const day = today();
  const counted = await context.execute(actor, countWorkerFacts, { day });
  return { ...counted, day, hidesSensitive: actor.role !== "manager" };
}

export default function WorkerFacts() {
  const { people, facts, day, hidesSensitive } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Situations"
        meta={<span>{plural(people, "personne accompagnée", "personnes accompagnées")}</span>}
        lead={`Ce que disent les fiches des personnes accompagnées le ${formatDate(day)}, réponse par réponse. Ce que personne n’a noté est compté «\u202fNon renseigné\u202f».${hidesSensitive ? " Les données sensibles ne sont comptées que pour la direction." : ""}`}
      />
      {people === 0 ? (
        <EmptyState
          title="Personne n’est accompagné aujourd’hui"
          icon="users"
          action={<ButtonLink href={paths.newWorker()}>Inscrire une personne</ButtonLink>}
        >
          Les situations se compteront ici dès la première fiche.
        </EmptyState>
      ) : (
        <div className="grid grid-cols-1 items-start gap-x-12 gap-y-10 xl:grid-cols-2">
          {facts.map((fact) => (
            <Fact key={`${fact.key}-${fact.moment}`} fact={fact} people={people} day={day} />
          ))}
        </div>
      )}
    </>
  );
}

function Fact({ fact, people, day }: { fact: FactCount; people: number; day: string }) {
  const { name, isMultiple, hasEntry } = listOf(fact.key);
  const title = !hasEntry
    ? name
    : fact.moment === "entry"
      ? `${name}, à l’arrivée`
      : `${name}, aujourd’hui`;
  const series = [
    ...fact.values.map(({ label, people }) => ({ label, value: people })),
    { label: "Non renseigné", value: fact.unknown, isUnknown: true },
  ];
  return (
    <Chart
      level={2}
      kind="bars"
      unit="personnes"
      title={title}
      labelHeader="Réponse"
      description={sentence(fact, people)}
      series={series}
      source={`Fiches du ${formatDate(day)}.${isMultiple ? " Une personne compte dans chacune de ses réponses." : ""}`}
    />
  );
}

/** What the chart shows, in one sentence. */
function sentence({ values, unknown }: FactCount, people: number): string {
  const unanswered =
    unknown === 0
      ? "Toutes les fiches ont une réponse."
      : `Il n’y a pas de réponse dans ${plural(unknown, "fiche", "fiches")} sur ${people}.`;
  const most = [...values].sort((a, b) => b.people - a.people)[0];
  if (!most || most.people === 0) return unanswered;
  const isShared = values.some((value) => value !== most && value.people === most.people);
  if (isShared) return unanswered;
  return `«\u202f${most.label}\u202f» est la réponse la plus fréquente (${formatPercent(most.people / people)} des personnes). ${unanswered}`;
}
