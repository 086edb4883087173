import { operationLabel } from "@essaim/identity/audit.schema";
import { roles } from "@essaim/identity/permission";
import { roleLabels } from "@essaim/identity/role.schema";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatDateTime, formatDay, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { adminHome } from "~/home/home.server";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";

type Props = Awaited<ReturnType<typeof adminHome>>;

/** Who is in, who is awaited, what was last done. */
export function AdminHome({ members, invitations, events }: Props) {
  return (
    <>
      <PageHeader
        title="Les accès"
        meta={<span>{plural(members.length, "accès ouvert", "accès ouverts")}</span>}
        action={
          <ButtonLink variant="primary" icon="userPlus" href={paths.newInvitation()}>
            Inviter quelqu’un
          </ButtonLink>
        }
      />
      <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Section
          title="Dernières lignes du journal"
          action={<Link href={paths.audit()}>Tout le journal</Link>}
        >
          {events.length > 0 ? (
            <Lines>
              {events.map((event) => (
                <Line key={event.id} note={formatDateTime(event.occurredAt)}>
                  <strong>{event.fullName ?? "Le système"}</strong>{" "}
                  {operationLabel(event.operation)}
                  {event.subjectName && event.subjectId !== event.membershipId && (
                    <>
                      &#8239;: <strong>{event.subjectName}</strong>
                    </>
                  )}
                </Line>
              ))}
            </Lines>
          ) : (
            <p className="text-muted">
              Le journal est vide&#8239;: rien n’a encore été écrit dans Essaim.
            </p>
          )}
        </Section>
        <div className="flex min-w-0 flex-col gap-8">
          <Section
            title="Invitations en attente"
            action={<Link href={paths.members()}>Gérer</Link>}
          >
            {invitations.length > 0 ? (
              <Lines>
                {invitations.slice(0, 6).map((invitation) => (
                  <Line
                    key={invitation.id}
                    note={`${roleLabels[invitation.role]}, invitation du ${formatDay(invitation.createdAt)}`}
                    aside={
                      invitation.isUnsent ? (
                        <Badge tone="danger">non envoyée</Badge>
                      ) : invitation.isExpired ? (
                        <Badge tone="warning">expirée</Badge>
                      ) : null
                    }
                  >
                    <span className="font-semibold">{invitation.fullName}</span>
                  </Line>
                ))}
              </Lines>
            ) : (
              <p className="text-muted">
                Aucune invitation en attente.{" "}
                <Link href={paths.newInvitation()}>Invitez quelqu’un</Link>.
              </p>
            )}
          </Section>
          <Section title="Membres par rôle" action={<Link href={paths.members()}>Tous</Link>}>
            <DescriptionList
              items={roles.map((role) => ({
                term: roleLabels[role],
                value: plural(
                  members.filter((member) => member.role === role).length,
                  "membre",
                  "membres",
                ),
              }))}
            />
          </Section>
        </div>
      </div>
    </>
  );
}
