import { can } from "@essaim/identity/actor";
import { takeAudienceBack } from "@essaim/media/audience/audience.commands";
import {
  getPieceAudience,
  type PieceAudiencePage,
  type SaidFigure,
} from "@essaim/media/audience/audience.queries";
import { originLabels } from "@essaim/media/audience/audience.schema";
import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatDateTime, formatMonth, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { audienceCrumbs, whereSeen } from "./audience-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page ? `Audience · ${page.piece.title}` : "Audience");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const pieceId = recordId(params.id);
  const page = await context.execute(actor, getPieceAudience, { pieceId });
  return { ...page, canWrite: can(actor, "media:write"), submissionId: crypto.randomUUID() };
}

/** Takes back a figure that was set aside. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const id = z.uuid().safeParse(form.get("figureId")).data;
  if (!id) throw new Response(null, { status: 400 });
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, takeAudienceBack, { id }, { submissionId });
  const done = outcome.ok ? { fait: "audience-reprise" } : {};
  throw redirect(paths.pieceAudience(recordId(params.id), done));
}

export default function AudienceOfPiece() {
  const { piece, said, readings, canWrite, submissionId } = useLoaderData<typeof loader>();
  const enter = canWrite && (
    <ButtonLink href={paths.enterAudience({ piece: piece.id })} icon="plus" variant="primary">
      Saisir un chiffre
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={`Audience de «\u202f${piece.title}\u202f»`}
        breadcrumb={audienceCrumbs}
        lead="Tout ce qui a été dit de ce contenu, par qui et avec quelle preuve. Un seul relevé compte par plateforme ou service et par mois."
        meta={
          <>
            <span>{pieceKindLabels[piece.kind].fr}</span>
            <Link href={paths.piece(piece.id)}>La page de ce contenu</Link>
          </>
        }
        action={said.length > 0 && enter}
      />
      <Table
        caption="Relevés de ce contenu"
        hideCaption
        rows={said}
        rowKey={({ id }) => id}
        stack="lg"
        empty={
          <EmptyState title="Rien n’est relevé de ce contenu" icon="chart" action={enter}>
            Donnez ses adresses sur sa page&#8239;: PeerTube sera lu chaque semaine.
          </EmptyState>
        }
        columns={canWrite ? [...columns, actionsOf(piece.id, submissionId)] : columns}
      />
      {readings.map((reading, at) => (
        <Readings key={reading.url ?? at} {...reading} />
      ))}
    </>
  );
}

const columns: Column<SaidFigure>[] = [
  {
    key: "month",
    header: "Mois",
    lead: true,
    cell: (one) => (
      <>
        {formatMonth(one.month)}
        <span className="block text-sm font-normal text-muted">{whereSeen(one)}</span>
      </>
    ),
  },
  {
    key: "value",
    header: "Chiffre",
    numeric: true,
    cell: ({ value, setAsideAt }) =>
      setAsideAt ? <s>{formatNumber(value)}</s> : formatNumber(value),
  },
  {
    key: "counts",
    header: "État",
    cell: ({ counts, setAsideAt }) =>
      counts ? (
        <Badge tone="success">Compte</Badge>
      ) : (
        <span className="text-muted">{setAsideAt ? "Écarté" : "Gardé"}</span>
      ),
  },
  {
    key: "evidence",
    header: "Source et preuve",
    cell: (one) => (
      <div className="max-w-measure text-sm">
        {originLabels[one.origin]}
        {one.importId && (
          <>
            {" · "}
            <Link href={paths.audienceImport(one.importId)}>voir l’import</Link>
          </>
        )}
        <span className="block whitespace-pre-line text-muted break-words">{one.evidence}</span>
        {one.setAsideAt && (
          <span className="block">
            Écarté le {formatDateTime(one.setAsideAt)}
            {one.setAsideBy && ` par ${one.setAsideBy}`}&#8239;: {one.setAsideBecause}
          </span>
        )}
      </div>
    ),
  },
  {
    key: "said",
    header: "Dit",
    cell: ({ saidAt, saidBy }) => (
      <span className="text-sm">
        {formatDateTime(saidAt)}
        {saidBy && <span className="block text-muted">{saidBy}</span>}
      </span>
    ),
  },
];

const actionsOf = (pieceId: string, submissionId: string): Column<SaidFigure> => ({
  key: "actions",
  header: "Corriger",
  actions: true,
  cell: (one) => {
    const of = (
      <span className="sr-only">
        {" "}
        {formatNumber(one.value)}, {formatMonth(one.month)}, {whereSeen(one)}
      </span>
    );
    if (!one.setAsideAt) {
      return <Link href={paths.setAudienceAside(pieceId, one.id)}>Écarter{of}</Link>;
    }
    return (
      <Form method="post">
        <input type="hidden" name="submissionId" value={`${submissionId}`} />
        <Button type="submit" variant="quiet" size="small" name="figureId" value={one.id}>
          Reprendre{of}
        </Button>
      </Form>
    );
  },
});

type Reading = PieceAudiencePage["readings"][number];

/** What the readings of one video tell: no month is guessed between two of them. */
function Readings({ url, before, intervals, total }: Reading) {
  return (
    <Section
      title="Relevés de PeerTube"
      lead={
        <>
          <span className="wrap-anywhere">{url ?? "Une page que ce contenu ne donne plus"}</span>
          &#8239;: {plural(total, "vue", "vues")} en tout. Les vues entre deux relevés comptent dans
          le mois du second.
          {before > 0 &&
            ` ${plural(before, "vue", "vues")} d’avant le premier relevé ne sont d’aucun mois\u202f: saisissez-les si une preuve les date.`}
        </>
      }
    >
      <Table
        caption="Vues entre deux relevés, les derniers d’abord"
        hideCaption
        rows={intervals}
        rowKey={({ to }) => to}
        stack="sm"
        columns={[
          {
            key: "when",
            header: "Quand",
            lead: true,
            cell: ({ from, to }) =>
              from === null
                ? `De la publication au ${formatDate(to)}`
                : `Entre le ${formatDate(from)} et le ${formatDate(to)}`,
          },
          { key: "month", header: "Compté en", cell: ({ month }) => formatMonth(month) },
          { key: "views", header: "Vues", numeric: true, cell: ({ views }) => formatNumber(views) },
        ]}
      />
    </Section>
  );
}
