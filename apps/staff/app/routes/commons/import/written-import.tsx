import { getContributionImport } from "@essaim/commons/import/import-record.queries";
import { contributionSourceLabels, UNDO_DAYS } from "@essaim/commons/import/source.schema";
import { undoContributionImport } from "@essaim/commons/import/undo-import.commands";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { formatCents, formatDate, formatDateTime, formatNumber, plural } from "@essaim/ui/format";
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
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseWhole } from "../refuse-whole.server";
import { importCrumbs } from "./export-gone";

export const meta: MetaFunction = () => pageTitle("Import de contributions");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const found = await context.execute(actor, getContributionImport, { id: recordId(params.id) });
  return { found, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, undoContributionImport, { id }, { submissionId });
  if (outcome.ok) throw redirect(paths.contributionImport(id, { fait: "import-annule" }));
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseWhole(form, "Cet import ne peut plus être annulé.");
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function WrittenImport() {
  const page = useLoaderData<typeof loader>();
  const { found } = page;
  const contributions = paths.contributions({ commun: found.openResourceId });
  return (
    <>
      <PageHeader
        title={`Import du ${formatDateTime(found.createdAt)}`}
        breadcrumb={importCrumbs}
        meta={
          <>
            <span>{contributionSourceLabels[found.source]}</span>
            {found.createdByName && <span>Par {found.createdByName}</span>}
            <Link href={paths.oneCommons(found.openResourceId)}>{found.openResourceName}</Link>
          </>
        }
        action={<ButtonLink href={contributions}>Voir les contributions de ce commun</ButtonLink>}
      />
      <DescriptionList
        items={[
          { term: "Créées", value: plural(found.createdCount, "contribution", "contributions") },
          ...(found.joinedCount > 0
            ? [
                {
                  term: "Complétées",
                  value: plural(found.joinedCount, "contribution déjà là", "contributions déjà là"),
                },
              ]
            : []),
          ...(found.undoneAt && found.removedCount !== null
            ? [
                { term: "Annulé", value: `le ${formatDateTime(found.undoneAt)}` },
                {
                  term: "Retirées",
                  value: plural(found.removedCount, "contribution", "contributions"),
                },
              ]
            : []),
        ]}
      />
      {found.madeCount > 0 && <Made page={page} />}
      {found.canUndo && <Undo page={page} />}
    </>
  );
}

type Line = Page["found"]["made"][number];

const columns: Column<Line>[] = [
  {
    key: "what",
    header: "Contribution",
    lead: true,
    cell: (one) => (
      <>
        <Link href={paths.contribution(one.id)} className="wrap-anywhere">
          {one.description}
        </Link>
        {one.isUsed && (
          <span className="block text-sm font-normal text-muted">Utilisée depuis</span>
        )}
      </>
    ),
  },
  { key: "who", header: "Par", cell: (one) => one.workerName ?? "La coopérative" },
  { key: "on", header: "Date", cell: (one) => formatDate(one.contributedOn) },
];

const amount: Column<Line> = {
  key: "amount",
  header: "Montant",
  numeric: true,
  className: "whitespace-nowrap",
  cell: (one) => (one.amountCents === null ? "" : formatCents(one.amountCents)),
};

/** What the import made and is still there; once undone, what it left. */
function Made({ page: { found } }: { page: Page }) {
  const { made, madeCount, undoneAt } = found;
  const shown = made.length;
  return (
    <Section
      title={undoneAt ? "Restées, car utilisées depuis" : "Ce que l’import a créé"}
      lead={
        shown < madeCount
          ? `Les ${shown} plus récentes, sur ${formatNumber(madeCount)}.`
          : undefined
      }
    >
      <Table
        caption="Contributions de cet import"
        hideCaption
        rows={made}
        rowKey={(one) => one.id}
        columns={found.source === "open_collective" ? [...columns, amount] : columns}
      />
    </Section>
  );
}

function Undo({ page }: { page: Page }) {
  const { found, submissionId } = page;
  const answer = useActionData<typeof action>();
  const gone = found.madeCount - found.usedCount;
  return (
    <Section
      title="Annuler cet import"
      lead={`Possible pendant ${UNDO_DAYS} jours. Ce que vous avez modifié, complété ou suivi en amont depuis reste, comme ce que l’import a ajouté à des contributions déjà là. Les noms que vous avez reconnus serviront au prochain fichier.`}
    >
      <ErrorSummary formError={answer?.state.formError} />
      {gone > 0 ? (
        <Form method="post" className="flex flex-col items-start gap-3">
          <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
          <p className="max-w-measure">
            {plural(gone, "contribution sera retirée", "contributions seront retirées")} pour de
            bon. {found.usedCount > 0 && `${plural(found.usedCount, "reste", "restent")}. `}Le même
            fichier pourra être importé de nouveau.
          </p>
          <Button type="submit" variant="danger" icon="delete">
            Annuler cet import
          </Button>
        </Form>
      ) : (
        <p>Ce qu’il a créé a été utilisé ou supprimé depuis&#8239;: rien n’est à retirer.</p>
      )}
    </Section>
  );
}
