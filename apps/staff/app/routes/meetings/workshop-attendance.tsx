import { recordAttendance } from "@essaim/accompaniment/workshop/attendance.commands";
import { getWorkshop } from "@essaim/accompaniment/workshop/workshop.queries";
import { recordAttendanceSchema } from "@essaim/accompaniment/workshop/workshop.schema";
import { today } from "@essaim/database/today";
import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { formatClock, formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { versionFor } from "~/answer";
import { refuseConflict, refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { DraftKeeper, DraftNotice, useDraft } from "~/draft";
import { draftFor, formAddress } from "~/draft.server";
import { paths } from "~/paths";
import { EnterSaves, KeysHint, sendOnKeys } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import {
  AttendanceList,
  attendanceDiffers,
  attendancesIn,
  MinutesField,
  notYet,
} from "./attendance-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Présences · ${page.workshop.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getWorkshop, { id: recordId(params.id) });
  return {
    ...page,
    ...(await draftFor(context, actor, request)),
    hasCome: page.workshop.heldOn <= today(),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workshopId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(recordAttendanceSchema.pick({ minutes: true, version: true }), form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const attendances = attendancesIn(form);
  const submissionId = submissionIdOf(form);
  const input = {
    ...parsed.value,
    workshopId,
    attendances,
    draftForm: formAddress(request),
  };
  const outcome = await context.execute(actor, recordAttendance, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.workshop(workshopId)}?fait=presences-notees`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "not_yet") {
    return refuseFields(form, { presence: notYet });
  }
  return refuseConflict(form, outcome, attendanceDiffers(input, outcome.current));
}

/** Everybody in one screen: who came, and what was said. */
export default function WorkshopAttendance() {
  const { workshop, participants, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const resumed = useDraft(page.draft);
  const state = shown?.state ?? resumed.state;
  const navigation = useNavigation();
  const isSending = navigation.state !== "idle";
  const submissionId = shown?.key ?? page.submissionId;
  return (
    <>
      <PageHeader
        title="Présences"
        breadcrumb={[
          { label: "Ateliers", href: paths.workshops() },
          { label: workshop.title, href: paths.workshop(workshop.id) },
        ]}
        lead={`${workshop.title}, le ${formatDate(workshop.heldOn)} à ${formatClock(workshop.startTime)}.`}
        action={
          <ButtonLink href={paths.workshopEnrolment(workshop.id)} icon="userPlus">
            Ajouter quelqu’un
          </ButtonLink>
        }
      />
      {!shown && <DraftNotice draft={page.draft} resumed={resumed} />}
      <Conflict conflict={shown?.conflict} reloadHref={paths.workshopAttendance(workshop.id)} />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form
        method="post"
        noValidate
        key={resumed.key}
        className="flex max-w-3xl flex-col gap-6"
        onKeyDown={navigation.state === "submitting" ? undefined : sendOnKeys}
      >
        <EnterSaves />
        <input type="hidden" name="submissionId" value={submissionId} />
        <input
          type="hidden"
          name="version"
          value={versionFor(shown ?? resumed, workshop.version)}
        />
        <AttendanceList participants={participants} state={state} hasCome={page.hasCome} />
        <MinutesField state={state} minutes={workshop.minutes} />
        <FormActions>
          <SubmitButton pending={isSending}>Enregistrer</SubmitButton>
          <KeysHint />
          <ButtonLink href={paths.workshop(workshop.id)} variant="quiet">
            Annuler
          </ButtonLink>
        </FormActions>
        <DraftKeeper draft={page.draft} resumed={resumed} submissionId={submissionId} />
      </Form>
    </>
  );
}
