import { listPublishableGrants } from "@essaim/funding/publication/publication.queries";
import { type Missing, missingLabels } from "@essaim/funding/publication/publication.schema";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Données ouvertes des financements");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return { grants: await context.execute(actor, listPublishableGrants, {}) };
}

type Grant = Awaited<ReturnType<typeof listPublishableGrants.run>>[number];

/** What of each grant is published, and what it lacks. */
export default function OpenData() {
  const { grants } = useLoaderData<typeof loader>();
  const ready = grants.filter(({ missing }) => missing.length === 0);
  // The same for every grant: said once.
  const ofCooperative = grants[0]?.missing.filter(isOfCooperative) ?? [];
  return (
    <>
      <PageHeader
        title="Données ouvertes des financements"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
        lead="Les financements acquis et soldés, dans les formats que l’on publie sur data.gouv.fr ou sur son site. Rien sur les personnes n’y figure."
        action={
          ready.length > 0 && (
            <>
              <ButtonLink href={paths.openGrantsFile("csv")} icon="download">
                SCDL (CSV)
              </ButtonLink>
              <ButtonLink href={paths.openGrantsFile("json")} icon="download">
                360Giving (JSON)
              </ButtonLink>
            </>
          )
        }
      />
      {grants.length === 0 ? (
        <EmptyState title="Rien à publier pour l’instant" icon="grant">
          Un financement paraît ici dès qu’il est acquis.
        </EmptyState>
      ) : (
        <Section title="Financement par financement" lead={readiness(ready.length, grants.length)}>
          {ofCooperative.length > 0 && (
            <Alert
              tone="warning"
              title="Il manque à tous, dans la fiche de la coopérative"
              action={<ButtonLink href={paths.cooperative()}>Compléter</ButtonLink>}
            >
              <ul>
                {ofCooperative.map((missing) => (
                  <li key={missing}>{missingLabels[missing]}</li>
                ))}
              </ul>
            </Alert>
          )}
          <Table
            caption="Ce qui manque à chaque financement"
            hideCaption
            rows={grants}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "grant",
                header: "Financement",
                lead: true,
                cell: ({ id, title }) => <Link href={paths.grant(id)}>{title}</Link>,
              },
              { key: "funder", header: "Financeur", cell: ({ funderName }) => funderName },
              {
                key: "signed",
                header: "Convention",
                cell: ({ signedOn }) =>
                  signedOn ? (
                    `Signée le ${formatDate(signedOn)}`
                  ) : (
                    <span className="text-muted">Non renseigné</span>
                  ),
              },
              {
                key: "missing",
                header: "Il manque",
                cell: (grant) => <MissingList grant={grant} />,
              },
            ]}
          />
        </Section>
      )}
      <Section title="Ce que disent les fichiers">
        <ul className="flex max-w-measure list-disc flex-col gap-2 pl-5">
          <li>
            Le fichier SCDL suit le schéma «&#8239;Subventions&#8239;» du Socle commun des données
            locales, en versions 2.0.2 et 2.1.1. Ce sont les données essentielles des conventions de
            subvention (décret 2017-779, arrêté du 17 novembre 2017). Le montant réunit l’argent et
            ce qui est donné en nature.
          </li>
          <li>
            Le fichier 360Giving suit la version 1.4 du standard. Ses identifiants commencent par le
            SIREN de la coopérative&#8239;: un préfixe «&#8239;360G&#8239;» se demande à 360Giving,
            et n’est utile que pour y être référencé.
          </li>
          <li>
            Les titres des financements sont publiés tels quels&#8239;: relisez-les avant, aucun ne
            doit nommer une personne. Ni notes, ni conditions, ni pièces ne sont reprises.
          </li>
        </ul>
      </Section>
    </>
  );
}

function readiness(ready: number, total: number): string {
  const told =
    ready === 0
      ? total > 1
        ? `Aucun des ${total} financements n’est prêt.`
        : "Le financement n’est pas prêt."
      : ready === total
        ? `${plural(ready, "financement est prêt", "financements sont prêts")}.`
        : `${plural(ready, "financement est prêt", "financements sont prêts")} sur ${total}.`;
  return ready === total
    ? told
    : `${told} Un financement n’est pas dans les fichiers tant qu’il lui manque quelque chose.`;
}

/** Where each thing that may be missing is written. */
function hrefOf(missing: Missing, { id, funderId }: Grant): string {
  switch (missing) {
    case "funder_siret":
      return paths.editFunder(funderId);
    case "legal_name":
    case "siret":
      return paths.cooperative();
    case "signed_on":
      return paths.grantAgreement(id);
    case "amount":
      return paths.grantDecision(id);
    case "payment_days":
      return paths.payments(id);
  }
}

const isOfCooperative = (missing: Missing) => missing === "legal_name" || missing === "siret";

function MissingList({ grant }: { grant: Grant }) {
  if (grant.missing.length === 0) return <Badge tone="success">Rien, il est prêt</Badge>;
  const own = grant.missing.filter((missing) => !isOfCooperative(missing));
  if (own.length === 0) return <span className="text-muted">Rien d’autre</span>;
  return (
    <ul className="flex flex-col gap-1">
      {own.map((missing) => (
        <li key={missing}>
          <Link href={hrefOf(missing, grant)}>{missingLabels[missing]}</Link>
        </li>
      ))}
    </ul>
  );
}
