import { can } from "@essaim/identity/actor";
import { listNewsletters } from "@essaim/outreach/newsletter/newsletter.queries";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDay, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Lettres");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    letters: await context.execute(actor, listNewsletters, {}),
    canWrite: can(actor, "outreach:write"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["letters"][number];

export default function Letters() {
  const { letters, canWrite } = useLoaderData<typeof loader>();
  const add = canWrite && (
    <ButtonLink href={paths.newLetter()} variant="primary" icon="plus">
      Nouvelle lettre
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Lettres"
        lead="Des nouvelles aux contacts qui les attendent. Rien n’y suit qui les lit."
        action={letters.length > 0 && add}
      />
      {letters.length === 0 ? (
        <EmptyState title="Aucune lettre pour l’instant" icon="mail" action={add}>
          Écrivez quelques lignes, ajoutez ce qui est public (vidéos, fiches, rencontres), puis
          envoyez-la à vos contacts ou emportez-la ailleurs.
        </EmptyState>
      ) : (
        <Table
          caption="Lettres"
          hideCaption
          rows={letters}
          rowKey={(one) => one.id}
          columns={columns}
        />
      )}
    </>
  );
}

const columns: Column<Row>[] = [
  {
    key: "subject",
    header: "Objet",
    lead: true,
    cell: (one) => <Link href={paths.letter(one.id)}>{one.subject}</Link>,
  },
  {
    key: "state",
    header: "État",
    cell: (one) =>
      one.askedAt ? (
        <>
          Partie le {formatDay(one.askedAt)}
          {one.copies.waiting > 0 && (
            <Badge tone="warning" icon="clock">
              Envoi à finir
            </Badge>
          )}
        </>
      ) : (
        <Badge>Brouillon</Badge>
      ),
  },
  {
    key: "sent",
    header: "Envoyés",
    numeric: true,
    cell: (one) => (one.askedAt ? formatNumber(one.copies.sent) : ""),
  },
  {
    key: "failed",
    header: "En échec",
    numeric: true,
    cell: (one) => (one.askedAt ? formatNumber(one.copies.failed + one.copies.unsure) : ""),
  },
  {
    key: "left",
    header: "Désinscriptions",
    numeric: true,
    cell: (one) => (one.askedAt ? formatNumber(one.copies.left) : ""),
  },
];
