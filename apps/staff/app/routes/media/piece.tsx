import { describeLicence } from "@essaim/directory/licence.rules";
import { listExpenses } from "@essaim/funding/spending/expense.queries";
import { expenseFilterSchema } from "@essaim/funding/spending/expense-filter.schema";
import { can } from "@essaim/identity/actor";
import { publishableOf } from "@essaim/media/piece/piece.commands";
import { getPiece, getPieceImages, type PieceRecord } from "@essaim/media/piece/piece.queries";
import { missingFromPiece } from "@essaim/media/piece/piece.rules";
import { readabilityOf } from "@essaim/media/piece/readability.rules";
import { getPieceReview } from "@essaim/media/piece/revision.queries";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { LeavePiece } from "./leave-piece";
import { PieceContent } from "./piece-content";
import { PieceCost } from "./piece-cost";
import { PieceReadiness } from "./piece-readiness";
import { takeStep } from "./piece-steps.server";
import { kindLabel, PieceTabs, StageBadge } from "./piece-words";
import { StepButtons } from "./step-buttons";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => pageTitle(page?.piece.title);

export const shouldRevalidate = rereadAfterConflict;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const seesSpending = can(actor, "spending:read");
  const [piece, review, images, spending] = await Promise.all([
    context.execute(actor, getPiece, { id }),
    context.execute(actor, getPieceReview, { id }),
    context.execute(actor, getPieceImages, { id }),
    seesSpending
      ? context.execute(actor, listExpenses, expenseFilterSchema.parse({ contenu: id }))
      : null,
  ]);
  return {
    piece,
    images,
    spending,
    missing: missingFromPiece(publishableOf(piece)),
    awaitsSecondReader: review.awaitsSecondReader,
    readability: readabilityOf(textOf(piece)),
    licence: describeLicence(piece.licenceExpression).label.fr,
    canWrite: can(actor, "media:write"),
    canSpend: can(actor, "spending:write"),
    publicHref: `${context.publicUrl}/mediatheque/${piece.slug}`,
    submissionId: crypto.randomUUID(),
  };
}

/** What is read of it, one after the other. */
const textOf = ({ summary, body, steps, transcript }: PieceRecord) =>
  [summary, body, ...steps.map(({ text }) => text), ...transcript.map(({ text }) => text)].join(
    "\n",
  );

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  form.set("id", id);
  return await takeStep(context, actor, form, paths.piece(id));
}

export default function Piece() {
  const {
    piece,
    images,
    spending,
    missing,
    awaitsSecondReader,
    readability,
    licence,
    canWrite,
    canSpend,
    publicHref,
    submissionId,
  } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>()?.refused;
  return (
    <>
      <PageHeader
        title={piece.title}
        breadcrumb={[{ label: "Média", href: paths.media() }]}
        meta={
          <>
            <StageBadge stage={piece.stage} />
            <span>{kindLabel(piece.kind)}</span>
            {piece.hasChanges && <Badge tone="warning">Modifié depuis sa publication</Badge>}
            {piece.isPublic && <Link href={publicHref}>Page publique</Link>}
          </>
        }
        lead={piece.summary}
        action={
          canWrite && (
            <ButtonLink href={paths.editPiece(piece.id)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      <PieceTabs piece={piece} current="piece" />
      {refused && (
        <Alert tone="danger" role="alert" title="Ce n’est pas fait">
          {refused}
        </Alert>
      )}
      <PieceReadiness {...{ piece, missing, awaitsSecondReader, canWrite, submissionId }}>
        {canWrite && <StepButtons piece={piece} submissionId={submissionId} />}
      </PieceReadiness>
      <PieceContent {...{ piece, licence, images, readability }} />
      {spending && <PieceCost {...{ pieceId: piece.id, spending, canSpend }} />}
      {canWrite && <LeavePiece {...{ piece, submissionId }} />}
      <p className="text-sm text-muted">
        {`Modifié le ${formatDay(piece.updatedAt)}${piece.updatedByName ? ` par ${piece.updatedByName}` : ""}.`}
      </p>
    </>
  );
}
