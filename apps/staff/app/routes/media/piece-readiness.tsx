import { checksFor } from "@essaim/media/piece/desk.rules";
import type { PieceRecord } from "@essaim/media/piece/piece.queries";
import type { Missing, Part } from "@essaim/media/piece/piece.rules";
import { checkLabels } from "@essaim/media/piece/piece.schema";
import { Button } from "@essaim/ui/button";
import { formatDay, plural } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { PublishButton } from "./publish-button";

type Props = { piece: PieceRecord; submissionId: string; canWrite: boolean };

/** Where what is missing is told; the checks are on this very page. */
const hrefOf: Record<Exclude<Part, "checks">, (id: string) => string> = {
  text: paths.editPiece,
  people: paths.piecePeople,
  subtitles: paths.pieceSubtitles,
  images: paths.pieceImages,
};

const publishable = ["review", "published", "to_refresh"];

/** What is left before publication, what only somebody can check, and the steps from here. */
export function PieceReadiness({
  piece,
  missing,
  awaitsSecondReader,
  canWrite,
  submissionId,
  children,
}: Props & { missing: readonly Missing[]; awaitsSecondReader: boolean; children: ReactNode }) {
  const toTell = missing.filter(({ part }) => part !== "checks");
  const mayPublish = publishable.includes(piece.stage) && missing.length === 0;
  const isUpToDate = piece.isPublic && !piece.hasChanges && piece.stage === "published";
  return (
    <Section
      rule={false}
      title={piece.isPublic ? "Où il en est" : "Avant de publier"}
      lead={sentenceOf(piece, missing)}
    >
      {toTell.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {toTell.map(({ part, message }) => (
            <li key={message} className="flex gap-2">
              <Icon name="warning" size={18} className="mt-1 text-warning" />
              <span className="min-w-0">
                {message}{" "}
                {canWrite && part !== "checks" && (
                  <Link href={hrefOf[part](piece.id)}>
                    Y aller<span className="sr-only">&#8239;: {message}</span>
                  </Link>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Checks {...{ piece, canWrite, submissionId }} />
      {piece.hasChanges && (
        <p>
          <Link href={paths.pieceVersions(piece.id)}>
            Voir ce qui a changé depuis sa publication
          </Link>
        </p>
      )}
      {canWrite && (
        <div className="flex flex-wrap items-center gap-4">
          {mayPublish && !isUpToDate && (
            <PublishButton {...{ piece, submissionId, awaitsSecondReader }} digest={piece.digest} />
          )}
          {children}
        </div>
      )}
    </Section>
  );
}

function sentenceOf(piece: PieceRecord, missing: readonly Missing[]): string {
  if (missing.length > 0) {
    return `Il reste ${plural(missing.length, "chose", "choses")} à faire avant de publier${piece.isPublic ? " de nouveau" : ""}.`;
  }
  if (piece.hasChanges) return "Le public lit encore la version d’avant vos modifications.";
  if (piece.isPublic) return "Le public lit ce que dit cette page.";
  return publishable.includes(piece.stage)
    ? "Tout est prêt."
    : "Tout est prêt\u202f: faites-le relire, puis publiez-le.";
}

/** What a machine cannot check, each ticked by somebody, on a day. */
function Checks({ piece, canWrite, submissionId }: Props) {
  return (
    <ul className="flex flex-col gap-2">
      {checksFor(piece.kind).map((item) => {
        const done = piece.checks.find((check) => check.item === item);
        return (
          <li key={item} className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <span className="flex min-w-0 gap-2">
              <Icon
                name={done ? "success" : "help"}
                size={18}
                className={done ? "mt-1 text-success" : "mt-1 text-muted"}
              />
              <span>
                {checkLabels[item]}
                <span className="block text-sm text-muted">
                  {done
                    ? `Vérifié par ${done.checkedByName}, le ${formatDay(done.checkedAt)}`
                    : "À vérifier par quelqu’un"}
                </span>
              </span>
            </span>
            {canWrite && (
              <Form method="post" className="pl-6.5 print:hidden">
                <input type="hidden" name="step" value="check" />
                <input type="hidden" name="submissionId" value={submissionId} />
                <input type="hidden" name="item" value={item} />
                <Button
                  type="submit"
                  name="isDone"
                  value={done ? "false" : "true"}
                  size="small"
                  variant={done ? "quiet" : "secondary"}
                >
                  {done ? "Revenir dessus" : "C’est vérifié"}
                  <span className="sr-only">&#8239;: {checkLabels[item]}</span>
                </Button>
              </Form>
            )}
          </li>
        );
      })}
    </ul>
  );
}
