import { listIntentions } from "@essaim/commons/intention/intention.queries";
import { listPots } from "@essaim/commons/pot/pot.queries";
import { getReciprocity } from "@essaim/commons/reciprocity/reciprocity.queries";
import { getCommons } from "@essaim/commons/register/commons.queries";
import { isToLookAt } from "@essaim/commons/register/commons.rules";
import { listRenewals, listShareStatements } from "@essaim/commons/share/share.queries";
import { sumLedger } from "@essaim/commons/valuation/valuation.queries";
import { today } from "@essaim/database/today";
import { describeLicence } from "@essaim/directory/licence.rules";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { can, type MemberActor } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { AppLoadContext, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { LicenceStatusBadge } from "../../directory/licence-badge";
import { CommonsGiving } from "../reciprocity/commons-giving";
import { CommonsLedger } from "./commons-ledger";
import { HealthBadge } from "./health-badge";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.resource.name} · Registre des communs`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const resource = await context.execute(actor, getCommons, { id: recordId(params.id) });
  const ofIt = { openResourceId: resource.id };
  const day = today();
  const given = can(actor, "contribution:read") ? await givenTo(context, actor, ofIt) : null;
  return {
    resource,
    given,
    day,
    licence: describeLicence(resource.licenceExpression),
    isToLookAt: isToLookAt(resource.checkedOn, day),
    canWrite: can(actor, "commons:write"),
    canContribute: can(actor, "contribution:write"),
  };
}

/** What the ledger holds of a commons. */
async function givenTo(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  ofIt: { openResourceId: string },
) {
  const [reciprocity, pots, sums, { intentions }, statements, renewals] = await Promise.all([
    execute(actor, getReciprocity, ofIt),
    execute(actor, listPots, ofIt),
    execute(actor, sumLedger, ofIt),
    execute(actor, listIntentions, { ...ofIt, state: "open", page: 1 }),
    execute(actor, listShareStatements, ofIt),
    execute(actor, listRenewals, ofIt),
  ]);
  return { reciprocity, pots, sums, intentions, statements, renewals };
}

export default function CommonsPage() {
  const page = useLoaderData<typeof loader>();
  const { resource, licence, canWrite, canContribute } = page;
  return (
    <>
      <PageHeader
        title={resource.name}
        breadcrumb={[{ label: "Registre des communs", href: paths.commons() }]}
        meta={
          <>
            <HealthBadge health={resource.health} />
            <LicenceStatusBadge licence={licence} />
            <span>{resourceKindLabels[resource.kind].fr}</span>
            <Link href={paths.resource(resource.id)}>Fiche de l’annuaire</Link>
          </>
        }
        lead={resource.summary}
        action={
          <>
            {canWrite && (
              <ButtonLink href={paths.editCommons(resource.id)} icon="edit">
                Modifier
              </ButtonLink>
            )}
            {canContribute && (
              <ButtonLink
                href={paths.newContribution({ commun: resource.id })}
                variant="primary"
                icon="plus"
              >
                Nouvelle contribution
              </ButtonLink>
            )}
          </>
        }
      />
      {page.isToLookAt && (
        <Alert
          tone="warning"
          title={
            resource.checkedOn
              ? "Personne n’a regardé ce commun depuis un an"
              : "Personne n’a encore regardé ce commun"
          }
          action={
            canWrite && (
              <ButtonLink href={paths.editCommons(resource.id)}>Dire comment il va</ButtonLink>
            )
          }
        >
          Sa santé, et le nombre de personnes qui le tiennent, sont à vérifier.
        </Alert>
      )}
      <Watched resource={resource} />
      <Dependence resource={resource} />
      {page.given && (
        <>
          <CommonsLedger
            id={resource.id}
            day={page.day}
            {...page.given}
            canWrite={canWrite}
            canContribute={canContribute}
          />
          <CommonsGiving id={resource.id} {...page.given} canManage={canWrite} />
        </>
      )}
    </>
  );
}

type Resource = ReturnType<typeof useLoaderData<typeof loader>>["resource"];

function Watched({ resource }: { resource: Resource }) {
  const items = [
    {
      term: "Santé",
      value: resource.health !== "unknown" && (
        <>
          <HealthBadge health={resource.health} />
          {resource.healthNote && (
            <span className="mt-1 block whitespace-pre-line">{resource.healthNote}</span>
          )}
        </>
      ),
    },
    {
      term: "Personnes clés",
      value:
        resource.busFactor !== null &&
        `${plural(resource.busFactor, "personne le tient", "personnes le tiennent")}`,
    },
    { term: "Regardé le", value: resource.checkedOn && formatDate(resource.checkedOn) },
    { term: "Forme juridique", value: resource.legalForm },
    {
      term: "Qui décide",
      value: resource.governance && (
        <span className="whitespace-pre-line">{resource.governance}</span>
      ),
    },
    { term: "En amont", value: resource.upstreamUrls && <Upstream resource={resource} /> },
  ].map((item) => ({ ...item, value: item.value || null }));
  return (
    <Section title="Comment il va">
      {items.every(({ value }) => value === null) ? (
        <p className="text-muted">Rien n’est encore noté.</p>
      ) : (
        <DescriptionList items={items} />
      )}
    </Section>
  );
}

function Upstream({ resource }: { resource: Resource }) {
  return (
    <ul>
      {resource.upstreamUrls.split("\n").map((address) => (
        <li key={address} className="break-words">
          <a href={address} rel="noreferrer">
            {address}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What would stop with the commons. */
function Dependence({ resource }: { resource: Resource }) {
  const { activities, workerCount } = resource;
  return (
    <Section
      title="Ce qui repose dessus"
      lead={[
        workerCount !== null &&
          plural(
            workerCount,
            "personne accompagnée s’en sert",
            "personnes accompagnées s’en servent",
          ),
        plural(activities.length, "activité s’appuie dessus", "activités s’appuient dessus"),
      ]
        .filter(Boolean)
        .join(" · ")}
    >
      {activities.length > 0 && (
        <ul className="flex flex-col gap-2">
          {activities.map((activity) => (
            <li key={activity.id}>
              <Link href={paths.activity(activity.id)}>{activity.title}</Link>
              {activity.usage && <span className="text-muted"> · {activity.usage}</span>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
