import {
  confirmResidence,
  overrideResidence,
  useAddressAgain as returnToAddress,
} from "@essaim/accompaniment/residence/residence.commands";
import { getResidencePage } from "@essaim/accompaniment/residence/residence.queries";
import {
  confirmResidenceSchema,
  overrideResidenceFormSchema,
  type ResidencePage,
} from "@essaim/accompaniment/residence/residence.schema";
import { type WorkerRefusal, workerRefusals } from "@essaim/accompaniment/worker/worker.schema";
import { today } from "@essaim/database/today";
import { can, type MemberActor } from "@essaim/identity/actor";
import { listNeighbourhoods } from "@essaim/territory/neighbourhood.queries";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { doneQuery } from "~/flash-location";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { drawHome } from "../territory/home-map.server";
import { refuseLaterHomes } from "./later-homes.server";
import { locateHome } from "./locate-home.server";
import { ResidenceHistory } from "./residence-history";
import { ResidenceNow } from "./residence-now";
import { ResidenceOverride } from "./residence-override";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Lieu de vie · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getResidencePage, { id: recordId(params.id) });
  const mayWrite = can(actor, "worker:write") && !page.worker.isAnonymised;
  return {
    ...page,
    mayWrite,
    map: await drawHome(context, actor, page.now),
    neighbourhoods: mayWrite
      ? await context.execute(actor, listNeighbourhoods, { since: firstDayOf(page) })
      : [],
    today: today(),
    submissionId: crypto.randomUUID(),
  };
}

/** The first day that an answer may be about. */
function firstDayOf({ worker, answers }: ResidencePage): string {
  const days = answers.filter((one) => one.supersededAt === null).map((one) => one.holdsFrom);
  return [worker.supportedFrom, ...days, today()].sort()[0] ?? today();
}

/** Somebody looked and agrees, asks the geocoder again, or answers otherwise: `intent` says which. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  const intent = form.get("intent");
  if (intent === "confirm") return await confirm(context, actor, workerId, form);
  if (intent === "locate") return await locate(context, actor, workerId, form);
  return await answer(context, actor, workerId, form);
}

async function confirm(
  context: AppLoadContext,
  actor: MemberActor,
  workerId: string,
  form: FormData,
) {
  const parsed = parseForm(confirmResidenceSchema, form);
  if (!parsed.ok) throw new Response(null, { status: 404 });
  const outcome = await context.execute(actor, confirmResidence, parsed.value);
  if (outcome.ok) throw redirect(`${paths.residence(workerId)}?fait=lieu-confirme`);
  const formError =
    "Une autre réponse a pris la place de celle-ci entre-temps\u202f: c’est elle qui est montrée.";
  return refuseTyped(refuseForm(form, { formError }));
}

async function locate(
  context: AppLoadContext,
  actor: MemberActor,
  workerId: string,
  form: FormData,
) {
  const outcome = await context.execute(actor, returnToAddress, { workerId });
  if (!outcome.ok) {
    const formError = "La fiche ne dit aucune rue\u202f: il n’y a rien à chercher.";
    return refuseTyped(refuseForm(form, { formError }));
  }
  const told = await locateHome(context, actor, workerId, { askAgain: true });
  const done = told ? "adresse-cherchee" : "adresse-meme-reponse";
  throw redirect(`${paths.residence(workerId)}?${doneQuery(done, told)}`);
}

async function answer(
  context: AppLoadContext,
  actor: MemberActor,
  workerId: string,
  form: FormData,
) {
  const parsed = parseForm(overrideResidenceFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, workerId };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, overrideResidence, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.residence(workerId)}?fait=lieu-repondu`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "later_homes") return refuseLaterHomes(form, "holdsFrom", outcome.later);
  return refuseField(form, { field: "neighbourhood", message: refusalOf(outcome.reason) });
}

function refusalOf(reason: WorkerRefusal | "not_in_force"): string {
  if (reason === "neighbourhood_elsewhere") {
    return "Ce quartier n’est pas dans la commune de la fiche. Corrigez d’abord son adresse.";
  }
  if (reason === "not_in_force") {
    return "Ce quartier n’était pas en vigueur à partir de ce jour. Choisissez-en un autre.";
  }
  return workerRefusals[reason].message;
}

export type ResidenceView = ReturnType<typeof useLoaderData<typeof loader>>;

/** Where a person lives: the answer of today and what proves it, how to answer otherwise, and the answers before. */
export default function Residence() {
  const page = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const { answers, mayWrite } = page;
  const isOverride = shown?.state.values.intent === "override";
  return (
    <>
      <ErrorSummary errors={shown?.state.errors} formError={shown?.state.formError} />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <ResidenceNow page={page} />
        {mayWrite && (
          <ResidenceOverride
            page={page}
            state={isOverride ? shown?.state : undefined}
            replaceFrom={shown?.replaceFrom}
            submissionId={shown?.key ?? page.submissionId}
          />
        )}
      </div>
      {answers.length > 0 && (
        <Section
          title="Toutes les réponses"
          lead={
            "Une personne comptée un jour le reste\u202f: chaque jour garde la réponse qui valait alors."
          }
        >
          <ResidenceHistory answers={answers} />
        </Section>
      )}
    </>
  );
}
