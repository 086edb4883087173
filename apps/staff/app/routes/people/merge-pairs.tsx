import { markDistinct, unmarkDistinct } from "@essaim/accompaniment/worker/distinct.commands";
import {
  type DistinctPair,
  listDistinctPairs,
} from "@essaim/accompaniment/worker/distinct.queries";
import { type LikelyPair, listLikelyPairs } from "@essaim/accompaniment/worker/duplicate.queries";
import { MOST_PAIRS } from "@essaim/accompaniment/worker/duplicate.schema";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDay, plural } from "@essaim/ui/format";
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
import { Form, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Doublons");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const [likely, distinct] = await Promise.all([
    context.execute(actor, listLikelyPairs, {}),
    context.execute(actor, listDistinctPairs, {}),
  ]);
  return { ...likely, distinct };
}

/** Says that a pair is two people's, or takes it back: `intent` says which. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const pair = { aId: recordId(String(form.get("a"))), bId: recordId(String(form.get("b"))) };
  const isBack = form.get("intent") === "back";
  await context.execute(actor, isBack ? unmarkDistinct : markDistinct, pair);
  throw redirect(`${paths.duplicates()}?fait=${isBack ? "paire-remise" : "paire-ecartee"}`);
}

/** Pairs of files that are likely one person's, to compare. */
export default function Duplicates() {
  const { pairs, isCut, distinct } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Doublons"
        lead={
          "Des fiches qui sont peut-être celles d’une même personne. Comparez-les avant de décider\u202f: une famille partage parfois un téléphone."
        }
      />
      <Table
        caption="Fiches qui se ressemblent"
        hideCaption
        columns={columns}
        rows={pairs}
        rowKey={({ a, b }) => `${a.id} ${b.id}`}
        empty={
          <EmptyState title="Aucune fiche n’en rappelle une autre" icon="users">
            Deux fiches du même nom, du même téléphone ou de la même adresse électronique
            paraîtraient ici.
          </EmptyState>
        }
      />
      {isCut && (
        <p className="text-sm text-muted">
          Les {MOST_PAIRS} paires les plus ressemblantes. Les suivantes viendront quand celles-ci
          seront réglées.
        </p>
      )}
      {distinct.length > 0 && (
        <Disclosure summary={plural(distinct.length, "paire écartée", "paires écartées")}>
          <ul className="max-w-3xl">
            {distinct.map((pair) => (
              <Distinct key={`${pair.a.id} ${pair.b.id}`} {...pair} />
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

const columns: readonly Column<LikelyPair>[] = [
  { key: "a", header: "Une fiche", lead: true, cell: ({ a }) => <File {...a} /> },
  { key: "b", header: "Une autre", cell: ({ b }) => <File {...b} /> },
  { key: "why", header: "Pourquoi", cell: ({ reasons }) => reasons.join(", ") },
  {
    key: "decide",
    header: "Décider",
    actions: true,
    cell: ({ a, b }) => (
      <PairForm a={a.id} b={b.id}>
        <ButtonLink href={paths.mergeWorker(a.id, { avec: b.id })} size="small">
          Comparer<span className="sr-only"> les fiches de {a.name}</span>
        </ButtonLink>
        <Button type="submit" size="small" variant="quiet" name="intent" value="distinct">
          Ce ne sont pas les mêmes
          <span className="sr-only">
            {" "}
            ({a.name} et {b.name})
          </span>
        </Button>
      </PairForm>
    ),
  },
];

/** A pair that somebody found to be two people's: it can be taken back. */
function Distinct({ a, b, byName, saidAt }: DistinctPair) {
  return (
    <li className="border-b border-line py-2.5 last:border-b-0">
      <PairForm a={a.id} b={b.id}>
        <span>
          <Link href={paths.worker(a.id)}>{a.name}</Link> et{" "}
          <Link href={paths.worker(b.id)}>{b.name}</Link>
          <span className="block text-sm text-muted">
            Dit {byName && `par ${byName} `}le {formatDay(saidAt)}
          </span>
        </span>
        <Button type="submit" size="small" name="intent" value="back">
          Revenir là-dessus
          <span className="sr-only">
            {" "}
            ({a.name} et {b.name})
          </span>
        </Button>
      </PairForm>
    </li>
  );
}

function PairForm({ a, b, children }: { a: string; b: string; children: ReactNode }) {
  return (
    <Form method="post" className="flex flex-wrap items-center justify-between gap-2">
      <input type="hidden" name="a" value={a} />
      <input type="hidden" name="b" value={b} />
      {children}
    </Form>
  );
}

function File({ id, name, communeName, birthYear, coachName }: LikelyPair["a"]) {
  return (
    <>
      <Link href={paths.worker(id)}>{name}</Link>
      <span className="block text-sm font-normal text-muted">
        {[communeName, birthYear, coachName && `accompagnement\u202f: ${coachName}`]
          .filter(Boolean)
          .join(", ")}
      </span>
    </>
  );
}
