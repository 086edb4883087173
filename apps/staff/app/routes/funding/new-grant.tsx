import { listFunders, listProgrammes } from "@essaim/funding/grant/funder.queries";
import { createGrant } from "@essaim/funding/grant/grant.commands";
import { grantRefusals, newGrantSchema } from "@essaim/funding/grant/grant.schema";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { GrantForm } from "./grant-form";

export const meta: MetaFunction = () => pageTitle("Nouveau financement");

/** A funder or a programme just made is chosen already. */
const chosenSchema = z.object({ financeur: z.uuid().optional(), programme: z.uuid().optional() });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const [funders, programmes] = await Promise.all([
    context.execute(actor, listFunders, {}),
    context.execute(actor, listProgrammes, {}),
  ]);
  const chosen = parseQuery(chosenSchema, request);
  const only = <T extends { id: string }>(list: readonly T[]) =>
    list.length === 1 ? list[0]?.id : undefined;
  return {
    options: { funders, programmes },
    chosen: {
      funderId: chosen.financeur ?? only(funders),
      programmeId: chosen.programme ?? only(programmes),
    },
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(newGrantSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createGrant, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.grant(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, grantRefusals[outcome.reason]);
}

export default function NewGrant() {
  const { options, chosen, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouveau financement"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
      />
      <GrantForm
        options={options}
        saved={chosen}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        cancelHref={paths.grants()}
      />
    </>
  );
}
