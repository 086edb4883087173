import { listFunders, listProgrammes } from "@essaim/funding/grant/funder.queries";
import { editGrant } from "@essaim/funding/grant/grant.commands";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { grantEditSchema, grantRefusals } from "@essaim/funding/grant/grant.schema";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { GrantForm, grantInWords } from "./grant-form";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.grant.title} · Financements`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const [grant, funders, programmes] = await Promise.all([
    context.execute(actor, getGrant, { id: recordId(params.id) }),
    context.execute(actor, listFunders, {}),
    context.execute(actor, listProgrammes, {}),
  ]);
  return { grant, options: { funders, programmes }, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(grantEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editGrant, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.grant(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, grantRefusals[outcome.reason]);
  const [funders, programmes] = await Promise.all([
    context.execute(actor, listFunders, {}),
    context.execute(actor, listProgrammes, {}),
  ]);
  const options = { funders, programmes };
  return refuseConflict(
    form,
    outcome,
    differing(grantInWords(parsed.value, options), grantInWords(outcome.current, options)),
  );
}

export default function EditGrant() {
  const { grant, options, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${grant.title}\u202f»`}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: grant.title, href: paths.grant(grant.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editGrant(grant.id)} />
      <GrantForm
        options={options}
        saved={grant}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, grant.version)}
        cancelHref={paths.grant(grant.id)}
      />
    </>
  );
}
