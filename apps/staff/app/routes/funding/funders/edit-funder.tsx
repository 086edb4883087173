import { editFunder } from "@essaim/funding/grant/funder.commands";
import { getFunder } from "@essaim/funding/grant/funder.queries";
import { funderEditSchema } from "@essaim/funding/grant/funder.schema";
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
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { FunderFields, funderInWords } from "./funder-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.funder.name} · Financeurs`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const funder = await context.execute(actor, getFunder, { id: recordId(params.id) });
  return { funder, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(funderEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(
    actor,
    editFunder,
    { ...parsed.value, id },
    { submissionId },
  );
  if (outcome.ok) throw redirect(`${paths.funder(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "name_taken") {
    return refuseField(form, { field: "name", message: "Un financeur de ce nom existe déjà." });
  }
  const mine = funderInWords(parsed.value);
  return refuseConflict(form, outcome, differing(mine, funderInWords(outcome.current)));
}

export default function EditFunder() {
  const { funder, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${funder.name}\u202f»`}
        breadcrumb={[
          { label: "Financeurs", href: paths.funders() },
          { label: funder.name, href: paths.funder(funder.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editFunder(funder.id)} />
      <RecordForm
        state={answer?.state}
        submissionId={answer?.key ?? submissionId}
        version={versionFor(answer, funder.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.funder(funder.id)}
        resetKey={answer?.key}
      >
        <FunderFields state={answer?.state} saved={funder} />
      </RecordForm>
    </>
  );
}
