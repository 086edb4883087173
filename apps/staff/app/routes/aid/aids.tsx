import { listAids } from "@essaim/accompaniment/aid/aid.queries";
import { aidFilterSchema, stateWords } from "@essaim/accompaniment/aid/aid.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { AidCard } from "./aid-card";
import { takeStep } from "./steps.server";

export const meta: MetaFunction = () => pageTitle("Petites aides");

const states = [
  { word: undefined, label: "Toutes" },
  { word: "a-decider", label: "À décider" },
  { word: "a-payer", label: "À payer" },
  { word: "payees", label: "Payées" },
  { word: "refusees", label: "Refusées" },
] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(aidFilterSchema, request);
  const page = await context.execute(actor, listAids, filter);
  const word = new URL(request.url).searchParams.get("etat") ?? undefined;
  return {
    ...page,
    state: states.find((one) => one.word === word)?.word,
    today: today(),
    mayDecide: can(actor, "aid:decide"),
    mayRequest: can(actor, "aid:request"),
    submissionIds: page.aids.map(() => crypto.randomUUID()),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const refused = await takeStep(context, actor, form);
  if (refused) return refused;
  const { search } = new URL(request.url);
  const back = new URLSearchParams(search);
  back.set("fait", "enregistre");
  throw redirect(`${paths.aids()}?${back}`);
}

export default function Aids() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const everything = Object.values(page.counts).reduce((sum, count) => sum + count, 0);
  const hrefFor = (query: { etat?: string; page?: number }) => paths.aids(query);
  return (
    <>
      <PageHeader
        title="Petites aides"
        lead="Un coup de pouce demandé pour une personne, accordé en un clic, payé sur une enveloppe."
        action={
          <ButtonLink href={paths.budgetLines()} icon="grant">
            Enveloppes
          </ButtonLink>
        }
      />
      <Tabs
        label="Où en sont les demandes"
        tabs={states.map(({ word, label }) => ({
          label,
          href: hrefFor({ etat: word }),
          current: page.state === word,
          count: word ? (page.counts[stateWords[word]] ?? 0) : everything,
        }))}
      />
      {page.aids.length === 0 ? (
        <EmptyState
          icon="grant"
          title={page.state ? "Rien dans cette liste" : "Aucune aide demandée pour l’instant"}
          action={
            !page.state && (
              <ButtonLink href={paths.workers()} icon="users">
                Choisir une personne
              </ButtonLink>
            )
          }
        >
          Une aide se demande depuis la page d’une personne, onglet «&#8239;Aides&#8239;».
        </EmptyState>
      ) : (
        <>
          <p className="sr-only">{plural(page.total, "aide", "aides")}</p>
          <ul className="flex max-w-3xl flex-col gap-5">
            {page.aids.map((aid, index) => (
              <li key={aid.id}>
                <AidCard
                  aid={aid}
                  showsWorker
                  lines={page.mayDecide ? page.lines : undefined}
                  mayRequest={page.mayRequest}
                  today={page.today}
                  answer={answer?.state.values.id === aid.id ? answer : undefined}
                  submissionId={page.submissionIds[index] ?? ""}
                />
              </li>
            ))}
          </ul>
          <Pagination
            page={page.page}
            pageCount={page.pageCount}
            hrefFor={(number) => hrefFor({ etat: page.state, page: number })}
          />
        </>
      )}
    </>
  );
}
