import { refuseProposal } from "@essaim/directory/community/moderation.commands";
import { refuseProposalSchema } from "@essaim/directory/community/proposal.schema";
import { sheetRefusals } from "@essaim/media/sheet/sheet.schema";
import { acceptSheetProposal, type SheetMoved } from "@essaim/media/sheet/sheet-proposal.commands";
import { getSheetProposal } from "@essaim/media/sheet/sheet-proposal.queries";
import {
  acceptSheetProposalSchema,
  sheetProposalRefusals,
} from "@essaim/media/sheet/sheet-proposal.schema";
import { Alert } from "@essaim/ui/alert";
import { Checkbox } from "@essaim/ui/checkbox";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions } from "@essaim/ui/form-actions";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Markdown } from "@essaim/ui/markdown";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import { TextDiff, type TextDiffPart } from "@essaim/ui/text-diff";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { type Answer, answer } from "~/answer";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ProposalBadge } from "../community/proposals";
import { RefuseProposal } from "../community/refuse-proposal";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Texte proposé pour ${page.proposal.title}`);

export const shouldRevalidate = rereadAfterConflict;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const proposal = await context.execute(actor, getSheetProposal, { id: recordId(params.id) });
  return { proposal, submissionIds: [crypto.randomUUID(), crypto.randomUUID()] as const };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  form.set("id", recordId(params.id));
  const submissionId = submissionIdOf(form);
  // Two forms are on the page: each has its own ids for its reply.
  if (form.get("step") === "refuse") {
    const parsed = parseForm(refuseProposalSchema, form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const outcome = await context.execute(actor, refuseProposal, parsed.value, { submissionId });
    if (outcome.ok) throw redirect(`${paths.proposals()}?fait=proposition-refusee`);
    if (outcome.reason === "form_already_used") return refuseUsed(form);
    return overtaken(form, "decided");
  }
  const parsed = parseForm(acceptSheetProposalSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, acceptSheetProposal, parsed.value, { submissionId });
  if (outcome.ok) {
    const done = outcome.isPublished ? "texte-accepte-publie" : "texte-accepte";
    throw redirect(`${paths.sheet(outcome.id)}?fait=${done}`);
  }
  switch (outcome.reason) {
    case "form_already_used":
      return refuseUsed(form);
    case "conflict":
    case "decided":
      return overtaken(form, "decided");
    case "sheet_moved":
      return overtaken(form, "sheet_moved", outcome);
    case "parent_unpublished":
    case "empty":
      return refuseField(form, { field: "publish", message: sheetRefusals[outcome.reason] });
    default:
      return refuseField(form, sheetProposalRefusals[outcome.reason]);
  }
}

type Refused = Answer & { moved?: SheetMoved };

/** What somebody did meanwhile is read again (`rereadAfterConflict`), beside what was typed. */
function overtaken(form: FormData, reason: "decided" | "sheet_moved", moved?: SheetMoved) {
  const { field, message } = sheetProposalRefusals[reason];
  const shown = answer({ state: refuseForm(form, { errors: { [field]: message } }) });
  return data<Refused>({ ...shown, moved }, { status: 409 });
}

/** A better text from the public, beside what its author read and what the sheet says today, and what is answered. */
export default function SheetProposalPage() {
  const { proposal, submissionIds } = useLoaderData<typeof loader>();
  const shown: Refused | undefined = useActionData<typeof action>();
  const { sheet } = proposal;
  const isRefusal = shown?.state.values.step === "refuse";
  return (
    <>
      <PageHeader
        title={`Texte proposé pour «\u202f${proposal.title}\u202f»`}
        breadcrumb={[{ label: "Propositions", href: paths.proposals() }]}
        meta={
          <>
            <ProposalBadge state={proposal.state} />
            {proposal.confirmedAt && <span>reçu le {formatDay(proposal.confirmedAt)}</span>}
            {sheet && <Link href={paths.sheet(sheet.id)}>Voir la fiche</Link>}
          </>
        }
      />
      {shown && proposal.state !== "pending" && <Overtaken values={shown.state.values} />}
      <From proposal={proposal} />
      {proposal.proposed === "" ? (
        <p className="text-muted">Le texte proposé est effacé.</p>
      ) : (
        <Compared proposal={proposal} isToldBelow={shown?.moved !== undefined} />
      )}
      {proposal.state === "pending" ? (
        <>
          {sheet ? (
            <Accept
              proposal={proposal}
              sheet={sheet}
              state={isRefusal ? undefined : shown?.state}
              moved={shown?.moved}
              submissionId={isRefusal ? submissionIds[0] : (shown?.key ?? submissionIds[0])}
            />
          ) : (
            <p>La fiche est à la corbeille&#8239;: remettez-la pour accepter, ou refusez.</p>
          )}
          <RefuseProposal
            version={proposal.version}
            state={isRefusal ? shown?.state : undefined}
            submissionId={isRefusal ? (shown?.key ?? submissionIds[1]) : submissionIds[1]}
            hint={
              proposal.proposer
                ? undefined
                : "Gardé pour l’équipe\u202f: la personne n’a pas laissé d’adresse."
            }
          />
        </>
      ) : (
        <Section title="Décision">
          <p>
            Par {proposal.decidedByName ?? "quelqu’un"}
            {proposal.decidedAt && `, le ${formatDay(proposal.decidedAt)}`}.
          </p>
          {proposal.reply && (
            <blockquote className="max-w-measure border-l-4 border-edge pl-4 whitespace-pre-line">
              {proposal.reply}
            </blockquote>
          )}
        </Section>
      )}
    </>
  );
}

/** Somebody else answered first: their decision is below, and what was typed is not lost. */
function Overtaken({ values }: { values: FormState["values"] }) {
  const typed = [values.body, values.reply].flat().filter(Boolean).join("\n\n");
  return (
    <Alert tone="danger" role="alert" title="Quelqu’un d’autre vient de répondre">
      <p>Sa décision est plus bas. Voici ce que vous aviez écrit, si cela sert encore&#8239;:</p>
      <blockquote className="mt-2 border-l-4 border-edge pl-4 whitespace-pre-line">
        {typed}
      </blockquote>
    </Alert>
  );
}

type Proposal = ReturnType<typeof useLoaderData<typeof loader>>["proposal"];

function From({ proposal: { proposer, credit, message, language } }: { proposal: Proposal }) {
  return (
    <Section title="Qui propose" rule={false}>
      <p>
        {credit
          ? `Veut être nommé·e «\u202f${credit}\u202f» dans l’historique.`
          : "Ne veut pas être nommé·e."}{" "}
        {proposer ? (
          <>
            Adresse&#8239;: <a href={`mailto:${proposer.email}`}>{proposer.email}</a>
          </>
        ) : (
          <span className="text-muted">Aucune adresse&#8239;: personne ne recevra la réponse.</span>
        )}
        {language === "en" && " (écrit depuis les pages en anglais)"}
      </p>
      {message && (
        <blockquote className="max-w-measure border-l-4 border-edge pl-4 whitespace-pre-line">
          {message}
        </blockquote>
      )}
    </Section>
  );
}

/** `isToldBelow`: beside the text that the editor is writing, rather than beside the one proposed. */
function Compared({ proposal, isToldBelow }: { proposal: Proposal; isToldBelow: boolean }) {
  const { changes, since, today, baseNumber, isDone, sheet, proposed } = proposal;
  return (
    <>
      {isDone && sheet ? (
        <Alert tone="success" title="La fiche dit déjà cela" />
      ) : (
        since &&
        !isToldBelow && (
          <Alert tone="warning" title="La fiche a changé depuis">
            Elle ne disait pas la même chose quand la personne l’a lue. Reprenez dans le texte ce
            qui ne doit pas se perdre, avant d’accepter.
          </Alert>
        )
      )}
      <Section
        title={
          baseNumber === null
            ? "Ce que la personne a changé"
            : `Ce que la personne a changé dans la version ${baseNumber}`
        }
      >
        <TextDiff parts={changes as TextDiffPart[]} />
      </Section>
      {since && !isToldBelow && (
        <Section title="Ce qui a changé dans la fiche depuis">
          <TextDiff parts={since as TextDiffPart[]} />
        </Section>
      )}
      {today && !isDone && !isToldBelow && (
        <Section title="Ce que ce texte changerait à la fiche d’aujourd’hui">
          <TextDiff parts={today as TextDiffPart[]} />
        </Section>
      )}
      <Disclosure summary="Lire le texte proposé, mis en forme">
        <Markdown level={3} withTables>
          {proposed}
        </Markdown>
      </Disclosure>
    </>
  );
}

function Accept({
  proposal,
  sheet,
  state,
  moved,
  submissionId,
}: {
  proposal: Proposal;
  sheet: NonNullable<Proposal["sheet"]>;
  state: FormState | undefined;
  moved: SheetMoved | undefined;
  submissionId: string;
}) {
  return (
    <Form method="post" noValidate className="flex flex-col gap-5">
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="version" value={proposal.version} />
      <input type="hidden" name="headNumber" value={sheet.headNumber} />
      <Section
        title="Accepter"
        lead="Le texte devient une version de la fiche. Vous pouvez le retoucher d’abord."
      >
        {moved && (
          <>
            <h3>Ce qui a changé dans la fiche pendant que vous lisiez</h3>
            <TextDiff parts={moved.since as TextDiffPart[]} />
            <h3 className="mt-3">Ce que votre texte changerait à la fiche d’aujourd’hui</h3>
            <TextDiff parts={moved.today as TextDiffPart[]} />
          </>
        )}
        <TextArea label="Texte" rows={14} {...fieldProps(state, "body", proposal.proposed)} />
        <TextField
          label="Ce qui change"
          optional
          width="long"
          maxLength={300}
          autoComplete="off"
          hint="En quelques mots, lus de tous dans l’historique une fois publiés."
          {...fieldProps(state, "note", proposal.message.replace(/\s+/g, " ").slice(0, 300))}
        />
        {proposal.proposer && (
          <TextArea
            label="Réponse à la personne"
            id="accept-reply"
            optional
            rows={3}
            maxLength={2000}
            hint="Ajoutée au message qui lui annonce votre décision."
            {...fieldProps(state, "reply")}
          />
        )}
        {sheet.isPublic && (
          <Checkbox
            name="publish"
            label="Publier aussitôt"
            hint="Sinon le texte attend dans la fiche, et n’est pas visible de tous."
            error={state?.errors.publish}
            defaultChecked={state ? state.values.publish === "on" : sheet.isUpToDate}
          />
        )}
        <FormActions>
          <SubmitButton>Accepter ce texte</SubmitButton>
        </FormActions>
      </Section>
    </Form>
  );
}
