import type { PersonHeader } from "@essaim/accompaniment/worker/person-header.queries";
import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import {
  workerKindLabels,
  workerKindShortLabels,
} from "@essaim/accompaniment/worker/worker.schema";
import type { Permission } from "@essaim/identity/permission";
import { Badge, QpvBadge } from "@essaim/ui/badge";
import { ButtonLink, buttonClass } from "@essaim/ui/button";
import { cx } from "@essaim/ui/cx";
import { formatDate } from "@essaim/ui/format";
import { Icon, type IconName } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { Breadcrumb } from "@essaim/ui/page-header";
import { useLocation } from "@remix-run/react";
import { paths } from "~/paths";
import { StageBadge } from "./stage-badge";

type HeaderProps = {
  person: PersonHeader;
  today: string;
  mayWrite: boolean;
  mayRecord: boolean;
  permissions: readonly Permission[];
};

/** Who a person is, how to reach them and what one does most, short enough for a phone to show the tab below. */
export function Header(props: HeaderProps) {
  const { person } = props;
  return (
    <div className="flex flex-col gap-2">
      <Breadcrumb items={[{ label: "Personnes", href: paths.workers() }]} />
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-col gap-2">
          <h1 className="wrap-anywhere">{person.name}</h1>
          <Tags person={person} />
        </div>
        <Actions {...props} />
      </div>
      <p className="max-w-measure text-muted max-sm:text-sm sm:mt-1">
        <Introduction person={person} day={props.today} />
      </p>
      <Contact person={person} />
    </div>
  );
}

/** On a phone in their short form, so that they hold on one line. */
function Tags({ person }: { person: PersonHeader }) {
  const { stage, kind, residence, neighbourhoodName, isResidenceToCheck, toReviewAfterWeeks } =
    person;
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1.5 sm:gap-x-3">
      {stage && <StageBadge stage={stage} />}
      {toReviewAfterWeeks && (
        <Badge tone="warning" icon="clock">
          À revoir
        </Badge>
      )}
      <Badge>
        <span className="max-sm:hidden">{workerKindLabels[kind]}</span>
        <span className="sm:hidden">{workerKindShortLabels[kind]}</span>
      </Badge>
      {(residence === "priority" || isResidenceToCheck) && (
        <Link href={paths.residence(person.id)} className="inline-flex text-ink no-underline">
          <span className="sr-only">Lieu de vie&#8239;: </span>
          {isResidenceToCheck ? (
            <Badge tone="warning" icon="place">
              QPV à vérifier
            </Badge>
          ) : (
            <>
              <span className="max-sm:hidden">
                <QpvBadge name={neighbourhoodName ?? undefined} />
              </span>
              <span className="sm:hidden">
                <QpvBadge />
              </span>
            </>
          )}
        </Link>
      )}
    </div>
  );
}

/** What one does most comes first; on a phone the rest is folded beside it. */
function Actions({ person, mayWrite, mayRecord, permissions }: HeaderProps) {
  const { pathname } = useLocation();
  const others: { label: string; href: string; icon: IconName }[] = [
    ...(mayRecord
      ? [
          {
            label: "Rendez-vous",
            href: paths.newAppointmentWith(person.id),
            icon: "calendar" as const,
          },
        ]
      : []),
    ...(mayWrite
      ? [{ label: "Modifier", href: paths.editWorker(person.id), icon: "edit" as const }]
      : []),
    ...(permissions.includes("spending:read")
      ? [
          {
            label: "Dépenses",
            href: paths.expenses({ personne: person.id }),
            icon: "money" as const,
          },
        ]
      : []),
  ];
  if (others.length === 0) return null;
  return (
    <div className="relative flex items-center gap-3 max-sm:w-full print:hidden">
      {mayRecord && (
        <ButtonLink
          href={paths.newMeetingWith(person.id)}
          variant="primary"
          icon="plus"
          aria-keyshortcuts="Alt+R"
          title={"Raccourci\u202f: Alt R"}
        >
          Compte rendu
        </ButtonLink>
      )}
      {others.map(({ label, ...button }) => (
        <ButtonLink key={label} {...button} className="max-sm:hidden">
          {label}
        </ButtonLink>
      ))}
      {/* Another page folds it again. */}
      <details key={pathname} className="group/more sm:hidden">
        <summary className={cx(buttonClass(), "list-none")}>
          Plus
          <span className="sr-only"> d’actions</span>
          <Icon name="chevronDown" size={18} className="group-open/more:rotate-180" />
        </summary>
        <ul className="absolute inset-x-0 top-full z-20 mt-1 rounded-md border border-edge bg-surface py-1">
          {others.map(({ label, href, icon }) => (
            <li key={label}>
              <Link
                href={href}
                className="flex min-h-11 items-center gap-3 px-4 text-ink no-underline hover:bg-well"
              >
                <Icon name={icon} size={18} className="text-muted" />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Who accompanies this person, and since when. */
function Introduction({ person, day }: { person: PersonHeader; day: string }) {
  const { supportedFrom, supportedUntil, firstSupportedFrom, coachName } = person;
  const by = coachName ? ` par ${coachName}` : "";
  const since = formatDate(supportedFrom);
  const hasEnded = supportedUntil !== null && supportedUntil < day;
  return (
    <>
      {hasEnded
        ? `Accompagnement du ${since} au ${formatDate(supportedUntil)}${by}.`
        : supportedFrom > day
          ? `Accompagnement prévu à partir du ${since}${by}.`
          : `${firstSupportedFrom ? "De nouveau en" : "En"} accompagnement depuis le ${since}${by}${supportedUntil ? `, jusqu’au ${formatDate(supportedUntil)}` : ""}.`}
      {firstSupportedFrom &&
        ` Premier accompagnement à partir du ${formatDate(firstSupportedFrom)}.`}
      {!coachName && !hasEnded && " Personne n’en a encore la charge."}
    </>
  );
}

const reach =
  "inline-flex min-h-8 items-center gap-2 pointer-coarse:min-h-11 max-w-full wrap-anywhere";

/** A call or a mail away, on every tab. */
function Contact({ person: { phone, email } }: { person: PersonHeader }) {
  return (
    <address className="flex flex-wrap items-center gap-x-6 not-italic">
      {phone && (
        <a href={`tel:${phone}`} className={reach}>
          <Icon name="phone" size={17} className="text-muted" />
          {formatPhone(phone)}
        </a>
      )}
      {email && (
        <a href={`mailto:${email}`} className={reach}>
          <Icon name="mail" size={17} className="text-muted" />
          <span className="max-sm:sr-only">{email}</span>
          <span aria-hidden="true" className="sm:hidden">
            Écrire
          </span>
        </a>
      )}
      {!phone && !email && (
        <span className="text-sm text-muted">Ni téléphone ni adresse électronique.</span>
      )}
    </address>
  );
}
