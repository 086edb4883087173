import { accountClasses, accountLabel } from "@essaim/funding/budget/account.rules";
import { listExpenseFilters, listExpenses } from "@essaim/funding/spending/expense.queries";
import { expenseKindLabels } from "@essaim/funding/spending/expense.schema";
import {
  expenseFilterSchema,
  kindWords,
  missingLabels,
  stateLabels,
} from "@essaim/funding/spending/expense-filter.schema";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatCents, formatDate, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { type Column, Table } from "@essaim/ui/table";
import { TextField } from "@essaim/ui/text-field";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { linksOf, wordsOf } from "../list-words";
import { PaidBadge } from "./expense-words";

export const meta: MetaFunction = () => pageTitle("Dépenses");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(expenseFilterSchema, request);
  const [found, { grants, names }] = await Promise.all([
    context.execute(actor, listExpenses, filter),
    context.execute(actor, listExpenseFilters, filter),
  ]);
  const words = wordsOf(request, {
    du: filter.from,
    au: filter.to,
    fournisseur: filter.supplier,
    compte: filter.account,
    financement: filter.grantId,
    ligne: filter.lineId,
    sorte: filter.kind,
    etat: filter.isPaid,
    manque: filter.missing,
    personne: filter.workerId,
    activite: filter.activityId,
    contenu: filter.pieceId,
    reprise: filter.importId,
  });
  return {
    ...found,
    ...{ grants, names, words },
    isFirst: !filter.after,
    canWrite: can(actor, "spending:write"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["expenses"][number];

const classes = accountClasses.filter((one) => one.side === "charge" && !one.isInKind);
const options = <K extends string>(labels: Record<K, string>) =>
  (Object.keys(labels) as K[]).map((value) => ({ value, label: labels[value] }));
const kindOptions = Object.entries(kindWords).map(([value, kind]) => ({
  value,
  label: expenseKindLabels[kind],
}));

/** The filters in force, each with its address without it. */
function activeOf({ words, grants, names }: Page) {
  const { without } = linksOf(paths.expenses, words);
  const labelOf = <T extends { value: string; label: string }>(all: T[], word?: string) =>
    all.find((one) => one.value === word)?.label;
  const all: [name: keyof Page["words"], label: string | null | undefined][] = [
    ["financement", grants.find((one) => one.id === words.financement)?.title],
    ["ligne", words.ligne && `Ligne\u202f: ${names?.line ?? "inconnue"}`],
    ["personne", words.personne && `Pour ${names?.worker ?? "une personne inconnue"}`],
    ["activite", words.activite && `Activité\u202f: ${names?.activity ?? "inconnue"}`],
    ["contenu", words.contenu && `Média\u202f: ${names?.piece ?? "contenu inconnu"}`],
    ["reprise", words.reprise && `Reprise de ${names?.import ?? "un fichier inconnu"}`],
    ["fournisseur", words.fournisseur],
    ["compte", words.compte && accountLabel(words.compte)],
    ["sorte", labelOf(kindOptions, words.sorte)],
    ["etat", labelOf(options(stateLabels), words.etat)],
    ["manque", labelOf(options(missingLabels), words.manque)],
    ["du", words.du && `À partir du ${formatDate(words.du)}`],
    ["au", words.au && `Jusqu’au ${formatDate(words.au)}`],
  ];
  return all.flatMap(([name, label]) => (label ? [{ label, removeHref: without(name) }] : []));
}

/** Where the list was reached from: a person, an activity, a piece of the media, or the grant that pays. */
function originOf({ words, grants, names }: Page) {
  const grantId = words.financement ?? names?.lineGrantId;
  const grant = grants.find((one) => one.id === grantId);
  const origins = [
    { id: words.personne, label: names?.worker, hrefOf: paths.worker },
    { id: words.activite, label: names?.activity, hrefOf: paths.activity },
    { id: words.contenu, label: names?.piece, hrefOf: paths.piece },
    { id: grant?.id, label: grant?.title, hrefOf: paths.grant },
  ];
  return origins.flatMap(({ id, label, hrefOf }) =>
    id && label ? [{ label, href: hrefOf(id) }] : [],
  );
}

export default function Expenses() {
  const page = useLoaderData<typeof loader>();
  const { expenses, grants, words, canWrite } = page;
  const active = activeOf(page);
  const isEmpty = page.total === 0 && active.length === 0;
  const newExpense = canWrite && (
    <ButtonLink
      href={paths.newExpense({
        financement: words.financement,
        ligne: words.ligne,
        personne: words.personne,
        activite: words.activite,
        contenu: words.contenu,
      })}
      variant="primary"
      icon="plus"
    >
      Nouvelle dépense
    </ButtonLink>
  );
  const actions = (
    <>
      {newExpense}
      {canWrite && (
        <ButtonLink href={paths.spendingImports()} icon="upload">
          Reprendre un fichier
        </ButtonLink>
      )}
    </>
  );
  return (
    <>
      <PageHeader
        title="Dépenses"
        breadcrumb={originOf(page)}
        lead="Ce que la coopérative engage et paie, et les lignes budgétaires qui le prennent en charge."
        action={!isEmpty && actions}
      />
      {isEmpty ? (
        <EmptyState title="Aucune dépense pour l’instant" icon="money" action={actions}>
          Un achat, des heures de l’équipe, un avoir&#8239;: notez-les avec leur pièce pour que
          chaque euro d’un financement se suive jusqu’à son compte rendu.
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.expenses()}
            label="Trier les dépenses"
            active={active}
            clearHref={paths.expenses()}
            summary={summary(page)}
            fold
          >
            {/* Those that come from another page stay in force. */}
            {(["ligne", "personne", "activite", "contenu", "reprise"] as const).map(
              (name) =>
                words[name] && <input key={name} type="hidden" name={name} value={words[name]} />,
            )}
            <DateField name="du" label="Du" optional="unmarked" defaultValue={words.du} />
            <DateField name="au" label="Au" optional="unmarked" defaultValue={words.au} />
            <TextField
              name="fournisseur"
              label="Fournisseur"
              optional="unmarked"
              autoComplete="off"
              defaultValue={words.fournisseur}
            />
            <Select
              name="compte"
              label="Compte"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.compte?.slice(0, 2)}
              options={classes.map(({ account }) => ({
                value: account,
                label: accountLabel(account),
              }))}
            />
            <Select
              name="financement"
              label="Financement"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.financement}
              options={grants.map((one) => ({ value: one.id, label: one.title }))}
            />
            <Select
              name="sorte"
              label="Sorte"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={words.sorte}
              options={kindOptions}
            />
            <Select
              name="etat"
              label="État"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.etat}
              options={options(stateLabels)}
            />
            <Select
              name="manque"
              label="Ce qui manque"
              optional="unmarked"
              placeholder="Peu importe"
              defaultValue={words.manque}
              options={options(missingLabels)}
            />
          </FilterBar>
          <Table
            caption="Dépenses, de la plus récente à la plus ancienne"
            hideCaption
            rows={expenses}
            rowKey={(row) => row.id}
            stack="never"
            empty={
              <EmptyState title="Aucune dépense ne correspond" icon="search">
                Retirez un filtre pour en voir davantage.
              </EmptyState>
            }
            columns={columns}
          />
          {(page.next || !page.isFirst) && (
            <nav aria-label="Suite de la liste" className="flex flex-wrap gap-4">
              {!page.isFirst && (
                <ButtonLink href={paths.expenses(words)} variant="quiet">
                  Revenir au début
                </ButtonLink>
              )}
              {page.next && (
                <ButtonLink href={paths.expenses({ ...words, apres: page.next })}>
                  Dépenses plus anciennes
                </ButtonLink>
              )}
            </nav>
          )}
        </>
      )}
    </>
  );
}

