import { askLocation } from "@essaim/accompaniment/residence/residence.commands";
import { listHomesToLook } from "@essaim/accompaniment/residence/residence.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { Table } from "@essaim/ui/table";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PillLinks } from "../people/pill-links";
import { addressColumns } from "./addresses-columns";

export const meta: MetaFunction = () => pageTitle("Adresses à vérifier");

const querySchema = z.object({
  voir: z.literal("non-localisees").optional(),
  qui: z.enum(["moi", "equipe"]).optional(),
  apres: z.uuid().optional(),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { voir, qui, apres } = parseQuery(querySchema, request);
  // A manager accompanies nobody, most often.
  const isMine = (qui ?? (actor.role === "coach" ? "moi" : "equipe")) === "moi";
  const show = voir ? "not_located" : "to_check";
  const list = await context.execute(actor, listHomesToLook, { show, mine: isMine, after: apres });
  return {
    ...list,
    show: show as "to_check" | "not_located",
    isMine,
    isFirst: apres === undefined,
    mayLocate: can(actor, "territory:locate"),
    submissionId: crypto.randomUUID(),
  };
}

/** Asks for every address to be looked for, and leads to the page that shows how far it is. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const submissionId = submissionIdOf(await readForm(request));
  const outcome = await context.execute(actor, askLocation, {}, { submissionId });
  throw redirect(outcome.ok ? paths.job(outcome.jobId) : paths.addresses());
}

/** Homes that somebody has to look at: found with a doubt, or not at all. */
export default function Addresses() {
  const page = useLoaderData<typeof loader>();
  const { rows, next, counts, show, isMine, mayLocate } = page;
  const isSending = useNavigation().state !== "idle";
  const qui = isMine ? "moi" : "equipe";
  const voir = show === "not_located" ? "non-localisees" : undefined;
  return (
    <>
      <PageHeader
        title="Adresses à vérifier"
        lead="Une adresse trouvée avec un doute ne compte dans aucun quartier tant que personne ne l’a regardée."
        action={
          mayLocate && (
            <Form method="post">
              <input type="hidden" name="submissionId" value={page.submissionId} />
              <SubmitButton variant="secondary" icon="search" pending={isSending}>
                Chercher le quartier de toutes les adresses
              </SubmitButton>
            </Form>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <Tabs
          label="Ce qui reste à faire"
          tabs={[
            {
              label: "À vérifier",
              href: paths.addresses({ qui }),
              current: show === "to_check",
              count: counts.toCheck,
            },
            {
              label: "Non localisées",
              href: paths.addresses({ voir: "non-localisees", qui }),
              current: show === "not_located",
              count: counts.notLocated,
            },
          ]}
        />
        <PillLinks
          label="De qui"
          choices={[
            {
              label: "Les miennes",
              href: paths.addresses({ voir, qui: "moi" }),
              isCurrent: isMine,
            },
            {
              label: "Toute l’équipe",
              href: paths.addresses({ voir, qui: "equipe" }),
              isCurrent: !isMine,
            },
          ]}
        />
      </div>
      <Table
        caption={show === "to_check" ? "Adresses à vérifier" : "Adresses non localisées"}
        hideCaption
        columns={addressColumns}
        rows={rows}
        rowKey={({ answer }) => answer.id}
        empty={<Nothing page={page} />}
      />
      {(next || !page.isFirst) && (
        <p className="flex flex-wrap gap-x-6 gap-y-2 print:hidden">
          {!page.isFirst && <ButtonLink href={paths.addresses({ voir, qui })}>Au début</ButtonLink>}
          {next && (
            <ButtonLink href={paths.addresses({ voir, qui, apres: next })} iconAfter="arrowRight">
              Suivantes
            </ButtonLink>
          )}
        </p>
      )}
    </>
  );
}

/** Says whose addresses are all looked at, and where others may wait. */
function Nothing({ page }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const { show, isMine, counts } = page;
  const isToCheck = show === "to_check";
  const others = isToCheck ? counts.notLocated : counts.toCheck;
  const qui = isMine ? "moi" : "equipe";
  return (
    <EmptyState
      icon="place"
      title={isToCheck ? "Aucune adresse à vérifier" : "Aucune adresse non localisée"}
      action={
        others > 0 ? (
          <ButtonLink href={paths.addresses(isToCheck ? { voir: "non-localisees", qui } : { qui })}>
            {isToCheck ? "Voir les non localisées" : "Voir celles à vérifier"}
          </ButtonLink>
        ) : (
          isMine && (
            <ButtonLink href={paths.addresses({ qui: "equipe" })}>
              Voir celles de toute l’équipe
            </ButtonLink>
          )
        )
      }
    >
      {isToCheck
        ? "Une adresse que le service des adresses reconnaît mal paraîtra ici, pour que quelqu’un la regarde."
        : "Une adresse que le service des adresses ne trouve pas paraîtra ici\u202f: relisez-la alors, ou répondez à la main."}
    </EmptyState>
  );
}
