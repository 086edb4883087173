import {
  type Attendance,
  attendanceLabels,
  toldAttendances,
} from "@essaim/accompaniment/meeting/attendance.schema";
import { recordAttendance } from "@essaim/accompaniment/workshop/attendance.commands";
import { getWorkshop, type Participant } from "@essaim/accompaniment/workshop/workshop.queries";
import { recordAttendanceSchema } from "@essaim/accompaniment/workshop/workshop.schema";
import { today } from "@essaim/database/today";
import { Button, ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatClock, formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { DraftKeeper, DraftNotice, useDraft } from "~/draft";
import { draftFor, formAddress } from "~/draft.server";
import { paths } from "~/paths";
import { EnterSaves, KeysHint, sendOnKeys } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

const prefix = "presence.";

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

/** One answer per person, under `presence.` and the id of their registration. */
function attendancesIn(form: FormData) {
  return [...form]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, attendance]) => ({ participantId: name.slice(prefix.length), attendance }));
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workshopId = recordId(params.id);
  const form = await readForm(request);
  // « Tous présents », for whoever has no script: a button that answers for those not told yet.
  const everybody = form.get("intent") === "everybody";
  const told = attendancesIn(form).map(({ participantId, attendance }) => ({
    participantId,
    attendance: everybody && attendance === "expected" ? "present" : attendance,
  }));
  const parsed = parseForm(recordAttendanceSchema.pick({ minutes: true, version: true }), form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const answers = recordAttendanceSchema.shape.attendances.safeParse(told);
  if (!answers.success) throw new Response(null, { status: 400 });
  const submissionId = submissionIdOf(form);
  const input = {
    ...parsed.value,
    workshopId,
    attendances: answers.data,
    draftForm: formAddress(request),
  };
  const outcome = await context.execute(actor, recordAttendance, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.workshop(workshopId)}?fait=presences-notees`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "not_yet") {
    const message =
      "La séance n’a pas encore eu lieu. D’ici là, vous pouvez seulement noter qui s’est excusé.";
    return refuseFields(form, { presence: message });
  }
  const { participants, minutes } = outcome.current;
  const mine = new Map(answers.data.map((one) => [one.participantId, one.attendance]));
  const words = (text: string, attendanceOf: (one: Participant) => Attendance): Words => [
    ...participants.map((one) => [one.name, attendanceLabels[attendanceOf(one)]] as const),
    ["Compte rendu", text],
  ];
  return refuseConflict(
    form,
    outcome,
    differing(
      words(input.minutes, (one) => mine.get(one.id) ?? one.attendance),
      words(minutes, (one) => one.attendance),
    ),
  );
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
  const error = state?.errors.presence;
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
        {participants.length > 0 ? (
          <fieldset aria-describedby={error ? "presence-error" : undefined}>
            <legend className="sr-only">Qui était là</legend>
            {error && (
              <p id="presence-error" className="mb-3 font-semibold text-danger">
                {error}
              </p>
            )}
            {page.hasCome && <Everybody />}
            <ul id="presence" className="border-t border-line">
              {participants.map((one) => (
                <Line
                  key={one.id}
                  participant={one}
                  answer={fieldProps(state, prefix + one.id, one.attendance).defaultValue}
                />
              ))}
            </ul>
          </fieldset>
        ) : (
          <EmptyState icon="users" title="Personne n’était attendu">
            Ajoutez d’abord les personnes qui sont venues.
          </EmptyState>
        )}
        <TextArea
          label="Compte rendu de la séance"
          hint="Ce qui s’est fait et dit, sans rien de personnel&#8239;: toute l’équipe le lit."
          optional
          rows={7}
          maxLength={20_000}
          {...fieldProps(state, "minutes", workshop.minutes)}
        />
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

/** With a script it ticks, to be corrected before saving; without one it saves at once. */
function Everybody() {
  const [hasScript, setHasScript] = useState(false);
  useEffect(() => setHasScript(true), []);
  return (
    <p className="mb-3">
      <Button
        type={hasScript ? "button" : "submit"}
        name="intent"
        value="everybody"
        size="small"
        icon="check"
        onClick={(event) => {
          if (!hasScript) return;
          const form = event.currentTarget.form;
          const unsaid = form?.querySelectorAll<HTMLInputElement>("input[value=expected]:checked");
          for (const radio of unsaid ?? []) {
            const present = [...(form?.elements ?? [])].find(
              (one): one is HTMLInputElement =>
                one instanceof HTMLInputElement &&
                one.name === radio.name &&
                one.value === "present",
            );
            if (present) present.checked = true;
          }
          form?.dispatchEvent(new Event("input", { bubbles: true }));
        }}
      >
        Tous présents
      </Button>
    </p>
  );
}

/** One person: their name, and the four answers side by side. */
function Line({ participant, answer }: { participant: Participant; answer?: string }) {
  const name = prefix + participant.id;
  return (
    <li className="border-b border-line py-1.5">
      <fieldset className="flex flex-wrap items-center justify-between gap-x-6">
        <legend className="float-left mr-auto py-1.5 font-semibold">
          {participant.name || "Coordonnées effacées"}
        </legend>
        <div className="grid grid-cols-2 gap-x-4 max-sm:w-full sm:flex sm:flex-wrap">
          {/* Not told yet comes last: it is what nobody comes here to say. */}
          {([...toldAttendances, "expected"] as const).map((value) => (
            <label
              key={value}
              className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11"
              htmlFor={`${name}-${value}`}
            >
              <input
                type="radio"
                className="tick"
                id={`${name}-${value}`}
                name={name}
                value={value}
                defaultChecked={value === answer}
              />
              {attendanceLabels[value]}
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  );
}
