import { acceptProposal, refuseProposal } from "@essaim/directory/community/moderation.commands";
import {
  type ComparedChange,
  getProposal,
  type ProposalRecord,
} from "@essaim/directory/community/moderation.queries";
import { wordsFrom } from "@essaim/directory/community/proposal.fields";
import {
  acceptProposalSchema,
  experienceFields,
  proposalKindLabels,
  refuseProposalSchema,
} from "@essaim/directory/community/proposal.schema";
import type { RecordKind } from "@essaim/directory/publication/record.schema";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FieldError } from "@essaim/ui/field";
import { FormActions } from "@essaim/ui/form-actions";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Markdown } from "@essaim/ui/markdown";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { TextArea } from "@essaim/ui/text-area";
import { TextDiff, type TextDiffPart } from "@essaim/ui/text-diff";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { recordPages } from "../directory/record-pages";
import { ProposalBadge } from "./proposals";
import { RefuseProposal } from "./refuse-proposal";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page?.proposal.title || "Proposition");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const proposal = await context.execute(actor, getProposal, { id: recordId(params.id) });
  // The media answers for its sheets.
  if (proposal.kind === "sheet") throw redirect(paths.sheetProposal(proposal.id));
  return { proposal, submissionIds: [crypto.randomUUID(), crypto.randomUUID()] as const };
}

