import { hideRevision } from "@essaim/directory/publication/hide-revision.commands";
import { listRevisions } from "@essaim/directory/publication/history.queries";
import {
  hideRevisionSchema,
  historyPageSchema,
  revertSchema,
  revisionReasonLabels,
} from "@essaim/directory/publication/history.schema";
import { revertRecord } from "@essaim/directory/publication/restore.commands";
import { can } from "@essaim/identity/actor";
import { ButtonLink, buttonClass } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDateTime, typo } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { FieldDiffs } from "@essaim/ui/text-diff";
import { Timeline } from "@essaim/ui/timeline";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PublicationRefusal } from "./publication";
import type { PublicationAnswer } from "./publication-answer";
import { kindOf, recordPages } from "./record-pages";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Historique de ${page.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const kind = kindOf(request);
  const id = recordId(params.id);
  const { avant } = parseQuery(historyPageSchema, request);
  const told = await context.execute(actor, listRevisions, { kind, id, before: avant });
  return {
    ...told,
    kind,
    id,
    isFirstPage: avant === undefined,
    canWrite: can(actor, "directory:write"),
  };
}

export const shouldRevalidate = rereadAfterConflict;

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const kind = kindOf(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  form.set("kind", kind);
  form.set("id", id);
  const { record, history } = recordPages[kind];
  if (form.get("intent") === "hide") {
    const asked = parseForm(hideRevisionSchema, form);
    if (!asked.ok) throw redirect(history(id));
    const hidden = await context.execute(actor, hideRevision, asked.value);
    if (hidden.ok) throw redirect(history(id, { fait: "version-masquee" }));
    if (hidden.reason === "form_already_used") throw redirect(history(id));
    return data<PublicationAnswer>({ reason: hidden.reason }, { status: 422 });
  }
  const parsed = parseForm(revertSchema, form);
  if (!parsed.ok) throw redirect(history(id));
  const outcome = await context.execute(actor, revertRecord, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) {
    const done = outcome.isPublic ? "version-republiee" : "version-remise";
    throw redirect(`${record(id)}?fait=${done}`);
  }
  if (outcome.reason === "form_already_used") throw redirect(history(id));
  if (outcome.reason === "conflict") {
    const { reason, changedBy, changedAt } = outcome;
    return data<PublicationAnswer>({ reason, changedBy, changedAt }, { status: 409 });
  }
  const errors = Object.values(outcome.errors);
  return data<PublicationAnswer>({ reason: "unknown", errors }, { status: 422 });
}

/** What a record said at each publication, and how to come back to it. */
export default function History() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { list, record, history } = recordPages[page.kind];
  return (
    <>
      <PageHeader
        title={`Historique de ${page.title}`}
        breadcrumb={[list, { label: page.title, href: record(page.id) }]}
        lead="Ce que la fiche disait à chaque publication. Tout le monde peut le lire dans l’annuaire, sans les noms."
      />
      <PublicationRefusal answer={answer} />
      {page.revisions.length === 0 ? (
        <EmptyState title="Rien n’a encore été publié" icon="history">
          L’historique commence à la première publication.
        </EmptyState>
      ) : (
        <Section title="Versions" rule={false}>
          <Timeline
            level={3}
            entries={page.revisions.map((revision, index) => ({
              id: revision.id,
              date: formatDateTime(revision.publishedAt),
              dateTime: revision.publishedAt.toISOString(),
              icon: "history",
              title: `Version ${revision.number}${typo(" : ")}${revisionReasonLabels[revision.reason].fr.toLowerCase()}`,
              meta: <span>{typo(`par ${revision.publishedBy ?? "quelqu’un"}`)}</span>,
              children: (
                <div className="flex flex-col gap-3">
                  {revision.note && <p>{revision.note}</p>}
                  {revision.isHidden ? (
                    <p className="text-muted">
                      Ce que disait cette version a été retiré de l’historique.
                    </p>
                  ) : (
                    <Disclosure summary={changed(revision)}>
                      <FieldDiffs changes={revision.changes} />
                    </Disclosure>
                  )}
                  {page.canWrite &&
                    !revision.isHidden &&
                    !(page.isFirstPage && index === 0 && page.isPublic) && (
                      <div className="flex flex-wrap gap-3">
                        <ComeBack
                          number={revision.number}
                          version={page.version}
                          isPublic={page.isPublic}
                        />
                        <Hide number={revision.number} />
                      </div>
                    )}
                </div>
              ),
            }))}
          />
        </Section>
      )}
      {page.next !== null && (
        <p>
          <ButtonLink href={history(page.id, { avant: page.next })}>
            Versions plus anciennes
          </ButtonLink>
        </p>
      )}
    </>
  );
}

/** « Titre, Résumé et 3 autres champs ». */
function changed({
  isWhole,
  changes,
}: {
  isWhole: boolean;
  changes: readonly { label: string }[];
}) {
  if (isWhole) return "Tout ce qu’elle disait";
  const shown = changes.slice(0, 4).map(({ label }) => label);
  const others = changes.length - shown.length;
  if (shown.length === 0) return "Une image ou un ordre";
  return `${typo("Ce qui a changé : ")}${shown.join(", ")}${others > 0 ? ` et ${others} de plus` : ""}`;
}

/** Asks once. */
function ComeBack({
  number,
  version,
  isPublic,
}: {
  number: number;
  version: number;
  isPublic: boolean;
}) {
  const sent = useNavigation().formData;
  const isSending = !sent?.has("intent") && sent?.get("number") === String(number);
  return (
    <details className="print:hidden">
      <summary className={buttonClass({ size: "small" })}>Revenir à cette version…</summary>
      <Form method="post" className="mt-2 flex flex-col items-start gap-3">
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="version" value={version} />
        <p>
          {isPublic
            ? typo(
                "La fiche dira de nouveau ce qu’elle disait alors, aussitôt publié. Ce qui n’est pas publié sera effacé.",
              )
            : typo("La fiche dira de nouveau ce qu’elle disait alors, sans être publiée.")}
        </p>
        <SubmitButton pending={isSending}>Revenir à la version {number}</SubmitButton>
      </Form>
    </details>
  );
}

/** Asks once. */
function Hide({ number }: { number: number }) {
  const sent = useNavigation().formData;
  const isSending = sent?.get("intent") === "hide" && sent.get("number") === String(number);
  return (
    <details className="print:hidden">
      <summary className={buttonClass({ size: "small" })}>Masquer cette version…</summary>
      <Form method="post" className="mt-2 flex flex-col items-start gap-3">
        <input type="hidden" name="intent" value="hide" />
        <input type="hidden" name="number" value={number} />
        <p>
          {typo(
            "Ce que disait cette version sera effacé de l’historique, pour tout le monde et pour toujours : une coordonnée publiée par erreur, par exemple. Sa date et son motif resteront. Si d’autres versions le disent, masquez-les aussi.",
          )}
        </p>
        <SubmitButton variant="danger" pending={isSending}>
          Masquer la version {number}
        </SubmitButton>
      </Form>
    </details>
  );
}
