import { hideRefusals } from "@essaim/directory/publication/history.schema";
import type { PublicationMark } from "@essaim/directory/publication/marks.queries";
import {
  type PublicationStatus,
  publicationStatusLabels,
} from "@essaim/directory/publication.schema";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { buttonClass } from "@essaim/ui/button";
import { formatDateTime, typo } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { SubmitButton } from "@essaim/ui/submit-button";
import { Form, useNavigation } from "@remix-run/react";
import type { PublicationAnswer } from "./publication-answer";

export function StatusBadge({ status }: { status: PublicationStatus }) {
  const isPublished = status === "published";
  return (
    <Badge tone={isPublished ? "success" : "neutral"} icon={isPublished ? "check" : "edit"}>
      {publicationStatusLabels[status].fr}
    </Badge>
  );
}

/** What the public does not read yet. */
export function ChangesBadge() {
  return (
    <Badge tone="warning" icon="edit">
      Modifications non publiées
    </Badge>
  );
}

/** What is under way with a record of a list. */
export function Marks({ mark }: { mark: PublicationMark | undefined }) {
  if (!mark) return null;
  return (
    <>
      {mark.hasChanges && <ChangesBadge />}
      {mark.review === "asked" && (
        <Badge tone="accent" icon="clock">
          À relire
        </Badge>
      )}
      {mark.review === "sent_back" && (
        <Badge tone="warning" icon="edit">
          Renvoyée
        </Badge>
      )}
      {mark.dueAt && (
        <Badge tone="accent" icon="calendar">
          Programmée le {formatDateTime(mark.dueAt)}
        </Badge>
      )}
    </>
  );
}

/**
 * The button that publishes a draft or withdraws what is public; the version says what was read when it was pressed.
 * Nothing for a draft that somebody else must publish. With a `warning`, withdrawing asks once.
 */
export function PublishButton({
  record,
  state,
  submissionIds,
  warning,
}: {
  record: { status: PublicationStatus; version: number };
  state: { mayPublish: boolean };
  submissionIds: Record<"publish" | "unpublish", string>;
  warning?: string;
}) {
  const isDraft = record.status === "draft";
  const intent = isDraft ? "publish" : "unpublish";
  const isSending = useNavigation().formData?.get("submissionId") === submissionIds[intent];
  const asksFirst = !isDraft && warning !== undefined;
  if (isDraft && !state.mayPublish) return null;
  const form = (
    <Form method="post">
      <input type="hidden" name="submissionId" value={submissionIds[intent]} />
      <input type="hidden" name="version" value={record.version} />
      <SubmitButton
        name="intent"
        value={intent}
        variant={isDraft ? "primary" : "secondary"}
        pending={isSending}
      >
        {isDraft ? "Publier" : asksFirst ? "Retirer quand même" : "Retirer de l’annuaire"}
      </SubmitButton>
    </Form>
  );
  if (!asksFirst) return form;
  return (
    <details className="relative">
      <summary className={buttonClass()}>Retirer de l’annuaire…</summary>
      <div className="mt-2 flex flex-col items-start gap-3 rounded-md border border-edge bg-surface p-4 sm:absolute sm:right-0 sm:z-10 sm:w-80">
        <p>{warning}</p>
        {form}
      </div>
    </details>
  );
}

/** Asks for an address where the page can be seen as the public will read it. */
export function PreviewButton() {
  const isSending = useNavigation().formData?.get("intent") === "preview";
  return (
    <Form method="post">
      <SubmitButton name="intent" value="preview" variant="secondary" pending={isSending}>
        Aperçu
      </SubmitButton>
    </Form>
  );
}

/** The link to the page that everybody sees. */
export function PublicLink({ href }: { href: string }) {
  return (
    <a href={href} className="inline-flex items-center gap-1">
      Voir la page publique
      <Icon name="external" size={14} />
    </a>
  );
}

export function LastChange({
  record,
}: {
  record: { updatedByName: string | null; updatedAt: Date };
}) {
  return (
    <p className="text-sm text-muted">
      Modifiée par {record.updatedByName ?? "quelqu’un"} le {formatDateTime(record.updatedAt)}.
    </p>
  );
}

export function PublicationRefusal({ answer }: { answer: PublicationAnswer | undefined }) {
  if (answer?.reason === "preview") {
    return (
      <Alert role="status" tone="accent" title="L’aperçu est prêt">
        <a href={answer.href} target="_blank" rel="noopener noreferrer">
          Voir la page comme le public la verra
        </a>
        {typo(" (nouvel onglet). Cette adresse sert pendant une heure, à qui vous la donnez.")}
      </Alert>
    );
  }
  if (answer?.reason === "own_change") {
    return (
      <Alert role="alert" tone="warning" title="Rien n’est publié">
        {typo(
          "Vous avez écrit dans cette fiche depuis sa dernière publication : demandez à quelqu’un d’autre de la relire.",
        )}
      </Alert>
    );
  }
  if (answer?.reason === "still_public") {
    return (
      <Alert role="alert" tone="warning" title="Rien n’est masqué">
        {typo(hideRefusals.still_public)}
      </Alert>
    );
  }
  if (answer?.reason === "unknown") {
    return (
      <Alert role="alert" tone="danger" title="Rien n’est changé">
        <p>{typo("Ce texte cite ce qui n’est plus connu :")}</p>
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {answer.errors.map((error) => (
            <li key={error}>{error}</li>
          ))}
        </ul>
      </Alert>
    );
  }
  if (answer?.reason !== "conflict") return null;
  return (
    <Alert role="alert" tone="warning" title="Rien n’est changé">
      {typo(
        `${answer.changedBy ?? "Quelqu’un"} a modifié cette fiche entre-temps (${formatDateTime(answer.changedAt)}). Relisez-la ci-dessous, puis recommencez.`,
      )}
    </Alert>
  );
}

/** What must be told before publication, and what could be better told. Nothing when all is well. */
export function Readiness({
  missing,
  advice,
  status,
  editHref,
  wasRefused,
}: {
  missing: Record<string, string>;
  advice: readonly string[];
  status: PublicationStatus;
  /** Null for those who may not edit: then they are told nothing to do. */
  editHref: string | null;
  wasRefused: boolean;
}) {
  if (!editHref) return null;
  const reasons = Object.entries(missing);
  if (reasons.length > 0) {
    return (
      <Alert
        role={wasRefused ? "alert" : undefined}
        tone={wasRefused ? "danger" : "warning"}
        title={wasRefused ? "Rien n’est publié" : "Pour publier, il manque encore"}
      >
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {reasons.map(([field, reason]) => (
            <li key={field}>
              <Link href={`${editHref}#${field}`}>{reason}</Link>
            </li>
          ))}
        </ul>
        {advice.length > 0 && <p className="mt-2">Et, si vous pouvez{"\u202f"}:</p>}
        <Advice sentences={advice} />
      </Alert>
    );
  }
  if (advice.length === 0) return null;
  return (
    <Alert title={status === "draft" ? "Avant de publier, si vous pouvez" : "À compléter"}>
      <Advice sentences={advice} />
    </Alert>
  );
}

function Advice({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
