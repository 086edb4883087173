import { removeAgreement } from "@essaim/commons/partner/agreement.commands";
import { type AgreementLine, listAgreements } from "@essaim/commons/partner/agreement.queries";
import {
  type AgreementState,
  agreementStateLabels,
  agreementTargetSchema,
} from "@essaim/commons/partner/agreement.schema";
import { getPartner } from "@essaim/commons/partner/partner.queries";
import { partnerKindLabels } from "@essaim/commons/partner/partner.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { listContactsOf } from "@essaim/outreach/contact/contact.queries";
import { Badge, type Tone } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatSize } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ContactsTable } from "../address-book/contacts-table";
import { NextStep, PartnerStatusBadge } from "./partner-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.partner.name} · Partenaires`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [partner, agreements, contacts] = await Promise.all([
    context.execute(actor, getPartner, { id }),
    context.execute(actor, listAgreements, { partnerId: id }),
    // Whom one writes to is for those who write.
    can(actor, "contact:read") ? context.execute(actor, listContactsOf, { partnerId: id }) : null,
  ]);
  return {
    partner,
    agreements,
    contacts,
    today: today(),
    canWrite: can(actor, "partner:write"),
    removalIds: agreements.map(() => crypto.randomUUID()),
  };
}

/** Removes an agreement. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const partnerId = recordId(params.id);
  const form = await readForm(request);
  form.set("partnerId", partnerId);
  const parsed = parseForm(agreementTargetSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, removeAgreement, parsed.value, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  throw redirect(`${paths.partner(partnerId)}?fait=accord-de-partenaire-retire`);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PartnerPage() {
  const page = useLoaderData<typeof loader>();
  const { partner, agreements, contacts, canWrite, today } = page;
  const addAgreement = canWrite && (
    <ButtonLink href={paths.newAgreement(partner.id)} icon="plus">
      Noter un accord
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={partner.name}
        breadcrumb={[{ label: "Partenaires", href: paths.partners() }]}
        meta={
          <>
            <PartnerStatusBadge status={partner.status} />
            <span>{partnerKindLabels[partner.kind]}</span>
          </>
        }
        action={
          canWrite && (
            <ButtonLink href={paths.editPartner(partner.id)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      <DescriptionList
        items={[
          {
            term: "Prochaine étape",
            value: partner.nextStep && <NextStep step={partner} today={today} />,
          },
          { term: "Rôle dans le programme", value: partner.role && <Lines text={partner.role} /> },
          { term: "Ce qu’il donne", value: partner.gives && <Lines text={partner.gives} /> },
          { term: "Ce qu’il reçoit", value: partner.receives && <Lines text={partner.receives} /> },
          {
            term: "Communes d’intervention",
            value: partner.communes.map((name) => name.replace(/ \(.*$/, "")).join(", "),
          },
          {
            term: "Site",
            value: partner.websiteUrl && (
              <a href={partner.websiteUrl} rel="noreferrer" className="wrap-anywhere">
                {hostOf(partner.websiteUrl)}
              </a>
            ),
          },
        ]}
      />
      <Section title="Accords" action={agreements.length > 0 && addAgreement}>
        <Table
          caption="Accords, du plus récent au plus ancien"
          hideCaption
          rows={agreements}
          rowKey={(one) => one.id}
          columns={agreementColumns(page)}
          empty={
            <EmptyState level={3} icon="document" title="Aucun accord noté" action={addAgreement}>
              Convention, lettre d’engagement, prêt d’un lieu&#8239;: notez-le dès qu’il est signé,
              avec son fichier, pour voir venir sa fin.
            </EmptyState>
          }
        />
      </Section>
      {contacts && (
        <Section
          title="Contacts"
          action={
            contacts.length > 0 && (
              <ButtonLink href={paths.newContact({ partenaire: partner.id })} icon="plus">
                Ajouter un contact
              </ButtonLink>
            )
          }
        >
          {contacts.length === 0 ? (
            <EmptyState
              level={3}
              icon="users"
              title="Personne encore"
              action={
                <ButtonLink href={paths.newContact({ partenaire: partner.id })} icon="plus">
                  Ajouter un contact
                </ButtonLink>
              }
            >
              Notez à qui parler chez ce partenaire, et d’où vient son adresse.
            </EmptyState>
          ) : (
            <ContactsTable contacts={contacts} />
          )}
        </Section>
      )}
    </>
  );
}

const stateTones: Record<AgreementState, Tone> = {
  coming: "neutral",
  in_force: "success",
  ending: "warning",
  ended: "neutral",
};

function agreementColumns({
  partner,
  agreements,
  canWrite,
  removalIds,
}: Page): Column<AgreementLine>[] {
  return [
    {
      key: "title",
      header: "Accord",
      lead: true,
      cell: (one) => (
        <>
          {one.title}
          {one.reference && (
            <span className="block text-sm font-normal text-muted">Référence {one.reference}</span>
          )}
        </>
      ),
    },
    {
      key: "state",
      header: "État",
      cell: (one) => <Badge tone={stateTones[one.state]}>{agreementStateLabels[one.state]}</Badge>,
    },
    {
      key: "days",
      header: "Signé et fin",
      cell: (one) => (
        <>
          {formatDate(one.signedOn)}
          <span className="block text-sm text-muted">
            {one.endsOn ? `jusqu’au ${formatDate(one.endsOn)}` : "sans fin prévue"}
          </span>
        </>
      ),
    },
    {
      key: "file",
      header: "Fichier",
      cell: (one) =>
        one.fileName === null ? (
          <span className="text-muted">Pas de fichier</span>
        ) : canWrite ? (
          <>
            {/* A plain link: the browser keeps the file, and stays on this page. */}
            <a href={paths.agreementFile(partner.id, one.id)} download className="wrap-anywhere">
              {one.fileName}
            </a>
            <span className="block text-sm text-muted">{formatSize(one.sizeBytes ?? 0)}</span>
          </>
        ) : (
          <span className="wrap-anywhere">{one.fileName}</span>
        ),
    },
    ...(canWrite
      ? [
          {
            key: "actions",
            header: "Actions",
            actions: true,
            cell: (one: AgreementLine) => (
              <div className="flex flex-wrap items-center gap-x-4">
                <Link href={paths.editAgreement(partner.id, one.id)}>
                  Modifier<span className="sr-only">&#8239;: {one.title}</span>
                </Link>
                {(one.state === "in_force" || one.state === "ending") && (
                  <Link href={paths.editAgreement(partner.id, one.id, { fin: "aujourd-hui" })}>
                    Mettre fin<span className="sr-only">&#8239;: {one.title}</span>
                  </Link>
                )}
                <RemoveAgreement
                  agreement={one}
                  submissionId={removalIds[agreements.indexOf(one)] ?? ""}
                />
              </div>
            ),
          },
        ]
      : []),
  ];
}

/** Its file goes with it: asked once. */
function RemoveAgreement({
  agreement,
  submissionId,
}: {
  agreement: AgreementLine;
  submissionId: string;
}) {
  const name = <span className="sr-only">&#8239;: {agreement.title}</span>;
  return (
    <Disclosure summary={<>Retirer{name}</>}>
      <Form method="post" className="flex flex-col items-start gap-2">
        <input type="hidden" name="submissionId" value={submissionId} />
        <input type="hidden" name="id" value={agreement.id} />
        <p className="text-sm">Pour un accord noté par erreur. Son fichier est effacé avec lui.</p>
        <Button type="submit" variant="danger" size="small">
          Retirer pour de bon{name}
        </Button>
      </Form>
    </Disclosure>
  );
}

const Lines = ({ text }: { text: string }) => <span className="whitespace-pre-line">{text}</span>;

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : url;
}
