import { listContributionChoices } from "@essaim/commons/contribution/contribution.queries";
import { getShareStatement, type ShareStatement } from "@essaim/commons/share/share.queries";
import {
  editShareStatement,
  removeShareStatement,
} from "@essaim/commons/share/share-statement.commands";
import {
  type ShareStatementInput,
  shareStatementEditSchema,
  shareStatementRefusals,
} from "@essaim/commons/share/share-statement.schema";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatCents } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ShareFields } from "./share-fields";

export const meta: MetaFunction = () => pageTitle("Parts d’une année");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const statement = await context.execute(actor, getShareStatement, { id: recordId(params.id) });
  const { resources } = await context.execute(actor, listContributionChoices, {});
  return { statement, resources, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  if (form.get("intent") === "supprimer") {
    const removed = await context.execute(actor, removeShareStatement, { id }, { submissionId });
    if (removed.ok) throw redirect(`${paths.shareStatements()}?fait=supprime`);
    return refuseUsed(form);
  }
  const parsed = parseForm(shareStatementEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editShareStatement, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.shareStatements()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") {
    return refuseField(form, shareStatementRefusals[outcome.reason]);
  }
  const { resources } = await context.execute(actor, listContributionChoices, {});
  const words = (told: ShareStatementInput | ShareStatement): Words => [
    ["Coopérative", resources.find((one) => one.id === told.openResourceId)?.name ?? ""],
    ["Année", String(told.year)],
    ["Nombre de parts", String(told.shareCount)],
    ["Valeur d’une part", formatCents(told.nominalCents)],
    ["Certificat", told.certificate],
    ["Note", told.note],
  ];
  return refuseConflict(form, outcome, differing(words(parsed.value), words(outcome.current)));
}

export default function EditShare() {
  const { statement, resources, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const key = answer ? answer.key : submissionId;
  return (
    <>
      <PageHeader
        title={`Parts de ${statement.openResourceName} fin ${statement.year}`}
        breadcrumb={[{ label: "Parts et adhésions", href: paths.shareStatements() }]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.shareStatement(statement.id)} />
      <RecordForm
        state={answer?.state}
        submissionId={key}
        version={versionFor(answer, statement.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.shareStatements()}
        resetKey={answer?.key}
      >
        <ShareFields resources={resources} saved={statement} answer={answer} />
      </RecordForm>
      <Disclosure summary="Supprimer les parts de cette année">
        <Form method="post" className="flex flex-col items-start gap-3">
          <input type="hidden" name="submissionId" value={key} />
          <p>Les contributions notées restent.</p>
          <Button type="submit" name="intent" value="supprimer" variant="danger" icon="delete">
            Supprimer pour de bon
          </Button>
        </Form>
      </Disclosure>
    </>
  );
}
