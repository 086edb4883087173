import { getReciprocity, listReciprocity } from "@essaim/commons/reciprocity/reciprocity.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDuration, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { ReciprocityYears } from "./reciprocity-years";
import { TurnoverBands } from "./turnover-bands";

export const meta: MetaFunction = () => pageTitle("Réciprocité");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const [{ years, turnover }, commons] = await Promise.all([
    context.execute(actor, getReciprocity, {}),
    context.execute(actor, listReciprocity, {}),
  ]);
  return { years, turnover, commons };
}

export default function Reciprocity() {
  const { years, turnover, commons } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Réciprocité"
        breadcrumb={[{ label: "Registre des communs", href: paths.commons() }]}
        lead="Ce que les personnes et les activités tirent des communs, et ce que la coopérative leur rend. Ces nombres de personnes sont pour l’équipe&#8239;: ne les publiez pas tels quels."
      />
      <div className="flex flex-col gap-8">
        <ReciprocityYears years={years} level={2} />
        <TurnoverBands bands={turnover} />
      </div>
      <Section title="Commun par commun">
        <Table
          caption="Ce qui est tiré de chaque commun, et ce qui lui est rendu"
          hideCaption
          columns={columns}
          rows={commons}
          rowKey={(one) => one.id}
          stack="lg"
          empty={
            <EmptyState level={3} icon="commons" title="Rien ne repose encore sur un commun">
              Dites dans la situation d’une personne, ou dans une activité, sur quels communs elle
              s’appuie.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["commons"][number];

const columns: Column<Row>[] = [
  {
    key: "name",
    header: "Commun",
    lead: true,
    cell: (one) => <Link href={paths.oneCommons(one.id)}>{one.name}</Link>,
  },
  { key: "people", header: "Personnes", numeric: true, cell: (one) => formatNumber(one.people) },
  {
    key: "activities",
    header: "Activités",
    numeric: true,
    cell: (one) => formatNumber(one.activities),
  },
  {
    key: "given",
    header: "Contributions",
    numeric: true,
    cell: (one) =>
      one.contributions > 0 ? (
        <Link href={paths.contributions({ commun: one.id })}>
          {formatNumber(one.contributions)}
        </Link>
      ) : (
        <span className="text-muted">Rien</span>
      ),
  },
  {
    key: "money",
    header: "Argent",
    numeric: true,
    className: "whitespace-nowrap",
    cell: (one) => (one.amountCents > 0 ? formatCents(one.amountCents) : ""),
  },
  {
    key: "time",
    header: "Temps",
    numeric: true,
    className: "whitespace-nowrap",
    cell: (one) => (one.minutes > 0 ? formatDuration(one.minutes) : ""),
  },
];
