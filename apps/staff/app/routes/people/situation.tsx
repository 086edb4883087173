import { type ListValue, listOf } from "@essaim/accompaniment/list/value-list.schema";
import { getSituation } from "@essaim/accompaniment/worker/situation.queries";
import { completeness, type SituationRecord } from "@essaim/accompaniment/worker/situation.rules";
import type { WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import { workerKindLabels } from "@essaim/accompaniment/worker/worker.schema";
import type { WorkerChange } from "@essaim/accompaniment/worker/worker-change.queries";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { type Description, DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDateTime } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { addressText, neighbourhoodText } from "./address-text";
import { birthText } from "./birth-text";
import { Reserved, SensitiveMark, sensitiveReaders } from "./sensitive";
import { type SituationItem, situationGroups } from "./situation-groups";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getSituation, { id: recordId(params.id) });
  return {
    ...page,
    completeness: completeness(page.situation, page.isSensitiveOpen),
    readers: sensitiveReaders(actor.role === "manager", page.worker.coachId !== null),
    today: today(),
    mayWrite: can(actor, "worker:write") && !page.worker.isAnonymised,
    mayMerge: can(actor, "worker:merge") && !page.worker.isAnonymised,
    mayRecord: can(actor, "meeting:write"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** A part of the file stays whole in its column, and on its sheet of paper. */
const part = "mb-8 break-inside-avoid";

export default function Situation() {
  const page = useLoaderData<typeof loader>();
  const { worker, mayWrite } = page;
  const editHref = paths.editSituation(worker.id);
  return (
    <div className="flex flex-col gap-8">
      <Completeness {...page} />
      <div className="gap-x-12 lg:columns-2">
        <Section
          className={part}
          title="Identité et coordonnées"
          action={
            mayWrite && (
              <Link href={paths.editWorker(worker.id)}>
                Modifier<span className="sr-only"> l’identité et les coordonnées</span>
              </Link>
            )
          }
        >
          <DescriptionList items={identity(worker, page.today)} />
        </Section>
        {situationGroups.map(({ question, items }) => (
          <Section
            key={question}
            className={part}
            title={question}
            action={
              mayWrite && (
                <Link href={`${editHref}#${items[0]}`}>
                  Modifier
                  <span className="sr-only"> les réponses à «&#8239;{question}&#8239;»</span>
                </Link>
              )
            }
          >
            <DescriptionList items={items.map((item) => told(item, page))} />
          </Section>
        ))}
      </div>
      <Changes changes={page.changes} />
      {page.mayMerge && <Mistakes workerId={worker.id} mayRecord={page.mayRecord} />}
    </div>
  );
}

/** What to do with a file that should not be as it is. */
function Mistakes({ workerId, mayRecord }: { workerId: string; mayRecord: boolean }) {
  return (
    <p className="text-sm text-muted print:hidden">
      Cette fiche est en double&nbsp;?{" "}
      <Link href={paths.mergeWorker(workerId)}>Fusionner avec une autre</Link>. Créée par
      erreur&nbsp;? <Link href={paths.removeWorker(workerId)}>Supprimer la fiche</Link>.{" "}
      {mayRecord && (
        <>
          Quelque chose a disparu&nbsp;?{" "}
          <Link href={paths.trash({ personne: workerId })}>Ouvrir sa corbeille</Link>.
        </>
      )}
    </p>
  );
}

/** How much is known, and what remains to ask when the moment comes. */
function Completeness({ completeness: { asked, missing }, worker, mayWrite }: Page) {
  const editHref = paths.editSituation(worker.id);
  const known = asked - missing.length;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 rounded-md bg-well px-4 py-3.5">
      <div className="max-w-measure">
        <p className="figures">
          {known === 0
            ? "Rien n’est encore noté de sa situation."
            : missing.length === 0
              ? `Les ${asked} questions ont une réponse.`
              : `${known} ${known === 1 ? "question" : "questions"} sur ${asked} ${known === 1 ? "a" : "ont"} une réponse.`}
        </p>
        {missing.length > 0 && (
          <p className="text-sm text-muted">
            {known === 0 ? "Notez ce qui vient au fil des rencontres" : "Au fil des rencontres"}
            &#8239;:{" "}
            {missing.map(({ field, name }, index) => (
              <span key={field}>
                {index > 0 && ", "}
                {mayWrite ? <Link href={`${editHref}#${field}`}>{lower(name)}</Link> : lower(name)}
              </span>
            ))}
            .
          </p>
        )}
      </div>
      {mayWrite && (
        <ButtonLink href={editHref} icon="edit">
          Modifier la situation
        </ButtonLink>
      )}
    </div>
  );
}

/** « Niveau de formation » inside a sentence; acronyms stay as they are. */
function lower(name: string): string {
  return /^[A-ZÀ-Ý]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

function identity(worker: WorkerRecord, day: string): Description[] {
  return [
    { term: "Naissance", value: birthText(worker, day) },
    {
      term: "Téléphone",
      value: worker.phone && <a href={`tel:${worker.phone}`}>{formatPhone(worker.phone)}</a>,
    },
    {
      term: "Adresse électronique",
      value: worker.email && (
        <a href={`mailto:${worker.email}`} className="wrap-anywhere">
          {worker.email}
        </a>
      ),
    },
    { term: "Domicile", value: addressText(worker) },
    {
      term: "Quartier",
      value: neighbourhoodText(worker),
      action: (
        <Link href={paths.residence(worker.id)}>
          Preuve<span className="sr-only"> du lieu de vie</span>
        </Link>
      ),
    },
    { term: "Type d’activité", value: workerKindLabels[worker.kind] },
  ];
}

/** One line of the file: what is known now, and when the person came if it was otherwise. */
function told(item: SituationItem, page: Page): Description {
  const { situation, isSensitiveOpen, readers } = page;
  if (item === "dependants") {
    return {
      term: "Personnes à charge",
      value: situation.dependants === null ? null : String(situation.dependants),
    };
  }
  if (item === "resourceIds") {
    return {
      term: "Communs utilisés",
      value: situation.resources.length > 0 && <Commons resources={situation.resources} />,
    };
  }
  const { name, isSensitive, hasEntry } = listOf(item);
  if (!isSensitive) return { term: name, value: answers(situation, item, hasEntry) };
  return {
    term: name,
    value: isSensitiveOpen ? (
      <>
        {answers(situation, item, hasEntry) ?? <span className="text-muted">Non renseigné</span>}
        <span className="block">
          <SensitiveMark readers={readers} />
        </span>
      </>
    ) : (
      <Reserved />
    ),
  };
}

function Commons({ resources }: Pick<SituationRecord, "resources">) {
  return (
    <>
      {resources.map((resource, index) => (
        <span key={resource.id}>
          {index > 0 && ", "}
          <Link href={paths.resource(resource.id)}>{resource.name}</Link>
        </span>
      ))}
    </>
  );
}

const written = (values: readonly ListValue[]) => values.map((value) => value.label).join(", ");

function answers(
  { now, entry }: SituationRecord,
  item: keyof SituationRecord["now"],
  hasEntry: boolean,
) {
  const today = written(now[item]);
  const before = hasEntry ? written(entry[item]) : "";
  if (!before) return today || null;
  return (
    <>
      {today || <span className="text-muted">Non renseigné</span>}
      <span className="block text-sm text-muted">
        {before === today ? "Comme à l’arrivée" : <>À l’arrivée&#8239;: {before}</>}
      </span>
    </>
  );
}

/** The trail: who changed what, when. */
function Changes({ changes }: { changes: readonly WorkerChange[] }) {
  if (changes.length === 0) return null;
  return (
    <Disclosure summary="Dernières modifications de la fiche">
      <ol className="flex flex-col gap-4">
        {changes.map((change) => (
          <li key={change.id}>
            <p className="text-sm text-muted">
              {change.changedByName ?? "Quelqu’un"}, le {formatDateTime(change.changedAt)}
            </p>
            <ul className="flex flex-col">
              {change.changes.map(({ field, before, after }) => (
                <li key={field}>
                  {field}&#8239;: {before || "non renseigné"} → {after || "non renseigné"}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
