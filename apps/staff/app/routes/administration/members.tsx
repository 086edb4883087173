import { renewInvitation, revokeInvitation } from "@essaim/identity/invitation.commands";
import {
  listPendingInvitations,
  type PendingInvitation,
} from "@essaim/identity/invitation.queries";
import { reopenMembership } from "@essaim/identity/member.commands";
import { listMembers, type Member } from "@essaim/identity/member.queries";
import { memberIdSchema } from "@essaim/identity/member.schema";
import { roleLabels } from "@essaim/identity/role.schema";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { Flash } from "@essaim/ui/flash";
import { formatDay, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useLoaderData, useLocation } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Membres");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const [members, invitations] = await Promise.all([
    context.execute(actor, listMembers, {}),
    context.execute(actor, listPendingInvitations, {}),
  ]);
  return { members, invitations, mine: actor.membershipId };
}

/** The buttons of the lists: each says by `intent` what it does, and by `id` to which line. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const input = memberIdSchema.safeParse({ id: form.get("id") });
  if (!input.success) throw new Response(null, { status: 404 });
  const { id } = input.data;
  const back = (fait: string) => redirect(`${paths.members()}?fait=${fait}`);
  switch (form.get("intent")) {
    case "resend": {
      const outcome = await context.execute(actor, renewInvitation, { id });
      if (!outcome.ok) throw back("invitation-close");
      const isSent = await context.identity.sendInvitation(actor.organisationId, id);
      throw back(isSent ? "invite" : "invite-sans-message");
    }
    case "revoke": {
      const outcome = await context.execute(actor, revokeInvitation, { id });
      throw back(outcome.ok ? "invitation-annulee" : "invitation-close");
    }
    case "reopen":
      await context.execute(actor, reopenMembership, { id });
      throw back("acces-rouvert");
    default:
      throw new Response(null, { status: 404 });
  }
}

export default function Members() {
  const { members, invitations, mine } = useLoaderData<typeof loader>();
  const open = members.filter((member) => !member.endedAt);
  const ended = members.filter((member) => member.endedAt);
  return (
    <>
      <JustEnded members={ended} />
      <PageHeader
        title="Membres"
        meta={<span>{plural(open.length, "accès ouvert", "accès ouverts")}</span>}
        action={
          <ButtonLink variant="primary" icon="userPlus" href={paths.newInvitation()}>
            Inviter quelqu’un
          </ButtonLink>
        }
      />
      <Table
        caption="Accès ouverts"
        hideCaption
        rows={open}
        rowKey={(member) => member.id}
        columns={memberColumns(mine)}
      />
      <Section
        title="Invitations en attente"
        lead="Une invitation sert une fois, dans les sept jours. La renvoyer annule le lien précédent."
      >
        <Table
          caption="Invitations en attente"
          hideCaption
          rows={invitations}
          rowKey={(invitation) => invitation.id}
          columns={invitationColumns}
          empty={
            <EmptyState title="Aucune invitation en attente" icon="mail" level={3}>
              Invitez quelqu’un par son adresse électronique&#8239;: la personne choisit elle-même
              son mot de passe.
            </EmptyState>
          }
        />
      </Section>
      {ended.length > 0 && (
        <Section
          title="Accès fermés"
          lead="Ces personnes ne peuvent plus se connecter. Ce qu’elles ont écrit reste en place."
        >
          <Table
            caption="Accès fermés"
            hideCaption
            rows={ended}
            rowKey={(member) => member.id}
            columns={endedColumns}
          />
        </Section>
      )}
    </>
  );
}

/** What was just closed, with the way back. */
function JustEnded({ members }: { members: readonly Member[] }) {
  const parameters = new URLSearchParams(useLocation().search);
  if (parameters.get("fait") === "invitation-close") {
    return (
      <Alert tone="warning" role="status">
        Cette invitation a déjà servi ou a été annulée entre-temps&#8239;: il n’y avait rien à
        faire.
      </Alert>
    );
  }
  const member = members.find((one) => one.id === parameters.get("ferme"));
  if (!member) return null;
  return (
    <Flash
      action={
        <Form method="post" action={paths.members()}>
          <input type="hidden" name="id" value={member.id} />
          <Button type="submit" size="small" name="intent" value="reopen">
            Annuler
          </Button>
        </Form>
      }
    >
      L’accès de {member.fullName} est fermé. Ses sessions aussi.
    </Flash>
  );
}

function roleOf(one: Pick<Member, "role" | "funderName">): string {
  return one.funderName ? `${roleLabels[one.role]} (${one.funderName})` : roleLabels[one.role];
}

const memberColumns = (mine: string): Column<Member>[] => [
  {
    key: "name",
    header: "Nom",
    lead: true,
    cell: (member) => (
      <>
        <Link href={paths.member(member.id)}>{member.fullName}</Link>
        {member.id === mine && <span className="font-normal text-muted"> (vous)</span>}
      </>
    ),
  },
  { key: "role", header: "Rôle", cell: roleOf },
  { key: "email", header: "Adresse", cell: (member) => member.email },
  { key: "since", header: "Depuis le", cell: (member) => formatDay(member.createdAt) },
];

const endedColumns: Column<Member>[] = [
  { key: "name", header: "Nom", lead: true, cell: (member) => member.fullName },
  { key: "role", header: "Rôle", cell: roleOf },
  {
    key: "ended",
    header: "Fermé le",
    cell: (member) => member.endedAt && formatDay(member.endedAt),
  },
  {
    key: "actions",
    header: "Actions",
    actions: true,
    cell: (member) => (
      <Form method="post">
        <input type="hidden" name="id" value={member.id} />
        <Button type="submit" size="small" name="intent" value="reopen">
          Rouvrir<span className="sr-only"> l’accès de {member.fullName}</span>
        </Button>
      </Form>
    ),
  },
];

const invitationColumns: Column<PendingInvitation>[] = [
  { key: "name", header: "Nom", lead: true, cell: (invitation) => invitation.fullName },
  { key: "role", header: "Rôle", cell: roleOf },
  { key: "email", header: "Adresse", cell: (invitation) => invitation.email },
  {
    key: "state",
    header: "État",
    cell: (invitation) =>
      invitation.isUnsent ? (
        <Badge tone="danger">Message non envoyé</Badge>
      ) : invitation.isExpired ? (
        <Badge tone="warning">Expirée</Badge>
      ) : (
        <>Valable jusqu’au {formatDay(invitation.expiresAt)}</>
      ),
  },
  {
    key: "actions",
    header: "Actions",
    actions: true,
    cell: (invitation) => <InvitationActions invitation={invitation} />,
  },
];

function InvitationActions({ invitation }: { invitation: PendingInvitation }) {
  const whose = <span className="sr-only"> l’invitation de {invitation.fullName}</span>;
  return (
    <Form method="post" className="flex flex-wrap gap-x-4 gap-y-2">
      <input type="hidden" name="id" value={invitation.id} />
      <Button type="submit" size="small" name="intent" value="resend">
        Renvoyer{whose}
      </Button>
      <Button type="submit" size="small" variant="quiet" name="intent" value="revoke">
        Annuler{whose}
      </Button>
    </Form>
  );
}
