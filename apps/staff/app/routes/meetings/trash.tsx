import {
  listUndoable,
  MOST_UNDOABLE,
  type Undoable,
  type UndoKind,
} from "@essaim/accompaniment/meeting/undo.queries";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatDateTime, formatDay, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import { parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { undoKinds } from "./undo-kinds.server";

export const meta: MetaFunction = () => pageTitle("Corbeille");

const querySchema = z.object({ personne: z.uuid().optional() });
const undoSchema = z.object({
  id: z.uuid(),
  kind: z.enum(Object.keys(undoKinds) as [UndoKind, ...UndoKind[]]),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { personne: workerId } = parseQuery(querySchema, request);
  const { entries, person } = await context.execute(actor, listUndoable, { workerId });
  return {
    entries: entries.map((entry) => ({
      ...entry,
      mayUndo: can(actor, undoKinds[entry.kind].permission),
    })),
    person,
    isCut: entries.length === MOST_UNDOABLE,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = undoSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw new Response(null, { status: 400 });
  const { kind, id } = parsed.data;
  const outcome = await undoKinds[kind].undo(context, actor, id);
  if (outcome.ok) throw redirect(outcome.href);
  return data({ message: outcome.message }, { status: 409 });
}

type Entry = Undoable & { mayUndo: boolean };

/** What can still be undone: what, who, when, until when. */
export default function Trash() {
  const { entries, person, isCut } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Corbeille"
        breadcrumb={person ? [{ label: person.name, href: paths.worker(person.id) }] : []}
        lead={
          person
            ? `Ce qui concerne ${person.name} et que l’on peut encore annuler. Passé la date, c’est effacé pour de bon.`
            : "Ce qui a été supprimé, fusionné ou repris d’un tableur, et que l’on peut encore annuler. Passé la date, c’est effacé pour de bon."
        }
      />
      {refusal && (
        <Alert tone="danger" role="alert" title="Ce n’est pas annulé">
          {refusal.message}
        </Alert>
      )}
      <Table
        caption="Ce que l’on peut encore annuler"
        hideCaption
        columns={columns}
        rows={entries}
        rowKey={(entry) => entry.id}
        empty={
          <EmptyState title="La corbeille est vide" icon="delete">
            {person
              ? "Rien n’a été supprimé pour cette personne ces derniers jours."
              : "Un rendez-vous, un compte rendu, un document ou une fiche que l’on supprime, deux fiches que l’on fusionne, la reprise d’un tableur\u202f: tout cela reste ici trente jours, le temps de se raviser."}
          </EmptyState>
        }
      />
      {isCut && (
        <p className="text-sm text-muted">
          Les {entries.length} derniers. Pour plus ancien, ouvrez la corbeille depuis la page de la
          personne.
        </p>
      )}
      {person && (
        <p>
          <Link href={paths.trash()}>Toute la corbeille</Link>
        </p>
      )}
    </>
  );
}

const columns: readonly Column<Entry>[] = [
  { key: "what", header: "Quoi", lead: true, cell: (entry) => whatInWords(entry) },
  {
    key: "whom",
    header: "Pour qui",
    cell: (entry) => <People {...entry} />,
  },
  {
    key: "when",
    header: "Quand",
    cell: (entry) => (
      <>
        {formatDateTime(entry.createdAt)}
        {entry.byName && `, par ${entry.byName}`}
      </>
    ),
  },
  { key: "until", header: "Jusqu’au", cell: (entry) => formatDay(entry.expiresAt) },
  {
    key: "undo",
    header: "Annuler",
    actions: true,
    cell: (entry) =>
      entry.mayUndo && (
        <Form method="post">
          <input type="hidden" name="id" value={entry.id} />
          <input type="hidden" name="kind" value={entry.kind} />
          <Button type="submit" size="small" icon="history">
            Annuler<span className="sr-only"> {whatInWords(entry)}</span>
          </Button>
        </Form>
      ),
  },
];

function whatInWords({ kind, name, meeting, peopleCount }: Entry): string {
  switch (kind) {
    case "meeting_removal":
      return meeting
        ? `${meeting.isAppointment ? "Rendez-vous" : "Compte rendu"} du ${formatDate(meeting.heldOn)}, supprimé`
        : "Compte rendu supprimé";
    case "worker_merge":
      return name ? `Fiche de ${name}, fusionnée avec une autre` : "Deux fiches fusionnées";
    case "worker_removal":
      return name ? `Fiche de ${name}, supprimée` : "Fiche supprimée";
    case "document_removal":
      return name ? `Document «\u202f${name}\u202f», retiré` : "Document retiré";
    case "worker_import":
      return `Reprise du tableur ${name ? `«\u202f${name}\u202f», ` : ""}${plural(peopleCount, "fiche", "fiches")}`;
  }
}

function People({ kind, name, people, peopleCount }: Entry) {
  if (people.length === 0) {
    return (
      <span className="text-muted">{(kind === "worker_removal" && name) || "Fiche disparue"}</span>
    );
  }
  const others = peopleCount - people.length;
  return (
    <>
      {people.map((person, index) => (
        <span key={person.id}>
          {index > 0 && ", "}
          <Link href={paths.worker(person.id)}>{person.name}</Link>
        </span>
      ))}
      {others > 0 && ` et ${plural(others, "autre", "autres")}`}
    </>
  );
}
