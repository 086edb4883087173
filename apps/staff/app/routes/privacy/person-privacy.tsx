import { askAccessExport } from "@essaim/accompaniment/privacy/access-export.commands";
import { listAccessExports } from "@essaim/accompaniment/privacy/access-export.queries";
import {
  findErasure,
  getPersonPrivacy,
  listLooks,
} from "@essaim/accompaniment/privacy/person-privacy.queries";
import { recordNotice, removeNotice } from "@essaim/accompaniment/privacy/privacy-notice.commands";
import { noticeFormSchema } from "@essaim/accompaniment/privacy/privacy-notice.schema";
import { durationInWords } from "@essaim/accompaniment/privacy/retention.schema";
import { listWorkerChanges } from "@essaim/accompaniment/worker/worker-change.queries";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { cx } from "@essaim/ui/cx";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { Archives } from "./archives";
import { Erased } from "./erased";
import { Looks } from "./looks";
import { NewNotice, Notices } from "./notices";
import { Rectifications } from "./rectifications";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Données · ${page.worker.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const before = z.uuid().safeParse(new URL(request.url).searchParams.get("avant")).data;
  const page = await context.execute(actor, getPersonPrivacy, { id: workerId });
  const isOpen = page.worker.anonymisedAt === null;
  const mayRead = can(actor, "privacy:read");
  return {
    ...page,
    changes: isOpen
      ? await context.execute(actor, listWorkerChanges, { workerId, limit: 100 })
      : [],
    looks: mayRead ? await context.execute(actor, listLooks, { workerId, before }) : null,
    isFirstLooks: before === undefined,
    exports: mayRead && isOpen ? await context.execute(actor, listAccessExports, { workerId }) : [],
    erasure: mayRead && !isOpen ? await context.execute(actor, findErasure, { workerId }) : null,
    mayWrite: isOpen && can(actor, "worker:write"),
    mayKeep: isOpen && can(actor, "privacy:write"),
    today: today(),
    submissionId: crypto.randomUUID(),
    exportSubmissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const here = paths.workerPrivacy(workerId);
  switch (form.get("intent")) {
    case "export": {
      const asked = await context.execute(actor, askAccessExport, { workerId }, { submissionId });
      if (asked.ok) throw redirect(paths.job(asked.jobId));
      if (asked.reason === "form_already_used") return refuseUsed(form);
      throw redirect(here);
    }
    case "remove-notice": {
      const id = recordId(String(form.get("id")));
      await context.execute(actor, removeNotice, { id, workerId });
      throw redirect(`${here}?fait=supprime`);
    }
    case "notice": {
      const parsed = parseForm(noticeFormSchema, form);
      if (!parsed.ok) return refuseTyped(parsed.state);
      const input = { ...parsed.value, workerId };
      const recorded = await context.execute(actor, recordNotice, input, { submissionId });
      if (recorded.ok) throw redirect(`${here}?fait=enregistre`);
      if (recorded.reason === "form_already_used") return refuseUsed(form);
      throw redirect(here);
    }
    default:
      throw data(null, { status: 400 });
  }
}

export type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** What a person was told of their data, what changed, who looked, and what can be asked for them. */
export default function PersonPrivacy() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isOpen = page.worker.anonymisedAt === null;
  return (
    <div className="flex flex-col gap-8">
      {!isOpen && <Erased {...page} />}
      {/* On a phone: what is said, what can be done, then the two long lists. */}
      <div
        className={cx(
          "grid items-start gap-x-12 gap-y-8",
          isOpen && "lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] lg:grid-rows-[auto_1fr]",
        )}
      >
        <Notices {...page} />
        {isOpen && (
          <div className="flex min-w-0 flex-col gap-8 lg:col-start-2 lg:row-span-2 lg:row-start-1">
            {page.mayWrite && <NewNotice {...page} answer={answer} />}
            {page.mayKeep && <Archives {...page} />}
            <Keeping {...page} />
          </div>
        )}
        <div className="flex min-w-0 flex-col gap-8">
          {isOpen && <Rectifications {...page} />}
          {page.looks && <Looks {...page} />}
        </div>
      </div>
    </div>
  );
}

/** Until when the file is kept, and how to erase it before. */
function Keeping({ worker, settings, erasableOn, mayKeep, today: day }: Page) {
  const { retentionMonths } = settings;
  const hasLeft = worker.supportedUntil !== null && worker.supportedUntil <= day;
  return (
    <Section title="Conservation et effacement">
      <p className="max-w-measure">
        {retentionMonths === null
          ? "La coopérative n’a pas encore fixé de durée de conservation\u202f: rien ne s’efface tout seul."
          : `Une fiche est gardée ${durationInWords(retentionMonths)} après la sortie, puis effacée dans la nuit.`}{" "}
        {erasableOn &&
          (erasableOn <= day
            ? "Celle-ci s’effacera la nuit prochaine."
            : `Celle-ci s’effacera à partir du ${formatDate(erasableOn)}.`)}
        {retentionMonths === null && mayKeep && <Link href={paths.privacy()}>Fixer une durée</Link>}
      </p>
      {mayKeep &&
        (hasLeft ? (
          <ButtonLink href={paths.eraseWorker(worker.id)} icon="delete" className="self-start">
            Effacer cette fiche
          </ButtonLink>
        ) : (
          <p className="text-sm text-muted">
            Une fiche s’efface sur demande une fois la sortie enregistrée dans le{" "}
            <Link href={`${paths.worker(worker.id)}/parcours`}>parcours</Link>.
          </p>
        ))}
    </Section>
  );
}