function summary({ total, isMore, totalCents }: Page): string {
  if (isMore) return `Plus de ${formatNumber(total)} dépenses`;
  const counted = plural(total, "dépense", "dépenses");
  return total > 0 && totalCents !== null ? `${counted} · ${formatCents(totalCents)}` : counted;
}

/** A purchase goes without saying, and the expense of an aid is called by its kind. */
const isTold = ({ kind }: Row) => kind === "staff_time" || kind === "credit_note";

const columns: Column<Row>[] = [
  {
    key: "what",
    header: "Dépense",
    lead: true,
    cell: (row) => (
      <>
        <Link href={paths.expense(row.id)}>{row.label}</Link>
        <span className="block text-sm font-normal text-muted">
          {[row.supplier, isTold(row) && expenseKindLabels[row.kind], row.account]
            .filter(Boolean)
            .join(" · ")}
          <span className="lg:hidden">
            {` · ${formatDate(row.incurredOn)} · ${row.paidOn ? "acquittée" : "engagée"}`}
          </span>
        </span>
        {!row.isProven && (
          <span className="mt-1 block">
            <Badge tone="warning">Sans pièce</Badge>
          </span>
        )}
      </>
    ),
  },
  {
    key: "date",
    header: "Date",
    className: "whitespace-nowrap max-lg:hidden",
    cell: (row) => formatDate(row.incurredOn),
  },
  {
    key: "lines",
    header: "Payée par",
    className: "max-sm:hidden",
    cell: (row) => <Lines row={row} />,
  },
  {
    key: "state",
    header: "État",
    className: "max-lg:hidden",
    cell: (row) => <PaidBadge paidOn={row.paidOn} />,
  },
  {
    key: "amount",
    header: "Montant",
    numeric: true,
    className: "whitespace-nowrap",
    cell: (row) => formatCents(row.amountCents),
  },
];

/** The lines that pay, each with its grant; and whether something is left to the cooperative. */
function Lines({ row }: { row: Row }) {
  if (row.parts.length === 0) return <span className="text-muted">Aucune ligne</span>;
  return (
    <ul>
      {row.parts.map((part) => (
        <li key={part.lineId}>
          <Link href={paths.expenses({ ligne: part.lineId })}>{part.label}</Link>
          {part.grantTitle && <span className="text-sm text-muted"> · {part.grantTitle}</span>}
        </li>
      ))}
      {row.splitCents !== row.amountCents && (
        <li className="text-sm text-muted">
          et la coopérative, {formatCents(row.amountCents - row.splitCents)}
        </li>
      )}
    </ul>
  );
}
