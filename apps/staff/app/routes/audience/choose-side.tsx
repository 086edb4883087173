import { can } from "@essaim/identity/actor";
import { chooseAudienceSide } from "@essaim/media/audience/audience.commands";
import { getAudience } from "@essaim/media/audience/audience.queries";
import {
  audienceIndicators,
  audiencePlatformLabels,
  audiencePlatforms,
  chooseSideSchema,
} from "@essaim/media/audience/audience.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { formatMonth } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextArea } from "@essaim/ui/text-area";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { audienceCrumbs, writeAudience } from "./audience-words";

export const meta: MetaFunction = () => pageTitle("Choisir ce qui compte");

/** What the address names. */
const askedSchema = z
  .object({
    indicator: z.enum(audienceIndicators),
    platform: z.enum(audiencePlatforms),
    month: z.string().regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/),
  })
  .transform(({ indicator, platform, month }) => ({
    indicatorKey: indicator,
    platform,
    month: `${month}-01`,
  }));

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const asked = askedSchema.safeParse(params).data;
  if (!asked) throw new Response(null, { status: 404 });
  const { overlaps } = await context.execute(actor, getAudience, { month: asked.month });
  const overlap = overlaps.find(
    (one) =>
      one.indicatorKey === asked.indicatorKey &&
      one.platform === asked.platform &&
      one.month === asked.month,
  );
  if (!overlap) throw new Response(null, { status: 404 });
  return { overlap, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(chooseSideSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, chooseAudienceSide, parsed.value, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  throw redirect(
    paths.audience({ mois: parsed.value.month.slice(0, 7), fait: "audience-choisie" }),
  );
}

export default function ChooseSide() {
  const { overlap, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const { indicatorKey, platform, month, pieces, total, countsPieces } = overlap;
  return (
    <>
      <PageHeader
        title={`${formatMonth(month)}, ${audiencePlatformLabels[platform]}`}
        breadcrumb={audienceCrumbs}
        lead="Un total est déclaré pour toute la plateforme, et les contenus sont relevés un à un. Un seul des deux peut compter."
      />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer"
        cancelHref={paths.audience()}
        resetKey={answer?.key}
      >
        <input type="hidden" name="indicatorKey" value={indicatorKey} />
        <input type="hidden" name="platform" value={platform} />
        <input type="hidden" name="month" value={month} />
        <RadioGroup
          label="Qu’est-ce qui compte&#8239;?"
          options={[
            { value: "total", label: `Le total déclaré, ${writeAudience(indicatorKey, total)}` },
            { value: "pieces", label: `Les contenus, ${writeAudience(indicatorKey, pieces)}` },
          ]}
          {...fieldProps(state, "side", countsPieces ? "pieces" : "total")}
        />
        <TextArea
          label="Pourquoi"
          rows={2}
          hint="Pour qui relira ce chiffre. Aucun nom de personne."
          {...fieldProps(state, "because")}
        />
      </RecordForm>
    </>
  );
}
