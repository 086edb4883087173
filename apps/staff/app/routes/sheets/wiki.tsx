import { can } from "@essaim/identity/actor";
import { listPublishedSheets } from "@essaim/media/sheet/published-sheet.queries";
import { askPush } from "@essaim/media/wiki/wiki.commands";
import { getWiki } from "@essaim/media/wiki/wiki.queries";
import {
  askPushSchema,
  type PageState,
  pageStateLabels,
  wikiRefusals,
} from "@essaim/media/wiki/wiki.schema";
import { Badge, type Tone } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDateTime } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { type Column, Table } from "@essaim/ui/table";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.wiki.name} · Wikis`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const wiki = await context.execute(actor, getWiki, { id: recordId(params.id) });
  const start = context.publicUrl;
  const { sheets } = await context.execute(actor, listPublishedSheets, { start });
  return {
    wiki,
    branches: sheets.map(({ path, title, depth }) => ({
      value: path,
      label: `${"\u2003".repeat(depth)}${title}`,
    })),
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const wikiId = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(askPushSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, wikiId, start: context.publicUrl };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, askPush, input, { submissionId });
  if (outcome.ok) throw redirect(paths.job(outcome.id));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "path", message: wikiRefusals[outcome.reason] });
}

export default function WikiPage() {
  const { wiki, branches, canWrite, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={wiki.name}
        breadcrumb={[
          { label: "Fiches de savoir", href: paths.sheets() },
          { label: "Wikis", href: paths.wikis() },
        ]}
        meta={
          <>
            <span className="wrap-anywhere">{wiki.apiUrl}</span>
            {wiki.accountName && <span>{wiki.accountName}</span>}
          </>
        }
        action={
          canWrite && (
            <ButtonLink href={paths.editWiki(wiki.id)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      {canWrite && (
        <Section
          title="Envoyer une branche"
          lead="Seul ce qui est publié part. Une page que quelqu’un d’autre a touchée sur le wiki n’est jamais écrasée&#8239;: elle attend ici que vous la lisiez."
        >
          {branches.length === 0 ? (
            <p className="text-muted">
              Rien n’est encore publié&#8239;: publiez d’abord une fiche.
            </p>
          ) : (
            <RecordForm
              state={answer?.state}
              submissionId={answer ? answer.key : submissionId}
              submitLabel="Envoyer sur ce wiki"
              resetKey={answer?.key}
            >
              <Select
                label="Branche"
                {...fieldProps(answer?.state, "path")}
                width="long"
                placeholder="Tout l’arbre"
                options={branches}
              />
            </RecordForm>
          )}
        </Section>
      )}
      <Section title="Nos pages sur ce wiki">
        {wiki.pages.length === 0 ? (
          <EmptyState title="Rien n’y est encore parti" icon="link" level={3}>
            Choisissez une branche et envoyez-la.
          </EmptyState>
        ) : (
          <Table
            caption="Nos pages sur ce wiki"
            hideCaption
            rows={wiki.pages}
            rowKey={(row) => row.id}
            columns={columns}
          />
        )}
      </Section>
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["wiki"]["pages"][number];

const tones: Record<PageState, Tone> = {
  pushed: "success",
  settled: "accent",
  conflict: "warning",
  failed: "danger",
};

const columns: Column<Row>[] = [
  {
    key: "title",
    header: "Page",
    lead: true,
    cell: (row) =>
      row.state === "conflict" ? (
        <Link href={paths.wikiConflict(row.id)}>{row.pageTitle}</Link>
      ) : row.sheetId ? (
        <Link href={paths.sheet(row.sheetId)}>{row.pageTitle}</Link>
      ) : (
        row.pageTitle
      ),
  },
  {
    key: "state",
    header: "État",
    cell: (row) => (
      <>
        <Badge tone={tones[row.state]}>{pageStateLabels[row.state]}</Badge>
        {row.wantedTitle && (
          <span className="block text-sm">
            Sa place a changé. Renommez-la sur le wiki en «&#8239;{row.wantedTitle}&#8239;»&#8239;:
            le prochain envoi la suivra.
          </span>
        )}
        {row.failure && <span className="block text-sm">{row.failure}</span>}
        {row.state === "conflict" && (
          <span className="block text-sm">
            {row.theirAuthor
              ? `${row.theirAuthor} l’a modifiée sur le wiki.`
              : "Elle a changé sur le wiki."}
          </span>
        )}
      </>
    ),
  },
  {
    key: "pushed",
    header: "Dernier envoi",
    cell: (row) => (row.pushedAt ? formatDateTime(row.pushedAt) : "jamais"),
  },
];
