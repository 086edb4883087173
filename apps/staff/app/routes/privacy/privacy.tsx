import { setRetention } from "@essaim/accompaniment/privacy/retention.commands";
import { getPrivacyBoard, previewRetention } from "@essaim/accompaniment/privacy/retention.queries";
import {
  durationInWords,
  retentionFormSchema,
} from "@essaim/accompaniment/privacy/retention.schema";
import { today } from "@essaim/database/today";
import { ButtonLink } from "@essaim/ui/button";
import { formatDateTime } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Answer, answer, differing } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { Erasures } from "./erasures";
import { type Concerned, Leaving } from "./leaving";
import { RetentionConfirmation } from "./retention-confirmation";
import { RetentionForm } from "./retention-form";

export const meta: MetaFunction = () => pageTitle("Vie privée");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const day = today();
  const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
  const board = await context.execute(actor, getPrivacyBoard, {
    day,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  });
  return { ...board, today: day, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(retentionFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, setRetention, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.privacy()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "not_agreed") {
    const months = parsed.value.retentionMonths ?? 0;
    const concerned = await context.execute(actor, previewRetention, { day: today(), months });
    form.set("agreed", String(outcome.people));
    const shown = { ...answer({ state: refuseForm(form, {}) }), asked: { months, concerned } };
    return data<PrivacyAnswer>(shown, { status: 422 });
  }
  return refuseConflict(form, outcome, differing(inWords(parsed.value), inWords(outcome.current)));
}

const inWords = (said: { retentionMonths: number | null; privacyContact: string }) =>
  [
    [
      "Durée de conservation",
      said.retentionMonths ? durationInWords(said.retentionMonths) : "Pas encore décidée",
    ],
    ["À qui écrire", said.privacyContact],
  ] as const;

/** A form to show again; `asked` with whom the duration chosen erases, to be confirmed. */
type PrivacyAnswer = Answer & { asked?: { months: number; concerned: Concerned } };

export type Board = ReturnType<typeof useLoaderData<typeof loader>>;

/** How long people's files are kept, who is concerned next, and what was erased. */
export default function Privacy() {
  const board = useLoaderData<typeof loader>();
  const shown: PrivacyAnswer | undefined = useActionData<typeof action>();
  if (shown?.asked) return <RetentionConfirmation {...board} {...shown.asked} answer={shown} />;
  return (
    <>
      <PageHeader
        title="Vie privée"
        lead="Combien de temps les fiches sont gardées, lesquelles s’effacent bientôt, et ce qui a été effacé. L’effacement se fait chaque nuit, à 3 heures."
        action={
          <ButtonLink href={paths.privacyNotice()} icon="document">
            Note d’information
          </ButtonLink>
        }
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.privacy()} />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="flex min-w-0 flex-col gap-8 lg:order-last">
          <RetentionForm {...board} answer={shown} />
          <Informed {...board} />
          <Archives {...board} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <Leaving {...board} />
          <Erasures {...board} />
        </div>
      </div>
    </>
  );
}

/** How many of the people accompanied were told. */
function Informed({ notice: { people, without } }: Board) {
  return (
    <Section title="Information des personnes">
      <p className="figures max-w-measure">
        {people === 0
          ? "Personne n’est accompagné en ce moment."
          : without === 0
            ? "Toutes les personnes accompagnées ont reçu l’information sur leurs données."
            : `${without} des ${people} personnes accompagnées n’ont pas encore reçu l’information sur leurs données. Elle se note dans l’onglet Données de leur fiche.`}
      </p>
    </Section>
  );
}

/** Archives of people's data that can still be fetched. */
function Archives({ exports }: Board) {
  return (
    <Section title="Archives en cours">
      {exports.length === 0 ? (
        <p className="max-w-measure text-muted">
          Aucune pour l’instant. L’archive des données d’une personne se prépare dans l’onglet
          Données de sa fiche.
        </p>
      ) : (
        <ul className="flex flex-col">
          {exports.map((one) => (
            <li key={one.id} className="border-b border-line py-2">
              <a href={paths.workerPrivacy(one.workerId)}>{one.name}</a>
              <span className="block text-sm text-muted">
                demandée le {formatDateTime(one.createdAt)}, retirée le{" "}
                {formatDateTime(one.expiresAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