const decided = "Quelqu’un d’autre a déjà répondu à cette proposition. Rechargez la page.";

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  form.set("id", recordId(params.id));
  const submissionId = submissionIdOf(form);
  const isRefusal = form.get("step") === "refuse";
  // Two forms are on the page: each has its own ids for its reply.
  if (isRefusal) {
    const parsed = parseForm(refuseProposalSchema, form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const outcome = await context.execute(actor, refuseProposal, parsed.value, { submissionId });
    if (outcome.ok) throw redirect(`${paths.proposals()}?fait=proposition-refusee`);
    return outcome.reason === "form_already_used"
      ? refuseUsed(form)
      : refuseFields(form, { reply: decided });
  }
  const parsed = parseForm(acceptProposalSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, acceptProposal, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(afterwards(outcome));
  switch (outcome.reason) {
    case "form_already_used":
      return refuseUsed(form);
    case "invalid":
    case "incomplete":
      return refuseFields(form, { fields: sentenceOf(outcome.errors) });
    case "other_changes":
      return refuseFields(form, {
        publish:
          "Cette fiche a d’autres modifications qui ne sont pas publiées. Acceptez sans publier, puis publiez depuis la fiche.",
      });
    default:
      return refuseFields(form, { fields: decided });
  }
}

const sentenceOf = (errors: Record<string, string>) =>
  [...new Set(Object.values(errors))].join(" ");

/** The page of what a proposal became. */
function afterwards({
  id,
  resultId,
  recordKind,
  isPublished,
}: {
  id: string;
  resultId: string;
  recordKind: RecordKind | null;
  isPublished: boolean;
}): string {
  if (recordKind === null) return `${paths.proposal(id)}?fait=experience-publiee`;
  const page = recordPages[recordKind].record(resultId);
  return `${page}?fait=${isPublished ? "proposition-publiee" : "proposition-acceptee"}`;
}

/** One proposal, field by field beside the record as it is, and what is answered. */
export default function ProposalPage() {
  const { proposal, submissionIds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isPending = proposal.state === "pending";
  const isRefusal = answer?.state.values.step === "refuse";
  return (
    <>
      <PageHeader
        title={proposal.title || "Proposition"}
        breadcrumb={[{ label: "Propositions", href: paths.proposals() }]}
        meta={
          <>
            <ProposalBadge state={proposal.state} />
            <span>{proposalKindLabels[proposal.kind]}</span>
            {proposal.confirmedAt && <span>reçue le {formatDay(proposal.confirmedAt)}</span>}
            <About proposal={proposal} />
          </>
        }
      />
      <From proposal={proposal} />
      {isPending ? (
        <>
          <Accept
            proposal={proposal}
            state={isRefusal ? undefined : answer?.state}
            submissionId={isRefusal ? submissionIds[0] : (answer?.key ?? submissionIds[0])}
          />
          <RefuseProposal
            version={proposal.version}
            state={isRefusal ? answer?.state : undefined}
            submissionId={isRefusal ? (answer?.key ?? submissionIds[1]) : submissionIds[1]}
          />
        </>
      ) : (
        <Decision proposal={proposal} />
      )}
    </>
  );
}

type Shown = { proposal: ReturnType<typeof useLoaderData<typeof loader>>["proposal"] };

/** The record that it is about. */
function About({ proposal }: Shown) {
  const { recordId, recordKind } = proposal;
  if (!recordId || !recordKind) return null;
  return <Link href={recordPages[recordKind].record(recordId)}>Voir la fiche</Link>;
}

function From({ proposal }: Shown) {
  const { proposer, message, language } = proposal;
  return (
    <Section title="Qui propose" rule={false}>
      <p>
        {proposer ? (
          <>
            {proposer.name}, <a href={`mailto:${proposer.email}`}>{proposer.email}</a>
          </>
        ) : (
          <span className="text-muted">Nom et adresse effacés.</span>
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

type Line = {
  key: string;
  label: string;
  proposed: string;
  /** Word by word; null where nothing was there before. */
  parts: TextDiffPart[] | null;
  isMarkdown: boolean;
  hasMoved: boolean;
  isDone: boolean;
  /** Nothing is accepted without it. */
  isRequired: boolean;
};

/** What is proposed in words, one line a field. */
function linesOf(proposal: Shown["proposal"]): Line[] {
  if (proposal.kind === "experience") {
    return experienceFields
      .filter(({ key }) => proposal.content[key] !== null && proposal.content[key] !== "")
      .map(({ key, label, isRequired }) => ({
        key,
        label: label.fr,
        proposed:
          key === "acceptsContact"
            ? proposal.content[key]
              ? "Oui"
              : "Non"
            : String(proposal.content[key]),
        parts: null,
        isMarkdown: false,
        hasMoved: false,
        isDone: false,
        isRequired,
      }));
  }
  const isNew = proposal.kind !== "correction";
  const lines = (proposal.changes as ComparedChange[]).map((change) => ({
    key: change.field.key,
    label: change.field.label.fr,
    proposed: wordsFrom(change.field, change.proposed, "fr"),
    parts: isNew ? null : change.parts,
    isMarkdown: change.field.shape === "text",
    hasMoved: change.hasMoved,
    isDone: change.isDone,
    isRequired: false,
  }));
  const { commune } = proposal.content;
  if (typeof commune !== "string") return lines;
  const place = { key: "commune", label: "Commune", proposed: commune, parts: null };
  return [
    ...lines,
    { ...place, isMarkdown: false, hasMoved: false, isDone: false, isRequired: false },
  ];
}

function Accept({
  proposal,
  state,
  submissionId,
}: Shown & { state: FormState | undefined; submissionId: string }) {
  const lines = linesOf(proposal);
  const ticked = state?.values.fields;
  const isTicked = (key: string) => (Array.isArray(ticked) ? ticked.includes(key) : true);
  const isCorrection = proposal.kind === "correction";
  return (
    <Form method="post" noValidate className="flex flex-col gap-5">
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="version" value={proposal.version} />
      <Section
        title="Ce qui est proposé"
        lead={
          lines.length === 0
            ? undefined
            : proposal.kind === "experience"
              ? "Décochez ce que vous ne gardez pas. Le reste paraît aussitôt sur la page de l’activité."
              : "Décochez ce que vous ne gardez pas. Le texte accepté pourra être repris ensuite dans la fiche."
        }
      >
        {lines.length === 0 && (
          <p className="text-muted">
            Aucun champ n’est corrigé&#8239;: seul le message ci-dessus est à lire.
          </p>
        )}
        {state?.errors.fields && <FieldError id="fields">{state.errors.fields}</FieldError>}
        <ul id="fields" tabIndex={-1} className="flex flex-col">
          {lines.map((line) => (
            <li key={line.key} className="border-t border-line py-4 first:border-0 first:pt-0">
              {line.isRequired ? (
                <p className="ml-8">
                  <input type="hidden" name="fields" value={line.key} />
                  <strong>{line.label}</strong> <span className="text-muted">(toujours gardé)</span>
                </p>
              ) : (
                <Checkbox
                  name="fields"
                  id={`champ-${line.key}`}
                  value={line.key}
                  label={<strong>{line.label}</strong>}
                  defaultChecked={isTicked(line.key) && (state !== undefined || !line.isDone)}
                />
              )}
              <Compared line={line} />
            </li>
          ))}
        </ul>
      </Section>
      {lines.length > 0 && (
        <>
          <TextArea
            label="Réponse à la personne"
            id="accept-reply"
            optional
            rows={3}
            maxLength={2000}
            hint="Ajoutée au message qui lui annonce votre décision."
            {...fieldProps(state, "reply")}
          />
          {isCorrection && proposal.isPublic && (
            <Checkbox
              name="publish"
              label="Publier aussitôt la correction"
              hint="Sinon elle attend dans la fiche, et n’est pas visible de tous."
              error={state?.errors.publish}
              defaultChecked={state ? state.values.publish === "on" : true}
            />
          )}
          <FormActions>
            <Button type="submit" name="step" value="accept" variant="primary">
              {proposal.kind === "experience" ? "Accepter et publier" : "Accepter ce qui est coché"}
            </Button>
          </FormActions>
        </>
      )}
    </Form>
  );
}

function Compared({ line }: { line: Line }) {
  return (
    <div className="ml-8 flex flex-col gap-3">
      {line.isDone && <Badge tone="success">La fiche dit déjà cela</Badge>}
      {line.hasMoved && !line.isDone && (
        <Alert tone="warning" level={3} title="La fiche a changé depuis">
          Elle ne disait pas la même chose quand la personne l’a corrigée.
        </Alert>
      )}
      {line.parts ? (
        <>
          <TextDiff parts={line.parts} />
          {line.isMarkdown && line.proposed && (
            <Disclosure summary="Lire le texte proposé, mis en forme">
              <Side text={line.proposed} line={line} />
            </Disclosure>
          )}
        </>
      ) : (
        <Side text={line.proposed} line={line} />
      )}
    </div>
  );
}

function Side({ text, line }: { text: string; line: Line }) {
  return (
    <div className="min-w-0">
      {text === "" ? (
        <p className="text-muted">Vide</p>
      ) : line.isMarkdown ? (
        <Markdown level={3}>{text}</Markdown>
      ) : (
        <p className="max-w-measure break-words whitespace-pre-line">{text}</p>
      )}
    </div>
  );
}

function Decision({ proposal }: Shown) {
  const kept = new Set(proposal.acceptedFields);
  const lines = linesOf(proposal);
  return (
    <>
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
        <Result proposal={proposal} />
      </Section>
      <Section title="Ce qui était proposé">
        {lines.length === 0 && (
          <p className="text-muted">
            {proposal.kind === "experience" ? "Texte effacé." : "Aucun champ."}
          </p>
        )}
        <ul className="flex flex-col">
          {lines.map((line) => (
            <li
              key={line.key}
              className="flex flex-col gap-1 border-t border-line py-3 first:border-0"
            >
              <p className="flex flex-wrap items-baseline gap-x-3">
                <strong>{line.label}</strong>
                {proposal.state === "partly_accepted" && (
                  <span className="text-sm text-muted">
                    {kept.has(line.key) ? "gardé" : "laissé de côté"}
                  </span>
                )}
              </p>
              <Side text={line.proposed} line={line} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Result({ proposal }: { proposal: ProposalRecord }) {
  const { kind, resultId, recordId: about } = proposal;
  if (!resultId || kind === "correction" || kind === "sheet") return null;
  if (kind === "experience") {
    return (
      about && (
        <p>
          <Link href={paths.activityLife(about)}>Voir les expériences de l’activité</Link>
        </p>
      )
    );
  }
  return (
    <p>
      <ButtonLink href={recordPages[kind].record(resultId)}>Ouvrir la fiche créée</ButtonLink>
    </p>
  );
}
