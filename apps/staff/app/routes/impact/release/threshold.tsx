import { can } from "@essaim/identity/actor";
import { setThreshold } from "@essaim/impact/disclosure/threshold.commands";
import { getThreshold } from "@essaim/impact/disclosure/threshold.queries";
import { thresholdFormSchema } from "@essaim/impact/disclosure/threshold.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Secret statistique");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "impact:publish")) throw new Response(null, { status: 403 });
  const setting = await context.execute(actor, getThreshold, {});
  return { setting, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(thresholdFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, setThreshold, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.threshold()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const words = (people: number) => [["Seuil", String(people)]] as const;
  return refuseConflict(
    form,
    outcome,
    differing(words(parsed.value.threshold), words(outcome.current.threshold)),
  );
}

export default function Threshold() {
  const { setting, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Secret statistique"
        breadcrumb={[{ label: "Tableau de bord", href: paths.dashboard() }]}
        lead="Ce qui protège les personnes dans tout ce que lisent les financeurs et le public."
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.threshold()} />
      <RecordForm
        state={state}
        submissionId={answer?.key ?? submissionId}
        version={versionFor(answer, setting.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.dashboard()}
        resetKey={answer?.key}
      >
        <TextField
          label="Nombre de personnes à partir duquel une classe est montrée"
          {...fieldProps(state, "threshold", String(setting.threshold))}
          width="short"
          inputMode="numeric"
          autoComplete="off"
          hint="5 d’habitude, jamais moins de 3. Il vaut pour les arrêtés à venir. Un financement dont des chiffres sont déjà arrêtés garde le plus grand de ses seuils."
        />
      </RecordForm>
      <Section title="Ce qui est fait de ce nombre">
        <ul className="flex max-w-measure list-disc flex-col gap-2 pl-5">
          <li>
            Personne, hors de l’équipe, ne lit de chiffre du moment&#8239;: seulement des chiffres
            arrêtés à un jour, et comptés depuis le début du financement.
          </li>
          <li>
            Une classe plus petite que ce nombre est réunie à une autre, ou masquée avec son
            tableau. Aucune personne compte comme trop peu.
          </li>
          <li>
            Un chiffre n’est montré de nouveau que s’il a assez changé depuis la dernière fois.
            Sinon il garde sa valeur et son jour.
          </li>
          <li>
            Tout ce qui a déjà été montré, à qui que ce soit, est pris en compte&#8239;: aucun petit
            nombre ne doit pouvoir être retrouvé par soustraction.
          </li>
        </ul>
      </Section>
    </>
  );
}
