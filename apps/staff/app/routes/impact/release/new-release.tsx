import { daysAfter, today } from "@essaim/database/today";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { can } from "@essaim/identity/actor";
import { makeRelease, previewRelease } from "@essaim/impact/release/release.commands";
import {
  releaseDaySchema,
  releaseFormSchema,
  releaseRefusals,
} from "@essaim/impact/release/release.schema";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { keptSentences } from "./kept-words";
import { ReleaseView } from "./release-view";

export const meta: MetaFunction = () => pageTitle("Arrêter les chiffres");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "impact:publish")) throw new Response(null, { status: 403 });
  const grantId = recordId(params.id);
  const grant = await context.execute(actor, getGrant, { id: grantId });
  const { jour } = parseQuery(releaseDaySchema, request);
  const preview = jour
    ? await context.execute(actor, previewRelease, { grantId, cutOffOn: jour })
    : null;
  const last = [daysAfter(today(), -1), grant.endsOn].sort()[0] ?? grant.endsOn;
  return { grant, day: jour ?? null, last, preview, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(releaseFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    makeRelease,
    { ...parsed.value, grantId },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) throw redirect(`${paths.release(grantId, outcome.id)}?fait=chiffres-arretes`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "cutOffOn", message: releaseRefusals[outcome.reason] });
}

export default function NewRelease() {
  const { grant, day, last, preview, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = preview && !preview.ok ? releaseRefusals[preview.reason] : undefined;
  return (
    <>
      <PageHeader
        title="Arrêter les chiffres"
        breadcrumb={[
          { label: grant.title, href: paths.grant(grant.id) },
          { label: "Ce que lit le financeur", href: paths.releases(grant.id) },
        ]}
        lead="Les chiffres sont comptés du début du financement à ce jour, puis ne changent plus."
      />
      <Form method="get" className="flex flex-wrap items-end gap-3" aria-label="Choisir le jour">
        <DateField
          name="jour"
          label="Jour d’arrêté"
          hint="D’habitude, la fin d’un trimestre ou d’une année."
          defaultValue={day ?? last}
          min={grant.startsOn}
          max={last}
          error={refused ?? answer?.state.errors.cutOffOn}
        />
        <Button type="submit">Voir ce qui sera montré</Button>
      </Form>
      {preview?.ok && day && (
        <>
          <Form method="post" className="flex flex-col gap-4">
            <input type="hidden" name="submissionId" value={answer ? answer.key : submissionId} />
            <input type="hidden" name="cutOffOn" value={day} />
            <Alert title={`Rien n’est encore arrêté au ${formatDate(day)}`}>
              Relisez ce que le financeur lira. Une fois arrêtés, ces chiffres ne changent plus, et
              on ne peut plus arrêter un jour plus ancien.
            </Alert>
            <Checkbox
              {...fieldProps(answer?.state, "isPublic")}
              name="isPublic"
              label="Les montrer aussi à tout le monde, sur la page publique d’impact"
              hint="Sans l’argent ni ce qui n’est que pour le financeur."
            />
            <FormActions>
              <Button type="submit" variant="primary">
                Arrêter les chiffres au {formatDate(day)}
              </Button>
            </FormActions>
          </Form>
          {preview.standIn && (
            <Alert title="Les personnes de ces mois sont déjà montrées ailleurs">
              Les chiffres arrêtés de «&#8239;{preview.standIn.title}&#8239;» en montrent une
              partie. Les montrer deux fois permettrait d’en retrouver de petits par
              différence&#8239;: ce financement n’en dira pas plus. Le titre de l’autre n’est dit
              qu’à vous.
            </Alert>
          )}
          <Kept kept={preview.kept} />
          <ReleaseView content={preview.content} details={preview.details} />
        </>
      )}
    </>
  );
}

/** For the team alone: why figures of people are not said anew. */
function Kept({ kept }: { kept: Parameters<typeof keptSentences>[0] }) {
  const sentences = keptSentences(kept);
  if (sentences.length === 0) return null;
  return (
    <Alert title="Ce qui reste masqué, ou garde son ancien chiffre">
      <ul className="list-disc pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        <Link href={paths.threshold()}>Comment sont protégés les petits nombres&#8239;?</Link>
      </p>
    </Alert>
  );
}
