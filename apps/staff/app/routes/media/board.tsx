import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { type BoardColumn, listBoard } from "@essaim/media/piece/piece.queries";
import {
  boardFilterSchema,
  mostCards,
  stageLabels,
  stages,
} from "@essaim/media/piece/piece.schema";
import { pieceKinds } from "@essaim/media/piece/published-piece.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { cx } from "@essaim/ui/cx";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { plural, typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery, readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { takeStep } from "./piece-steps.server";
import { DueDay, kindLabel } from "./piece-words";
import { StepButtons } from "./step-buttons";

export const meta: MetaFunction = () => pageTitle("Média");

/** `etape`: the only column that a phone shows. */
const querySchema = z.object({
  sorte: boardFilterSchema.shape.kind,
  qui: z.literal("moi").optional(),
  etape: z.enum(stages).optional(),
});

export const shouldRevalidate = rereadAfterConflict;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const query = parseQuery(querySchema, request);
  const columns = await context.execute(actor, listBoard, {
    kind: query.sorte,
    mine: query.qui === "moi",
  });
  return {
    columns,
    query,
    today: today(),
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const { search } = new URL(request.url);
  return await takeStep(context, actor, await readForm(request), `${paths.media()}${search}`);
}

/** The editorial desk: what is under way, stage by stage. Steps are buttons, so that it works without a script. */
export default function Board() {
  const { columns, query, canWrite } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>()?.refused;
  const total = columns.reduce((sum, column) => sum + column.count, 0);
  const { sorte, qui } = query;
  const without = (name: "sorte" | "qui") => paths.media({ ...query, [name]: undefined });
  const active = [
    sorte && { label: kindLabel(sorte), removeHref: without("sorte") },
    qui && { label: "Ce qui m’attend", removeHref: without("qui") },
  ].filter((one) => typeof one === "object");
  const isEmpty = total === 0 && active.length === 0;
  const shown = query.etape ?? columns.find((column) => column.count > 0)?.stage ?? "pitch";
  const newPiece = canWrite && (
    <ButtonLink href={paths.newPiece()} variant="primary" icon="plus">
      Nouveau contenu
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Média"
        lead="Ce que l’équipe prépare et publie, de l’idée à la mise à jour."
        action={!isEmpty && newPiece}
      />
      {refused && (
        <Alert tone="danger" role="alert" title="Cette étape n’est pas passée">
          {refused}
        </Alert>
      )}
      {isEmpty ? (
        <EmptyState title="Aucun contenu pour l’instant" icon="video" action={newPiece}>
          {typo(
            "Une vidéo, une émission, un article, un tutoriel, un témoignage : notez une première idée, elle avancera d’étape en étape.",
          )}
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.media()}
            label="Trier les contenus"
            active={active}
            clearHref={paths.media()}
            summary={plural(total, "contenu", "contenus")}
          >
            <Select
              name="sorte"
              label="Sorte"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={sorte}
              options={pieceKinds.map((value) => ({ value, label: kindLabel(value) }))}
            />
            <Select
              name="qui"
              label="Qui s’en occupe"
              optional="unmarked"
              placeholder="Toute l’équipe"
              defaultValue={qui}
              options={[{ value: "moi", label: "Ce qui m’attend" }]}
            />
          </FilterBar>
          <div className="lg:hidden print:hidden">
            <Tabs
              label="Étapes"
              tabs={columns.map(({ stage, count }) => ({
                label: stageLabels[stage],
                href: paths.media({ ...query, etape: stage }),
                count,
                current: stage === shown,
              }))}
            />
          </div>
          <div className="grid gap-x-4 gap-y-8 lg:grid-cols-3 xl:grid-cols-4 print:block">
            {columns.map((column) => (
              <Column key={column.stage} column={column} isShown={column.stage === shown} />
            ))}
          </div>
        </>
      )}
    </>
  );
}

function Column({
  column: { stage, count, pieces },
  isShown,
}: {
  column: BoardColumn;
  isShown: boolean;
}) {
  const id = `etape-${stage}`;
  return (
    <section
      aria-labelledby={id}
      className={cx("flex min-w-0 flex-col gap-3", !isShown && "max-lg:hidden print:flex")}
    >
      <h2 id={id} className="flex items-baseline gap-2 border-b-2 border-edge pb-1 text-lg">
        {stageLabels[stage]}
        <span className="figures text-sm font-normal text-muted">{count}</span>
      </h2>
      {pieces.length === 0 ? (
        <p className="text-sm text-muted">Rien à cette étape.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {pieces.map((piece) => (
            <PieceCard key={piece.id} piece={piece} />
          ))}
        </ul>
      )}
      {count > mostCards && (
        <p className="text-sm text-muted">
          {`Les ${mostCards} premiers. Triez par sorte pour voir les autres.`}
        </p>
      )}
    </section>
  );
}

function PieceCard({ piece }: { piece: BoardColumn["pieces"][number] }) {
  const { today, canWrite, submissionId } = useLoaderData<typeof loader>();
  const isLive = piece.stage === "published" || piece.stage === "to_refresh";
  const day = isLive ? piece.refreshOn : piece.dueOn;
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-3 print:break-inside-avoid">
      <h3 className="text-base">
        <Link href={paths.piece(piece.id)}>{piece.title}</Link>
      </h3>
      <p className="flex flex-wrap gap-x-3 text-sm text-muted">
        <span>{kindLabel(piece.kind)}</span>
        {piece.ownerName && <span>{piece.ownerName}</span>}
        {day && <DueDay day={day} today={today} before={isLive ? "à revoir le" : "pour le"} />}
        {piece.isPublic && !isLive && <span>encore public</span>}
      </p>
      {canWrite && <StepButtons piece={piece} submissionId={submissionId} />}
    </li>
  );
}
