import { getJob } from "@essaim/identity/job.queries";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink, buttonClass } from "@essaim/ui/button";
import { formatDateTime, formatTime } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { PageHeader } from "@essaim/ui/page-header";
import { ProgressBar } from "@essaim/ui/progress-bar";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { useFollow } from "~/use-follow";
import { progressWords, wordsOf } from "./job-words";

export const meta: MetaFunction<typeof loader> = ({ data: job }) =>
  pageTitle(job && wordsOf(job.kind).title);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const job = await context.execute(actor, getJob, { id: recordId(params.id) });
  return { ...job, readAt: new Date() };
}

export default function Job() {
  const job = useLoaderData<typeof loader>();
  const { title } = wordsOf(job.kind);
  const waits = job.status === "queued" || job.status === "running";
  useFollow(waits);
  return (
    <>
      <PageHeader title={title} lead={`Demandé le ${formatDateTime(job.askedAt)}.`} />
      {waits && (
        <noscript>
          {/* A script asks without losing the reader's place; without one the page comes again. */}
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      {/* Read aloud when the state changes, not at each step of the bar. */}
      <div className="flex max-w-measure flex-col gap-6" aria-live="polite">
        <State {...job} />
      </div>
    </>
  );
}

type JobView = ReturnType<typeof useLoaderData<typeof loader>>;

function State(job: JobView) {
  const words = wordsOf(job.kind);
  if (job.status === "done") {
    const { sentence, href, label, afterwards } = words.done(job.result, job.input, job.id);
    return (
      <Alert
        tone="success"
        title="C’est fait"
        action={
          afterwards ? (
            <>
              {/* A plain link: the browser keeps the file, and stays on this page. */}
              <a href={href} className={buttonClass({ variant: "primary" })}>
                <Icon name="download" size={18} />
                {label}
              </a>
              <ButtonLink href={afterwards.href} variant="quiet">
                {afterwards.label}
              </ButtonLink>
            </>
          ) : (
            <ButtonLink href={href} variant="primary">
              {label}
            </ButtonLink>
          )
        }
      >
        {sentence}
      </Alert>
    );
  }
  if (job.status === "failed") {
    const again = words.again?.(job.input) ?? {
      href: paths.home(),
      label: "Retour à l’accueil",
    };
    return (
      <Alert
        tone="danger"
        title="Cela n’a pas abouti"
        action={<ButtonLink href={again.href}>{again.label}</ButtonLink>}
      >
        <Failure text={job.failure ?? ""} />
      </Alert>
    );
  }
  return (
    <>
      <ProgressBar
        label="Avancement"
        done={job.done}
        total={job.total}
        words={
          job.status === "running"
            ? progressWords(words, job.done, job.total)
            : "En attente de son tour."
        }
      />
      <Pace job={job} silence={words.silence} />
      <p className="text-muted">
        {job.isLate
          ? "Ce travail attend depuis plus d’une minute. Il se fera dès que possible\u202f; si l’attente dure, prévenez la personne qui s’occupe de votre installation."
          : "Vous pouvez quitter cette page\u202f: le travail continue, et son adresse reste valable trente jours."}
      </p>
    </>
  );
}

/** Why the bar stays where it is, and since when. */
function Pace({ job, silence }: { job: JobView; silence: string | undefined }) {
  const { wentOnAt, triesAgainAt } = job.pace;
  return (
    <>
      {triesAgainAt && (
        <Alert tone="warning" title={silence ?? "Un service ne répond pas"}>
          {triesAgainAt > job.readAt
            ? `Nouvel essai à ${toTheSecond(triesAgainAt)}.`
            : `Nouvel essai commencé à ${toTheSecond(triesAgainAt)}.`}
        </Alert>
      )}
      {wentOnAt && (
        <p className="figures text-sm text-muted" aria-live="off">
          Dernière avancée à {toTheSecond(wentOnAt)}.
        </p>
      )}
    </>
  );
}

/** « 14 h 02 min 05 s », in Paris. */
const toTheSecond = (instant: Date) =>
  `${formatTime(instant)}\u00a0min\u00a0${String(instant.getSeconds()).padStart(2, "0")}\u00a0s`;

/** What happened in one line; then, where there are several problems, a line for each. */
function Failure({ text }: { text: string }) {
  const [first, ...problems] = text.split("\n");
  if (problems.length === 0) return <>{text}</>;
  return (
    <>
      <p>{first}</p>
      <ul className="mt-2 flex list-disc flex-col gap-1 pl-5">
        {problems.map((problem) => (
          <li key={problem} className="wrap-anywhere">
            {problem}
          </li>
        ))}
      </ul>
    </>
  );
}
