import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import { tryContributionImport } from "@essaim/commons/import/plan-import.queries";
import { writeContributions } from "@essaim/commons/import/write-contributions.commands";
import { Alert } from "@essaim/ui/alert";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { answer } from "~/answer";
import { refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { openExport } from "./export.server";
import { ExportGone, importCrumbs } from "./export-gone";

export const meta: MetaFunction = () => pageTitle("Essai de l’import");

type Opened = NonNullable<Awaited<ReturnType<typeof openExport>>>;

const inputOf = ({ source, openResourceId, items, taken }: Opened) => ({
  ...{ source, openResourceId },
  items: items.filter(({ repository }) => taken.includes(repository)),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const opened = await openExport(context, actor, request, params.file);
  if (!opened) return null;
  const { source, openResourceId, file, leftOut } = opened;
  const trial = await context.execute(actor, tryContributionImport, {
    ...inputOf(opened),
    refunded: opened.refunded,
  });
  return {
    trial,
    leftOut,
    authorsHref: paths.exportAuthors(file, { source, commun: openResourceId }),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const opened = await openExport(context, actor, request, params.file);
  if (!opened) throw redirect(paths.importContributions());
  const input = { ...inputOf(opened), storageKey: opened.storageKey };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, writeContributions, input, { submissionId });
  if (outcome.ok) {
    throw redirect(paths.contributionImport(outcome.id, { fait: "contributions-importees" }));
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const formError = {
    nothing_new: "Tout est déjà là\u202f: il n’y a rien de nouveau à écrire.",
    export_gone:
      "Ce fichier n’est plus là\u202f: il a été importé, ou il attendait depuis plus d’une heure.",
    resource_unknown: "Ce commun n’existe plus dans l’annuaire. Recommencez avec un autre.",
  }[outcome.reason];
  return answer({ state: { values: {}, errors: {}, formError } });
}

export default function Trial() {
  const loaded = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const back = loaded && (
    <p>
      <Link href={loaded.authorsHref}>Revenir à qui est qui</Link>
    </p>
  );
  return (
    <>
      <PageHeader
        title="Essai de l’import"
        breadcrumb={importCrumbs}
        lead={loaded && "Voici ce qui serait écrit. Rien ne l’est encore."}
      />
      {!loaded ? (
        <ExportGone />
      ) : (
        <>
          <DescriptionList items={summaryOf(loaded)} />
          {loaded.trial.lines.some(({ byHand }) => byHand) && (
            <Alert tone="warning" title="Un don noté à la main compterait deux fois">
              Le même montant, le même mois, est déjà dans les contributions. Supprimez celui qui
              est noté à la main, ou n’importez pas ce fichier.
            </Alert>
          )}
          {loaded.trial.refunded.length > 0 && (
            <Alert tone="warning" title="Un don remboursé compte encore">
              Ce fichier dit remboursés des dons qui sont dans les contributions. Corrigez ou
              supprimez{" "}
              {loaded.trial.refunded.map(({ id, description }, index) => (
                <Fragment key={id}>
                  {index > 0 && "\u202f; "}
                  <Link href={paths.contribution(id)}>{description}</Link>
                </Fragment>
              ))}
              .
            </Alert>
          )}
          <Table
            caption="Contributions à écrire"
            rows={loaded.trial.lines}
            rowKey={(line) => line.key}
            columns={columnsOf(loaded.trial.lines)}
            empty={
              <EmptyState icon="commons" title="Rien de nouveau à écrire">
                Tout ce que les nôtres ont fait est déjà dans les contributions, ou personne des
                nôtres n’est cité.
              </EmptyState>
            }
          />
          {loaded.trial.items + loaded.trial.moved > 0 ? (
            <RecordForm
              state={shown?.state}
              submissionId={shown ? shown.key : loaded.submissionId}
              submitLabel={loaded.trial.items > 0 ? "Écrire ces contributions" : "Noter ces suites"}
              after={back}
            >
              {null}
            </RecordForm>
          ) : (
            back
          )}
        </>
      )}
    </>
  );
}

type Loaded = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>>;
type Line = Loaded["trial"]["lines"][number];

function summaryOf({ trial, leftOut }: Loaded) {
  const aside = [
    trial.ofOutsiders > 0 &&
      plural(trial.ofOutsiders, "de personnes d’ailleurs", "de personnes d’ailleurs"),
    leftOut.bots > 0 && plural(leftOut.bots, "d’un robot", "de robots"),
    leftOut.merges > 0 && plural(leftOut.merges, "fusion", "fusions"),
    leftOut.impossibleDates > 0 &&
      plural(leftOut.impossibleDates, "à une date impossible", "à une date impossible"),
    leftOut.others > 0 && plural(leftOut.others, "d’une autre nature", "d’une autre nature"),
  ].filter((text) => typeof text === "string");
  return [
    {
      term: "À créer",
      value: plural(trial.created, "contribution", "contributions"),
    },
    ...(trial.joined > 0
      ? [{ term: "À compléter", value: plural(trial.joined, "contribution", "contributions") }]
      : []),
    ...(trial.moved > 0
      ? [
          {
            term: "Suites en amont",
            value: plural(
              trial.moved,
              "contribution dont la demande a avancé",
              "contributions dont la demande a avancé",
            ),
          },
        ]
      : []),
    {
      term: "Déjà là",
      value: trial.alreadyThere > 0 ? formatNumber(trial.alreadyThere) : "Rien",
    },
    { term: "Laissé de côté", value: aside.join(", ") || "Rien" },
  ];
}

const states = { proposed: "Proposée", merged: "Intégrée", declined: "Refusée" };

/** A column says something of a line at least. */
function columnsOf(lines: readonly Line[]): Column<Line>[] {
  const isSaid = (column: Column<Line>) =>
    lines.length === 0 || lines.some((line) => column.cell(line) !== "");
  return columns.filter(isSaid);
}

const columns: Column<Line>[] = [
  {
    key: "what",
    header: "Contribution",
    lead: true,
    cell: (line) => (
      <>
        <span className="wrap-anywhere">{line.description}</span>
        <span className="block text-sm font-normal text-muted">
          {contributionKindLabels[line.kind]}
          {line.isJoined && " · complète une contribution déjà là"}
          {line.byHand && (
            <>
              {" · "}
              <Link href={paths.contribution(line.byHand)}>déjà notée à la main</Link>
            </>
          )}
        </span>
      </>
    ),
  },
  { key: "who", header: "Par", cell: (line) => line.who ?? "La coopérative" },
  { key: "added", header: "Éléments", numeric: true, cell: (line) => formatNumber(line.added) },
  {
    key: "size",
    header: "Lignes ou montant",
    numeric: true,
    className: "whitespace-nowrap",
    cell: (line) =>
      line.amountCents !== null
        ? formatCents(line.amountCents)
        : line.linesAdded + line.linesRemoved > 0
          ? `+${formatNumber(line.linesAdded)} −${formatNumber(line.linesRemoved)}`
          : "",
  },
  {
    key: "request",
    header: "En amont",
    cell: (line) => (line.request ? states[line.request] : ""),
  },
];
