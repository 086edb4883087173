import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import { workerKindLabels, workerKinds } from "@essaim/accompaniment/worker/worker.schema";
import {
  linkParticipant,
  openParticipantFile,
  participantFileSchema,
} from "@essaim/accompaniment/workshop/participant-file.commands";
import { getParticipantFile } from "@essaim/accompaniment/workshop/participant-file.queries";
import { today } from "@essaim/database/today";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { DescriptionList } from "@essaim/ui/description-list";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Ouvrir une fiche · Ateliers");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const workshopId = recordId(params.id);
  const page = await context.execute(actor, getParticipantFile, {
    id: recordId(params.participantId),
    workshopId,
  });
  const isCoach = page.coaches.some((coach) => coach.id === actor.membershipId);
  return {
    ...page,
    workshopId,
    today: today(),
    coachId: isCoach ? actor.membershipId : undefined,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const participantId = recordId(params.participantId);
  const form = await readForm(request);
  const workerId = z.uuid().safeParse(form.get("workerId")).data;
  if (workerId) {
    const outcome = await context.execute(actor, linkParticipant, { participantId, workerId });
    if (outcome.ok) throw redirect(`${paths.worker(workerId)}?fait=enregistre`);
    const formError =
      "Cette personne est déjà attendue à cette séance. Désinscrivez l’une des deux inscriptions.";
    return refuseTyped(refuseForm(form, { formError }));
  }
  const parsed = parseForm(participantFileSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, participantId };
  const outcome = await context.execute(actor, openParticipantFile, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.worker(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, {
    field: "coachId",
    message: "Cette personne n’accompagne plus au sein de la coopérative. Choisissez-en une autre.",
  });
}

/** Somebody who registered by themselves becomes a person accompanied, or finds the file they had. */
export default function ParticipantFile() {
  const { participant, candidates, coaches, ...page } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const isSending = useNavigation().state !== "idle";
  const name = `${participant.givenName} ${participant.familyName}`;
  return (
    <>
      <PageHeader
        title={`Ouvrir la fiche de ${name}`}
        breadcrumb={[
          { label: "Ateliers", href: paths.workshops() },
          { label: participant.title, href: paths.workshop(page.workshopId) },
        ]}
        lead={`Inscrit·e depuis le site public à la séance du ${formatDate(participant.heldOn)}.`}
      />
      <DescriptionList
        items={[
          { term: "Adresse électronique", value: participant.email },
          { term: "Téléphone", value: participant.phone && formatPhone(participant.phone) },
        ]}
      />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      {candidates.length > 0 && (
        <Section
          title={"Est-ce l’une de ces personnes\u202f?"}
          lead="Même nom, même adresse électronique ou même téléphone. L’inscription rejoint alors la fiche."
        >
          <ul className="max-w-2xl border-t border-line">
            {candidates.map((candidate) => (
              <li
                key={candidate.id}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-2.5"
              >
                <span className="min-w-0">
                  <Link href={paths.worker(candidate.id)} className="font-semibold">
                    {candidate.name}
                  </Link>
                  <span className="block text-sm wrap-anywhere text-muted">
                    {[
                      candidate.communeName,
                      candidate.phone && formatPhone(candidate.phone),
                      candidate.email,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </span>
                <Form method="post">
                  <Button type="submit" name="workerId" value={candidate.id} size="small">
                    C’est cette personne<span className="sr-only">&#8239;: {candidate.name}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        title={candidates.length > 0 ? "Non, c’est quelqu’un d’autre" : "Nouvelle fiche"}
        lead="Le nom, l’adresse électronique et le téléphone sont repris de l’inscription. Le reste s’écrit ensuite."
      >
        <Form method="post" noValidate>
          <input type="hidden" name="submissionId" value={shown?.key ?? page.submissionId} />
          <FormLayout>
            <RadioGroup
              label="Comment cette personne travaille"
              options={workerKinds.map((value) => ({ value, label: workerKindLabels[value] }))}
              {...fieldProps(state, "kind")}
            />
            <DateField
              label="Premier contact"
              {...fieldProps(state, "supportedFrom", page.today)}
            />
            <Select
              label="Accompagnée par"
              optional
              width="long"
              placeholder="Personne pour l’instant"
              options={coaches.map((coach) => ({ value: coach.id, label: coach.name }))}
              {...fieldProps(state, "coachId", page.coachId)}
            />
            <FormActions>
              <SubmitButton pending={isSending}>Ouvrir la fiche</SubmitButton>
              <ButtonLink href={paths.workshop(page.workshopId)} variant="quiet">
                Annuler
              </ButtonLink>
            </FormActions>
          </FormLayout>
        </Form>
      </Section>
    </>
  );
}
