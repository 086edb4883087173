import { can, type MemberActor } from "@essaim/identity/actor";
import { listPublishedSheets } from "@essaim/media/sheet/published-sheet.queries";
import { dropSheet, emptyBin, moveSheet, restoreSheet } from "@essaim/media/sheet/sheet.commands";
import { listSheets } from "@essaim/media/sheet/sheet.queries";
import {
  dropSheetSchema,
  emptyBinSchema,
  moveSheetSchema,
  type SheetMove,
  sheetMoves,
  sheetRefusals,
} from "@essaim/media/sheet/sheet.schema";
import { below, decideMove } from "@essaim/media/sheet/tree.rules";
import { exportFormatLabels, exportFormats } from "@essaim/media/wiki/export.schema";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { cx } from "@essaim/ui/cx";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { DragSheets, useDraggedRow } from "./drag-sheets";
import { MoveButtons } from "./move-buttons";
import { SheetBin } from "./sheet-bin";
import { SheetState } from "./sheet-state";

export const meta: MetaFunction = () => pageTitle("Fiches de savoir");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { sheets, removed } = await context.execute(actor, listSheets, {});
  const start = context.publicUrl;
  const { sheets: published } = await context.execute(actor, listPublishedSheets, { start });
  const canWrite = can(actor, "media:write");
  return {
    sheets: sheets.map((sheet) => ({
      ...sheet,
      moves: canWrite ? sheetMoves.filter((move) => decideMove(sheets, sheet.id, move).ok) : [],
    })),
    removed,
    generated: published
      .filter(({ sheetId }) => sheetId === null)
      .map(({ path, title, depth }) => ({ path, title, depth })),
    hasPublished: published.length > 0,
    canWrite,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  if (form.get("intent") === "restore") {
    const id = recordId(String(form.get("id")));
    await context.execute(actor, restoreSheet, { id });
    throw redirect(paths.sheet(id));
  }
  if (form.get("intent") === "empty") {
    const shown = parseForm(emptyBinSchema, form);
    if (!shown.ok) throw new Response(null, { status: 400 });
    const outcome = await context.execute(actor, emptyBin, shown.value);
    const isAll = outcome.ok && outcome.count === shown.value.sheets.length;
    throw redirect(paths.sheets({ fait: isAll ? "fiches-effacees" : "fiches-gardees" }));
  }
  const outcome = await move(context, actor, form);
  if (outcome.ok) throw redirect(`${paths.sheets({ fait: "fiche-deplacee" })}#fiche-${outcome.id}`);
  if (outcome.reason === "form_already_used") throw redirect(paths.sheets());
  return data({ message: sheetRefusals[outcome.reason] }, { status: 422 });
}

/** One step by a button, or the place where the mouse dropped it. */
async function move(context: AppLoadContext, actor: MemberActor, form: FormData) {
  if (form.get("intent") === "drop") {
    const dropped = parseForm(dropSheetSchema, form);
    if (!dropped.ok) throw new Response(null, { status: 400 });
    return context.execute(actor, dropSheet, dropped.value);
  }
  const parsed = parseForm(moveSheetSchema, form);
  if (!parsed.ok) throw new Response(null, { status: 400 });
  return context.execute(actor, moveSheet, parsed.value);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["sheets"][number];

export default function Sheets() {
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const add = page.canWrite && (
    <ButtonLink href={paths.newSheet()} variant="primary" icon="plus">
      Nouvelle fiche
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Fiches de savoir"
        lead="L’arbre des savoirs de la coopérative, que le public lit et que l’on emporte sur un wiki."
        action={page.sheets.length > 0 && add}
      />
      {refusal && (
        <Alert tone="danger" role="alert" title="La fiche reste à sa place">
          {refusal.message}
        </Alert>
      )}
      {page.sheets.length === 0 ? (
        <EmptyState title="Aucune fiche pour le moment" icon="resource" action={add}>
          Commencez par un savoir-faire que l’on vous demande souvent, ou reprenez une page d’un
          wiki avec son histoire.
        </EmptyState>
      ) : (
        <DragSheets canWrite={page.canWrite}>
          <Branch rows={page.sheets} parentId={null} />
        </DragSheets>
      )}
      {page.generated.length > 0 && (
        <Section
          title="Faites par l’annuaire"
          lead="Toujours à jour&#8239;: elles redisent ce que l’annuaire publie. Pour les changer, modifiez la ressource."
        >
          <Disclosure summary={plural(page.generated.length, "fiche", "fiches")}>
            <ul className="flex flex-col gap-1">
              {page.generated.map(({ path, title, depth }) => (
                <li key={path} className={depth > 0 ? "pl-6" : undefined}>
                  {title}
                </li>
              ))}
            </ul>
          </Disclosure>
        </Section>
      )}
      {page.canWrite && (
        <Section title="Emporter ou reprendre">
          <div className="flex flex-wrap gap-3">
            {page.hasPublished &&
              exportFormats.map((format) => (
                <ButtonLink
                  key={format}
                  href={paths.exportSheets({ format })}
                  icon="download"
                  download
                >
                  Tout l’arbre en {exportFormatLabels[format]}
                </ButtonLink>
              ))}
            <ButtonLink href={paths.importWikiPage()} icon="upload">
              Reprendre une page de wiki
            </ButtonLink>
            <ButtonLink href={paths.wikis()} icon="link">
              Wikis
            </ButtonLink>
          </div>
        </Section>
      )}
      {page.removed.length > 0 && page.canWrite && <SheetBin removed={page.removed} />}
    </>
  );
}

/** Those below one sheet, each with its own below it: lists in lists, as a screen reader counts them. */
function Branch({ rows, parentId }: { rows: readonly Row[]; parentId: string | null }) {
  const own = below(rows, parentId);
  if (own.length === 0) return null;
  return (
    <ul
      className={
        parentId === null ? "flex flex-col" : "flex flex-col border-l border-line pl-3 sm:pl-6"
      }
    >
      {own.map((row) => (
        <li key={row.id} id={`fiche-${row.id}`} className="flex flex-col">
          <RowLine id={row.id}>
            <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
              <Link href={paths.sheet(row.id)}>{row.title}</Link>
              <SheetState {...row} />
              {row.isMethod && <Badge icon="resource">Méthode</Badge>}
            </span>
            {row.moves.length > 0 && (
              <MoveButtons id={row.id} title={row.title} moves={row.moves as SheetMove[]} />
            )}
          </RowLine>
          <Branch rows={rows} parentId={row.id} />
        </li>
      ))}
    </ul>
  );
}

/** A line of the tree, which the mouse may take where scripts run. */
function RowLine({ id, children }: { id: string; children: ReactNode }) {
  const { mark, handlers } = useDraggedRow(id);
  return (
    <div
      {...handlers}
      className={cx(
        "flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-2",
        mark,
      )}
    >
      {children}
    </div>
  );
}
