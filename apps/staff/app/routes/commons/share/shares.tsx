import { listContributionChoices } from "@essaim/commons/contribution/contribution.queries";
import { listRenewals, listShareStatements } from "@essaim/commons/share/share.queries";
import { recordShareStatement } from "@essaim/commons/share/share-statement.commands";
import {
  shareStatementRefusals,
  shareStatementSchema,
} from "@essaim/commons/share/share-statement.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { EmptyState } from "@essaim/ui/empty-state";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ShareFields } from "./share-fields";
import { RenewalTable, ShareTable } from "./share-tables";

export const meta: MetaFunction = () => pageTitle("Parts et adhésions");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const [statements, renewals, { resources }] = await Promise.all([
    context.execute(actor, listShareStatements, {}),
    context.execute(actor, listRenewals, {}),
    context.execute(actor, listContributionChoices, {}),
  ]);
  const day = today();
  return {
    statements,
    renewals,
    resources,
    day,
    canWrite: can(actor, "commons:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const parsed = parseForm(shareStatementSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, recordShareStatement, parsed.value, {
    submissionId,
  });
  if (outcome.ok) throw redirect(`${paths.shareStatements()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, shareStatementRefusals[outcome.reason]);
}

export default function Shares() {
  const { statements, renewals, resources, day, canWrite, submissionId } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Parts et adhésions"
        breadcrumb={[{ label: "Registre des communs", href: paths.commons() }]}
        lead="Ce que la coopérative détient dans d’autres coopératives à la fin de chaque année, et les adhésions qui arrivent à leur terme."
      />
      <Section title="Adhésions à renouveler">
        {renewals.length > 0 ? (
          <RenewalTable renewals={renewals} day={day} />
        ) : (
          <EmptyState title="Aucune adhésion à renouveler" icon="calendar" level={3}>
            Une adhésion paraît ici quand sa contribution dit quand la renouveler.
          </EmptyState>
        )}
      </Section>
      <Section title="Parts détenues">
        {statements.length > 0 ? (
          <ShareTable statements={statements} canWrite={canWrite} />
        ) : (
          <EmptyState title="Aucune part notée" icon="money" level={3}>
            {canWrite
              ? "Notez chaque année ce que disent les certificats de parts."
              : "La direction note ici, chaque année, ce que disent les certificats de parts."}
          </EmptyState>
        )}
      </Section>
      {canWrite && (
        <Section title="Noter les parts d’une année">
          <RecordForm
            state={answer?.state}
            submissionId={answer ? answer.key : submissionId}
            submitLabel="Enregistrer"
            resetKey={`${answer?.key}${statements.length}`}
          >
            <ShareFields
              resources={resources}
              saved={{ year: Number(day.slice(0, 4)) - 1 }}
              answer={answer}
            />
          </RecordForm>
        </Section>
      )}
    </>
  );
}
