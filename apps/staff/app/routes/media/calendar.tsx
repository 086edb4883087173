import { today } from "@essaim/database/today";
import { listMediaDays } from "@essaim/media/piece/piece.queries";
import { Badge, type Tone } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatMonth } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { kindLabel, StageBadge } from "./piece-words";

export const meta: MetaFunction = () => pageTitle("Calendrier du média");

const querySchema = z.object({
  mois: z.iso
    .date()
    .or(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/))
    .optional(),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { mois } = parseQuery(querySchema, request);
  const month = (mois ?? today()).slice(0, 7);
  return { month, today: today(), days: await context.execute(actor, listMediaDays, { month }) };
}

const words: Record<"due" | "published" | "refresh", { label: string; tone: Tone }> = {
  due: { label: "À finir", tone: "neutral" },
  published: { label: "Publication", tone: "success" },
  refresh: { label: "À revoir", tone: "warning" },
};

/** The month `by` months from one, both 'YYYY-MM'. */
function monthBeside(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** What is due, published and to be looked at again in a month. */
export default function MediaCalendar() {
  const { month, days } = useLoaderData<typeof loader>();
  const beside = (by: number) => paths.mediaCalendar({ mois: monthBeside(month, by) });
  return (
    <>
      <PageHeader
        title="Calendrier du média"
        lead={`Ce qui est à finir, ce qui a été publié et ce qui est à revoir en ${formatMonth(month)}.`}
        action={
          <>
            <ButtonLink href={beside(-1)} icon="chevronLeft">
              {formatMonth(monthBeside(month, -1))}
            </ButtonLink>
            <ButtonLink href={beside(1)} iconAfter="chevronRight">
              {formatMonth(monthBeside(month, 1))}
            </ButtonLink>
          </>
        }
      />
      <Table
        caption={`Le média en ${formatMonth(month)}`}
        hideCaption
        rows={days}
        rowKey={({ id, what }) => `${what}-${id}`}
        empty={
          <EmptyState title="Rien ce mois-ci" icon="calendar">
            Donnez une échéance à un contenu, en le modifiant&#8239;: il apparaîtra ici.
          </EmptyState>
        }
        columns={[
          {
            key: "day",
            header: "Jour",
            className: "whitespace-nowrap",
            cell: ({ day }) => formatDate(day),
          },
          {
            key: "title",
            header: "Contenu",
            lead: true,
            cell: ({ id, title }) => <Link href={paths.piece(id)}>{title}</Link>,
          },
          {
            key: "what",
            header: "Quoi",
            cell: ({ what }) => <Badge tone={words[what].tone}>{words[what].label}</Badge>,
          },
          { key: "kind", header: "Sorte", cell: ({ kind }) => kindLabel(kind) },
          { key: "stage", header: "Étape", cell: ({ stage }) => <StageBadge stage={stage} /> },
          {
            key: "owner",
            header: "Qui s’en occupe",
            cell: ({ ownerName }) => ownerName ?? <span className="text-muted">Personne</span>,
          },
        ]}
      />
    </>
  );
}
