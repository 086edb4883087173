import { markDistinct, unmarkDistinct } from "@essaim/accompaniment/worker/distinct.commands";
import { type DistinctPair, findDistinctPair } from "@essaim/accompaniment/worker/distinct.queries";
import { type LikelySame, suggestDuplicates } from "@essaim/accompaniment/worker/duplicate.queries";
import { mergeWorkers } from "@essaim/accompaniment/worker/merge.commands";
import { getMergeFile, proposeKept } from "@essaim/accompaniment/worker/merge.queries";
import {
  choicesOf,
  mergeFormSchema,
  mergeRefusals,
} from "@essaim/accompaniment/worker/merge.schema";
import { findWorkers } from "@essaim/accompaniment/worker/worker-search.queries";
import { today } from "@essaim/database/today";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { formatDay } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { type FormState, parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ChooseOther } from "./merge-choose";
import { comparisonOf, MergeForm } from "./merge-form";

export const meta: MetaFunction = () => pageTitle("Fusionner deux fiches");

const querySchema = z.object({
  avec: z.uuid().optional(),
  q: z.string().trim().max(100).default(""),
  garder: z.literal("celle-ci").optional().catch(undefined),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { avec, q, garder } = parseQuery(querySchema, request);
  if (avec && avec !== id && !garder) {
    const proposed = await context.execute(actor, proposeKept, { aId: id, bId: avec });
    if (proposed !== id) throw redirect(paths.mergeWorker(proposed, { avec: id }));
  }
  const kept = await context.execute(actor, getMergeFile, { id });
  const { givenName, familyName, phone, email } = kept.worker;
  const name = `${givenName} ${familyName}`;
  if (avec && avec !== id) {
    const [merged, distinct] = await Promise.all([
      context.execute(actor, getMergeFile, { id: avec }),
      context.execute(actor, findDistinctPair, { aId: id, bId: avec }),
    ]);
    return {
      step: "compare" as const,
      name,
      comparison: comparisonOf(kept, merged, today()),
      distinct,
      submissionId: crypto.randomUUID(),
    };
  }
  const person = { givenName, familyName, phone, email };
  const [likely, found] = await Promise.all([
    context.execute(actor, suggestDuplicates, { ...person, exceptId: id }),
    q.length > 1 ? context.execute(actor, findWorkers, { search: q, limit: 10 }) : [],
  ]);
  return {
    step: "choose" as const,
    id,
    name,
    q,
    likely: likely satisfies LikelySame[],
    found: found.filter((worker) => worker.id !== id),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const keptId = recordId(params.id);
  const { avec } = parseQuery(querySchema, request);
  const mergedId = recordId(avec);
  const form = await readForm(request);
  const intent = form.get("intent");
  if (intent === "distinct" || intent === "back") {
    const isBack = intent === "back";
    const pair = { aId: keptId, bId: mergedId };
    await context.execute(actor, isBack ? unmarkDistinct : markDistinct, pair);
    throw redirect(
      isBack
        ? `${paths.mergeWorker(keptId, { avec: mergedId })}&fait=paire-remise`
        : `${paths.duplicates()}?fait=paire-ecartee`,
    );
  }
  const parsed = parseForm(mergeFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const { keptVersion, mergedVersion, stages } = parsed.value;
  const outcome = await context.execute(
    actor,
    mergeWorkers,
    { keptId, mergedId, keptVersion, mergedVersion, stages, choices: choicesOf(parsed.value) },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) throw redirect(`${paths.worker(keptId)}?fait=fusionnees`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "pathway_refused") return refuseFields(form, { stages: outcome.message });
  // The versions sent again would be refused again: those of the page that comes are taken.
  const state: FormState = { values: {}, errors: {}, formError: mergeRefusals[outcome.reason] };
  return refuseTyped(state);
}

/** Makes one file of two: chooses the other one, then compares them field by field. */
export default function Merge() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const header = (lead: string) => (
    <PageHeader
      title="Fusionner deux fiches"
      breadcrumb={[
        { label: "Personnes", href: paths.workers() },
        {
          label: page.name,
          href: paths.worker(page.step === "choose" ? page.id : page.comparison.kept.id),
        },
      ]}
      lead={lead}
    />
  );
  if (page.step === "choose") {
    return (
      <>
        {header(
          `Avec quelle autre fiche est celle de ${page.name} en double\u202f? Vous les comparerez avant de décider.`,
        )}
        <ChooseOther {...page} />
      </>
    );
  }
  return (
    <>
      {header(
        "Tout ce que contient la seconde fiche rejoint la première. Rien n’est perdu, et vous pourrez revenir en arrière pendant trente jours.",
      )}
      <ErrorSummary errors={answer?.state.errors} formError={answer?.state.formError} />
      <TwoPeople distinct={page.distinct} />
      <MergeForm
        key={answer?.key}
        comparison={page.comparison}
        // When a file changed meanwhile, what it says now is proposed anew.
        state={Object.keys(answer?.state.errors ?? {}).length > 0 ? answer?.state : undefined}
        submissionId={answer?.key ?? page.submissionId}
      />
    </>
  );
}

/** The other answer to the comparison: these are two people. */
function TwoPeople({ distinct }: { distinct: DistinctPair | null }) {
  if (!distinct) {
    return (
      <Form method="post" className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span>Vous voyez là deux personnes différentes&#8239;?</span>
        <Button type="submit" size="small" name="intent" value="distinct">
          Ce ne sont pas les mêmes
        </Button>
      </Form>
    );
  }
  const { byName, saidAt } = distinct;
  return (
    <Alert
      tone="warning"
      title="Ce ne sont pas les mêmes"
      action={
        <Form method="post">
          <Button type="submit" size="small" name="intent" value="back">
            Revenir là-dessus
          </Button>
        </Form>
      }
    >
      {byName ?? "Quelqu’un"} a dit le {formatDay(saidAt)} que ce sont deux personnes.
    </Alert>
  );
}
