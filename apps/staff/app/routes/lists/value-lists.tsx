import { listValueLists } from "@essaim/accompaniment/list/value-list.queries";
import { type ListKey, listOf, workerListKeys } from "@essaim/accompaniment/list/value-list.schema";
import { plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { SensitiveList } from "./sensitive-list";

export const meta: MetaFunction = () => pageTitle("Listes de réponses");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return { lists: await context.execute(actor, listValueLists, {}) };
}

type Line = { key: ListKey; offered: number; retired: number };

const columns: Column<Line>[] = [
  {
    key: "name",
    header: "Liste",
    lead: true,
    cell: ({ key }) => <Link href={paths.valueList(key)}>{listOf(key).name}</Link>,
  },
  { key: "question", header: "Question", cell: ({ key }) => listOf(key).question },
  {
    key: "several",
    header: "Réponses par fiche",
    cell: ({ key }) => (
      <>
        {listOf(key).isMultiple ? "Plusieurs" : "Une seule"}
        {listOf(key).isSensitive && (
          <>
            {" "}
            <SensitiveList />
          </>
        )}
      </>
    ),
  },
  {
    key: "offered",
    header: "Proposées",
    numeric: true,
    cell: ({ offered, retired }) => (
      <>
        {offered}
        {retired > 0 && (
          <span className="text-muted"> ({plural(retired, "retirée", "retirées")})</span>
        )}
      </>
    ),
  },
];

export default function ValueLists() {
  const { lists } = useLoaderData<typeof loader>();
  const isOfWorker = ({ key }: Line) => (workerListKeys as readonly ListKey[]).includes(key);
  return (
    <>
      <PageHeader
        title="Listes de réponses"
        lead="Les réponses proposées dans les fiches, avec vos mots. Ce qui n’est pas répondu se lit «&#8239;Non renseigné&#8239;», sans qu’il faille l’ajouter ici."
      />
      <Section title="Ce qu’on note d’une personne">
        <Table
          caption="Ce qu’on note d’une personne"
          hideCaption
          columns={columns}
          rows={lists.filter(isOfWorker)}
          rowKey={({ key }) => key}
        />
      </Section>
      <Section title="Ce qu’on note du travail avec elle">
        <Table
          caption="Ce qu’on note du travail avec elle"
          hideCaption
          columns={columns}
          rows={lists.filter((line) => !isOfWorker(line))}
          rowKey={({ key }) => key}
        />
      </Section>
    </>
  );
}
