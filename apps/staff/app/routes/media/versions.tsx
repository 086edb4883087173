import { can } from "@essaim/identity/actor";
import { publishableOf } from "@essaim/media/piece/piece.commands";
import type { PieceRecord } from "@essaim/media/piece/piece.queries";
import { decidePiecePublication } from "@essaim/media/piece/piece.rules";
import { pieceTargetSchema } from "@essaim/media/piece/piece.schema";
import { restorePiece } from "@essaim/media/piece/revision.commands";
import {
  getPieceReview,
  listPieceRevisions,
  type PieceReview,
} from "@essaim/media/piece/revision.queries";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink, buttonClass } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDateTime } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
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
import type { ReactNode } from "react";
import { z } from "zod";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { takeStep } from "./piece-steps.server";
import { PieceTabs, pieceCrumbs } from "./piece-words";
import { PublishButton } from "./publish-button";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page ? `Versions · ${page.piece.title}` : "Versions");

const pageSchema = z.object({ avant: z.coerce.number().int().min(1).optional() });

export const shouldRevalidate = rereadAfterConflict;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { avant } = parseQuery(pageSchema, request);
  const asked = { id: recordId(params.id), before: avant };
  const [page, review] = await Promise.all([
    context.execute(actor, listPieceRevisions, asked),
    context.execute(actor, getPieceReview, { id: asked.id }),
  ]);
  return {
    ...page,
    review: avant === undefined && mayBePublished(page.piece) ? review : null,
    isFirstPage: avant === undefined,
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
  };
}

/** Is there something to read before it is shown to everybody, and nothing missing? */
const mayBePublished = (piece: PieceRecord) =>
  (!piece.isPublic || piece.hasChanges) &&
  decidePiecePublication({ ...publishableOf(piece), stage: piece.stage }).ok;

const restoreSchema = pieceTargetSchema.extend({ number: z.coerce.number().int().min(1) });

/** Publishes what was read, or goes back to a version. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  form.set("id", recordId(params.id));
  if (form.get("step") === "publish") {
    return await takeStep(context, actor, form, paths.piece(recordId(params.id)));
  }
  const parsed = parseForm(restoreSchema, form);
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, restorePiece, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.piece(parsed.value.id)}?fait=contenu-revenu`);
  if (outcome.reason === "form_already_used") throw redirect(paths.piece(parsed.value.id));
  const by = outcome.changedBy ?? "Quelqu’un";
  return data(
    { refused: `${by} vient de modifier ce contenu. Relisez-le, puis recommencez.` },
    { status: 409 },
  );
}

/** What a piece said each time it was saved, and how to come back to it. */
export default function Versions() {
  const { piece, review, revisions, next, isFirstPage, canWrite, submissionId } =
    useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>()?.refused;
  return (
    <>
      <PageHeader
        title="Versions"
        breadcrumb={pieceCrumbs(piece)}
        lead="Ce que ce contenu disait à chaque enregistrement, lu par l’équipe seule. Les personnes n’y sont pas."
      />
      <PieceTabs piece={piece} current="versions" />
      {refused && (
        <Alert tone="danger" role="alert" title="Ce n’est pas fait">
          {refused}
        </Alert>
      )}
      {review && (
        <ToRead {...{ piece, review }}>
          {canWrite && (
            <PublishButton
              piece={piece}
              digest={review.digest}
              awaitsSecondReader={review.awaitsSecondReader}
              submissionId={submissionId}
            />
          )}
        </ToRead>
      )}
      {revisions.length === 0 ? (
        <EmptyState title="Aucune version encore" icon="history">
          La première se garde quand vous enregistrez le formulaire de ce contenu.
        </EmptyState>
      ) : (
        <Section title="Toutes les versions" rule={review !== null}>
          <Timeline
            level={3}
            entries={revisions.map((revision, at) => ({
              id: String(revision.number),
              date: formatDateTime(revision.savedAt),
              dateTime: revision.savedAt.toISOString(),
              icon: "history",
              title: `Version ${revision.number}`,
              meta: <Meta {...revision} />,
              children: (
                <div className="flex flex-col gap-3">
                  <Disclosure summary={changed(revision)}>
                    <FieldDiffs changes={revision.changes} />
                  </Disclosure>
                  {canWrite && !(isFirstPage && at === 0) && (
                    <ComeBack
                      number={revision.number}
                      version={piece.version}
                      submissionId={submissionId}
                    />
                  )}
                </div>
              ),
            }))}
          />
        </Section>
      )}
      {next !== null && (
        <p>
          <ButtonLink href={paths.pieceVersions(piece.id, { avant: next })}>
            Versions plus anciennes
          </ButtonLink>
        </p>
      )}
    </>
  );
}

/** All that publishing would change, read before it is done. */
function ToRead({
  piece,
  review,
  children,
}: {
  piece: PieceRecord;
  review: PieceReview;
  children: ReactNode;
}) {
  if (review.isFirst) {
    return (
      <Section
        title="À relire avant de publier"
        rule={false}
        lead="Rien n’en est encore public&#8239;: relisez son contenu, ses personnes, ses sous-titres et ses images."
      >
        <p>
          <Link href={paths.piece(piece.id)}>Lire le contenu</Link>
        </p>
        {children}
      </Section>
    );
  }
  return (
    <Section
      title="À relire avant de publier"
      rule={false}
      lead="Ce qui changera pour le public, par rapport à ce qu’il lit aujourd’hui."
    >
      {review.changes.length > 0 ? (
        <FieldDiffs changes={review.changes} />
      ) : (
        <p>L’ordre ou le fichier d’une image&#8239;: voyez la page Images.</p>
      )}
      {children}
    </Section>
  );
}

type Revision = ReturnType<typeof useLoaderData<typeof loader>>["revisions"][number];

function Meta({ savedByName, publishedAt, restores }: Revision) {
  return (
    <>
      {savedByName && <span>par {savedByName}</span>}
      {restores !== null && <span>retour à la version {restores}</span>}
      {publishedAt && <span>publiée le {formatDateTime(publishedAt)}</span>}
    </>
  );
}

/** « Ce qui a changé : Titre, Résumé et 3 de plus ». */
function changed({ isFirst, changes }: Revision) {
  if (isFirst) return "Tout ce qu’il disait";
  const shown = changes.slice(0, 4).map(({ label }) => label);
  const others = changes.length - shown.length;
  if (shown.length === 0) return "Une image ou un ordre";
  return `Ce qui a changé\u202f: ${shown.join(", ")}${others > 0 ? ` et ${others} de plus` : ""}`;
}

/** Asks once. */
function ComeBack(props: { number: number; version: number; submissionId: string }) {
  const isSending = useNavigation().formData?.get("number") === String(props.number);
  return (
    <details className="print:hidden">
      <summary className={buttonClass({ size: "small" })}>Revenir à cette version…</summary>
      <Form method="post" className="mt-2 flex flex-col items-start gap-3">
        <input type="hidden" name="submissionId" value={props.submissionId} />
        <input type="hidden" name="number" value={props.number} />
        <input type="hidden" name="version" value={props.version} />
        <p className="max-w-measure">
          Le contenu dira de nouveau ce qu’il disait alors, sans être publié. Les versions
          d’aujourd’hui restent dans cette liste.
        </p>
        <SubmitButton pending={isSending}>Revenir à la version {props.number}</SubmitButton>
      </Form>
    </details>
  );
}
