import { removeMeetingSchema } from "@essaim/accompaniment/meeting/meeting.schema";
import { removeMeeting } from "@essaim/accompaniment/meeting/removal.commands";
import { UNDO_DAYS } from "@essaim/accompaniment/undo.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { openMeeting } from "./meeting.server";
import { whenInWords } from "./when";

export const meta: MetaFunction = () => pageTitle("Supprimer une rencontre");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { meeting } = await openMeeting(context, actor, params.id);
  return { meeting };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const parsed = parseForm(removeMeetingSchema.pick({ version: true }), await readForm(request));
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const { meeting } = await openMeeting(context, actor, params.id);
  const outcome = await context.execute(actor, removeMeeting, { ...parsed.value, id });
  if (outcome.ok) throw redirect(`${paths.worker(meeting.workerId)}?fait=rencontre-supprimee`);
  return data({ hasChanged: true }, { status: 409 });
}

/** Asks once. What is taken away can come back. */
export default function RemoveMeeting() {
  const { meeting } = useLoaderData<typeof loader>();
  const hasChanged = useActionData<typeof action>()?.hasChanged;
  const isSending = useNavigation().state !== "idle";
  const isBooked = meeting.attendance === "expected";
  return (
    <>
      <PageHeader
        title={isBooked ? "Supprimer ce rendez-vous\u202f?" : "Supprimer ce compte rendu\u202f?"}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: meeting.workerName, href: paths.worker(meeting.workerId) },
        ]}
        lead={`Avec ${meeting.workerName}, ${whenInWords(meeting)}. Vous pourrez revenir en arrière pendant ${plural(UNDO_DAYS, "jour", "jours")}.`}
      />
      {hasChanged && (
        <Alert tone="warning" role="alert" title="Quelqu’un vient de le modifier">
          Voici ce qu’il contient maintenant. Supprimez-le si c’est toujours une erreur.
        </Alert>
      )}
      {meeting.summary && (
        <blockquote className="max-h-64 max-w-measure overflow-y-auto border-l-2 border-line pl-3 whitespace-pre-line">
          {meeting.summary}
        </blockquote>
      )}
      {meeting.nextStep && (
        <p>
          La prochaine étape notée ce jour-là part avec lui&#8239;: {meeting.nextStep}
          {meeting.nextStepOn && ` (pour le ${formatDate(meeting.nextStepOn)})`}.
        </p>
      )}
      <Form method="post">
        <input type="hidden" name="version" value={meeting.version} />
        <FormActions>
          <SubmitButton pending={isSending} variant="danger">
            Supprimer
          </SubmitButton>
          <ButtonLink href={paths.meeting(meeting.id)} variant="quiet">
            Garder
          </ButtonLink>
        </FormActions>
      </Form>
    </>
  );
}
