import type { Grant } from "@essaim/funding/grant/grant.queries";
import { isVerbAllowed, stepBefore } from "@essaim/funding/grant/grant.rules";
import type { listAmendments } from "@essaim/funding/grant/grant-life.queries";
import { ButtonLink } from "@essaim/ui/button";
import { type Description, DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import type { ReactNode } from "react";
import { paths } from "~/paths";

const notYet = (words: string) => <span className="text-muted">{words}</span>;
const on = (day: string | null) => (day === null ? "" : ` le ${formatDate(day)}`);
const withReference = ({ reference }: Grant) => (reference ? `, référence ${reference}` : "");
const lines = (text: string) =>
  text && <span className="block text-sm whitespace-pre-line text-muted">{text}</span>;

type Amendment = Pick<
  Awaited<ReturnType<typeof listAmendments.run>>[number],
  "signedOn" | "amountBeforeCents" | "amountAfterCents"
>;

/** The life of a grant: what is to be done next, what comes next (`children`), and every step. */
export function StandingList({
  grant,
  amendments,
  canWrite,
  children,
}: {
  grant: Grant;
  amendments: readonly Amendment[];
  canWrite: boolean;
  children: ReactNode;
}) {
  const before = stepBefore(grant);
  return (
    <Section title="Où en est ce financement" action={canWrite && <NextStep grant={grant} />}>
      {children}
      <Disclosure summary="Les étapes, de l’appel à la clôture" onPhone>
        <DescriptionList items={steps(grant, amendments, canWrite)} />
        {canWrite && before !== null && before !== "awarded" && (
          <p className="text-sm print:hidden">
            <Link href={paths.grantStepBack(grant.id)}>
              Annuler la dernière étape, notée par erreur
            </Link>
          </p>
        )}
      </Disclosure>
    </Section>
  );
}

/** The one step that is most likely next. */
function NextStep({ grant }: { grant: Grant }) {
  const next = (href: string, label: string) => (
    <ButtonLink href={href} variant="primary" icon="arrowRight">
      {label}
    </ButtonLink>
  );
  switch (grant.status) {
    case "envisaged":
      return next(paths.grantApplication(grant.id), "Noter le dépôt");
    case "applied":
      return next(paths.grantDecision(grant.id), "Noter la réponse");
    case "awarded":
      return grant.signedOn === null
        ? next(paths.grantAgreement(grant.id), "Noter la signature")
        : next(paths.newReceipt(grant.id), "Noter un versement reçu");
    default:
      return null;
  }
}

function steps(grant: Grant, amendments: readonly Amendment[], canWrite: boolean): Description[] {
  const { id, status } = grant;
  const change = (allowed: boolean, href: string, label: string): ReactNode =>
    canWrite && allowed && <Link href={href}>{label}</Link>;
  const isDecided = status === "awarded" || status === "closed" || status === "declined";
  return [
    {
      term: "Appel",
      value: (grant.callName || grant.callUrl || grant.applyBy) && (
        <>
          {grant.callUrl ? (
            <a href={grant.callUrl} rel="noreferrer" className="wrap-anywhere">
              {grant.callName || grant.callUrl}
            </a>
          ) : (
            grant.callName
          )}
          {grant.applyBy && (
            <span className="block text-sm text-muted">
              Réponse à déposer le {formatDate(grant.applyBy)} au plus tard
            </span>
          )}
        </>
      ),
    },
    {
      term: "Demande",
      value:
        status === "envisaged" ? (
          notYet(
            grant.askedCents === null
              ? "Pas encore déposée"
              : `Pas encore déposée, ${formatCents(grant.askedCents)} envisagés`,
          )
        ) : grant.askedCents === null && grant.appliedOn === null ? null : (
          <>
            {grant.askedCents === null ? "Déposée" : `${formatCents(grant.askedCents)} demandés`}
            {on(grant.appliedOn)}
          </>
        ),
      action: change(
        isVerbAllowed("apply", status),
        paths.grantApplication(id),
        status === "envisaged" ? "Noter le dépôt" : "Corriger",
      ),
    },
    {
      term: "Réponse",
      value: !isDecided ? (
        notYet("Pas encore connue")
      ) : (
        <>
          {status === "declined" ? `Refusé${on(grant.decidedOn)}` : awardInWords(grant, amendments)}
          {lines(grant.decisionNote)}
        </>
      ),
      action: change(
        isVerbAllowed("award", status) || isVerbAllowed("decline", status),
        paths.grantDecision(id),
        isDecided ? "Corriger" : "Noter la réponse",
      ),
    },
    ...(status === "awarded" || status === "closed"
      ? [
          {
            term: "Convention",
            value:
              grant.signedOn === null
                ? notYet(`Signature non notée${withReference(grant)}`)
                : `Signée${on(grant.signedOn)}${withReference(grant)}`,
            action: change(
              isVerbAllowed("sign", status),
              paths.grantAgreement(id),
              grant.signedOn === null ? "Noter la signature" : "Corriger",
            ),
          },
          {
            term: "Clôture",
            value: status === "closed" ? `Soldé${on(grant.closedOn)}` : notYet("Pas encore soldé"),
            action: change(
              true,
              paths.grantClosing(id),
              status === "closed" ? "Rouvrir" : "Solder",
            ),
          },
        ]
      : []),
  ];
}

/** What the decision gave on its day, then what amendments made of it. */
function awardInWords({ amountCents, decidedOn }: Grant, amendments: readonly Amendment[]): string {
  const changing = amendments.filter((one) => one.amountBeforeCents !== one.amountAfterCents);
  const first = changing[0];
  const decided = first ? first.amountBeforeCents : amountCents;
  return [
    decided === null
      ? `Acquis${on(decidedOn)}, montant non noté`
      : `${formatCents(decided)} accordés${on(decidedOn)}`,
    ...changing.map(
      (one) =>
        `${movement(one)} ${formatCents(one.amountAfterCents)} par l’avenant du ${formatDate(one.signedOn)}`,
    ),
  ].join(", ");
}

function movement({ amountBeforeCents: before, amountAfterCents: after }: Amendment): string {
  if (before === null) return "fixé à";
  return after > before ? "portés à" : "ramenés à";
}
