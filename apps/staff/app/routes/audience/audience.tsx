import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { listProgressOf } from "@essaim/impact/target/progress.queries";
import { askAudienceReading } from "@essaim/media/audience/audience.commands";
import { getAudience } from "@essaim/media/audience/audience.queries";
import { audienceIndicators } from "@essaim/media/audience/audience.schema";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDateTime, formatMonth } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { audienceFilterSchema } from "./audience-filter";
import { monthInAddress } from "./audience-words";
import { OfTwo } from "./of-two";
import { Overlaps } from "./overlaps";
import { PiecesTable } from "./pieces-table";
import { Platforms } from "./platforms";
import { Promised } from "./promised";
import { UnreadPages } from "./unread-pages";

export const meta: MetaFunction = () => pageTitle("Audience");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { month } = parseQuery(audienceFilterSchema, request);
  const [audience, promised] = await Promise.all([
    context.execute(actor, getAudience, { month }),
    can(actor, "impact:read")
      ? context.execute(actor, listProgressOf, {
          indicatorKeys: [...audienceIndicators],
          day: today(),
        })
      : [],
  ]);
  return {
    ...audience,
    promised,
    month,
    thisMonth: today().slice(0, 7),
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
  };
}

/** Asks for PeerTube and our own counter to be read now, and leads to the page that shows how far it is. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const submissionId = submissionIdOf(await readForm(request));
  const outcome = await context.execute(actor, askAudienceReading, {}, { submissionId });
  throw redirect(outcome.ok ? paths.job(outcome.id) : paths.audience());
}

export default function AudiencePage() {
  const page = useLoaderData<typeof loader>();
  const { months, pieces, platforms, canWrite } = page;
  const isEmpty = pieces.length === 0 && platforms.length === 0;
  const [first, last] = [formatMonth(months[0] ?? ""), formatMonth(months.at(-1) ?? "")];
  return (
    <>
      <PageHeader
        title="Audience"
        lead="Ce qui est vu, écouté et lu de nos contenus, plateforme par plateforme et mois par mois. Un seul relevé compte par contenu, plateforme et mois."
        meta={
          <>
            <span>
              De {first} à {last}
            </span>
            {page.lastReadAt && <span>PeerTube relevé le {formatDateTime(page.lastReadAt)}</span>}
          </>
        }
        action={
          canWrite && (
            <>
              <ButtonLink href={paths.audienceImports()} icon="upload">
                Importer un fichier
              </ButtonLink>
              <ButtonLink href={paths.enterAudience()} variant="primary" icon="plus">
                Saisir un chiffre
              </ButtonLink>
            </>
          )
        }
      />
      <UnreadPages pages={page.unread} />
      <OfTwo figures={page.ofTwo} />
      <Overlaps overlaps={page.overlaps} canWrite={canWrite} />
      {isEmpty ? (
        <EmptyState
          title="Aucune audience relevée sur ces douze mois"
          icon="chart"
          action={
            canWrite && (
              <ButtonLink href={paths.audienceImports()} icon="upload">
                Importer un fichier
              </ButtonLink>
            )
          }
        >
          Les vues de PeerTube sont lues chaque semaine, les visites de nos pages chaque nuit. Le
          reste s’importe ou se saisit, avec sa preuve.
        </EmptyState>
      ) : (
        <>
          <Platforms months={months} platforms={platforms} />
          <PiecesTable months={months} pieces={pieces} />
        </>
      )}
      <Promised promised={page.promised} />
      <Tools page={page} />
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Tools({ page: { month, thisMonth, canWrite, submissionId } }: { page: Page }) {
  const isSending = useNavigation().state !== "idle";
  const year = (by: number) => `${Number(month.slice(0, 4)) + by}${month.slice(4, 7)}`;
  const isLatest = monthInAddress(month) >= thisMonth;
  const next = year(1) < thisMonth ? year(1) : thisMonth;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 print:hidden">
      <Link href={paths.audience({ mois: year(-1) })}>Les douze mois d’avant</Link>
      {!isLatest && (
        <Link href={paths.audience({ mois: next })}>
          {next === thisMonth ? "Avec le mois en cours" : "Les douze mois d’après"}
        </Link>
      )}
      {/* A plain link: the browser keeps the file, and stays on this page. */}
      <a href={paths.audienceFile({ mois: monthInAddress(month) })}>
        Télécharger ces chiffres (CSV)
      </a>
      {canWrite && (
        <Form method="post">
          <input type="hidden" name="submissionId" value={submissionId} />
          <SubmitButton variant="secondary" icon="search" pending={isSending}>
            Relever PeerTube maintenant
          </SubmitButton>
        </Form>
      )}
    </div>
  );
}
