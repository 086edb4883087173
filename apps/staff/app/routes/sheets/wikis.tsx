import { can } from "@essaim/identity/actor";
import { listWikis } from "@essaim/media/wiki/wiki.queries";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Wikis");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    wikis: await context.execute(actor, listWikis, {}),
    canWrite: can(actor, "media:write"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["wikis"][number];

export default function Wikis() {
  const { wikis, canWrite } = useLoaderData<typeof loader>();
  const add = canWrite && (
    <ButtonLink href={paths.newWiki()} variant="primary" icon="plus">
      Nouveau wiki
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Wikis"
        breadcrumb={[{ label: "Fiches de savoir", href: paths.sheets() }]}
        lead="Là où les fiches publiées sont emportées, sans jamais écraser ce que d’autres y ont écrit."
        action={wikis.length > 0 && add}
      />
      {wikis.length === 0 ? (
        <EmptyState title="Aucun wiki pour le moment" icon="link" action={add}>
          Donnez l’adresse d’un wiki MediaWiki et le compte d’un robot pour y envoyer une branche de
          l’arbre, ou pour en reprendre une page.
        </EmptyState>
      ) : (
        <Table
          caption="Wikis"
          hideCaption
          rows={wikis}
          rowKey={(row) => row.id}
          columns={columns}
        />
      )}
    </>
  );
}

const columns: Column<Row>[] = [
  {
    key: "name",
    header: "Wiki",
    lead: true,
    cell: (row) => (
      <>
        <Link href={paths.wiki(row.id)}>{row.name}</Link>
        <span className="block text-sm font-normal text-muted wrap-anywhere">
          {new URL(row.apiUrl).host}
        </span>
      </>
    ),
  },
  { key: "pages", header: "Pages", cell: (row) => plural(row.pages, "page", "pages") },
  {
    key: "conflicts",
    header: "À regarder",
    cell: (row) =>
      row.conflicts > 0 && (
        <Badge tone="warning" icon="warning">
          {plural(row.conflicts, "conflit", "conflits")}
        </Badge>
      ),
  },
];
