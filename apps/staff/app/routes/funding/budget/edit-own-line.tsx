import { editOwnLine, removeOwnLine } from "@essaim/funding/budget/budget-line.commands";
import { getOwnLine } from "@essaim/funding/budget/budget-line.queries";
import {
  ownLineEditSchema,
  ownLineRefusals,
  removeOwnLineSchema,
} from "@essaim/funding/budget/budget-line.schema";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { OwnLineForm, ownLineInWords } from "./own-line-form";

export const meta: MetaFunction = () => pageTitle("Modifier une ligne de fonds propres");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const line = await context.execute(actor, getOwnLine, { id: recordId(params.id) });
  return { line, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("step") === "remove") {
    form.set("id", id);
    const parsed = parseForm(removeOwnLineSchema, form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const outcome = await context.execute(actor, removeOwnLine, parsed.value, { submissionId });
    if (outcome.ok) throw redirect(`${paths.ownLines()}?fait=supprime`);
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    if (outcome.reason === "conflict") throw redirect(paths.editOwnLine(id));
    // Nothing was typed: the form shows the line as it is.
    return refuseField(new FormData(), ownLineRefusals[outcome.reason]);
  }
  const parsed = parseForm(ownLineEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editOwnLine, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.ownLines()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, ownLineRefusals[outcome.reason]);
  const fields = differing(ownLineInWords(parsed.value), ownLineInWords(outcome.current));
  return refuseConflict(form, outcome, fields);
}

export default function EditOwnLine() {
  const { line, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isUsed = line.paidCents !== 0 || line.committedCents !== 0;
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${line.label}\u202f»`}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: "Fonds propres", href: paths.ownLines() },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editOwnLine(line.id)} />
      <OwnLineForm
        saved={line}
        answer={answer}
        submissionId={answer?.key ?? submissionId}
        version={versionFor(answer, line.version)}
        submitLabel="Enregistrer"
      />
      {!isUsed && (
        <Disclosure summary="Retirer cette ligne">
          <Form method="post" className="flex flex-col items-start gap-3">
            <input type="hidden" name="version" value={line.version} />
            <p>Rien n’y est dépensé&#8239;: elle disparaît.</p>
            <Button type="submit" name="step" value="remove" variant="danger">
              Oui, retirer cette ligne
            </Button>
          </Form>
        </Disclosure>
      )}
    </>
  );
}
