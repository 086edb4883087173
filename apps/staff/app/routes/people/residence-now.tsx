import type { ResidenceAnswer } from "@essaim/accompaniment/residence/residence.schema";
import { residenceSourceLabels } from "@essaim/accompaniment/residence/residence.schema";
import {
  answerInWords,
  residenceDoubtSentences,
} from "@essaim/accompaniment/residence/residence.words";
import { generationLabels } from "@essaim/territory/contours/generation.rules";
import { Alert } from "@essaim/ui/alert";
import { Badge, QpvBadge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { type Description, DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatDay, formatPercent } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PlaceMap } from "@essaim/ui/map";
import { Section } from "@essaim/ui/section";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import { addressText } from "./address-text";
import type { ResidenceView } from "./residence";

/** The answer of today, with everything that proves it, and what is to be done about it. */
export function ResidenceNow({ page }: { page: ResidenceView }) {
  const { worker, now, mayWrite } = page;
  const editAddress = mayWrite && (
    <Link href={paths.editWorker(worker.id)}>
      Modifier<span className="sr-only"> l’adresse</span>
    </Link>
  );
  return (
    <Section
      title="Lieu de vie"
      rule={false}
      action={
        mayWrite && (
          <span className="print:hidden">
            <Link href={paths.addresses()}>Adresses à vérifier</Link>
          </span>
        )
      }
    >
      {now && !isWithoutAddress(page) ? (
        <>
          <Headline answer={now} />
          <Doubts page={page} answer={now} />
          <DescriptionList
            items={[
              { term: "Adresse de la fiche", value: addressText(worker), action: editAddress },
              ...evidence(now),
            ]}
          />
          {page.map && <PlaceMap {...page.map} />}
          {mayWrite && worker.addressLine && !now.isToCheck && (
            <Form method="post" className="print:hidden">
              <LocateButton isByHand={now.source !== "address"} />
            </Form>
          )}
        </>
      ) : (
        <Unanswered page={page} />
      )}
    </Section>
  );
}

/** Is there nothing to say but that an address was taken away? */
const isWithoutAddress = ({ worker, now }: ResidenceView) =>
  worker.addressLine === null && now?.source === "address" && now.askedAddress === "";

/** Nobody knows yet: the address is what is missing, or it was never looked for. */
function Unanswered({ page: { worker, mayWrite } }: { page: ResidenceView }) {
  const hasStreet = worker.addressLine !== null;
  return (
    <EmptyState
      level={3}
      icon="place"
      title={hasStreet ? "L’adresse n’a pas encore été cherchée" : "Aucune adresse pour l’instant"}
      action={
        mayWrite &&
        (hasStreet ? (
          <Form method="post">
            <LocateButton />
          </Form>
        ) : (
          <ButtonLink href={paths.editWorker(worker.id)} icon="edit">
            Écrire son adresse
          </ButtonLink>
        ))
      }
    >
      {hasStreet
        ? "Essaim la situera, et dira si elle est dans un quartier prioritaire."
        : "Avec un numéro et une rue, Essaim dit si la personne habite un quartier prioritaire, et le prouve."}
    </EmptyState>
  );
}

/** In one line, what is said today. */
function Headline({ answer }: { answer: ResidenceAnswer }) {
  const { answer: kind, communeName } = answer;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="text-lg font-semibold">
        {answer.neighbourhoodCode ? (
          <Link href={paths.neighbourhood(answer.neighbourhoodCode)}>{answerInWords(answer)}</Link>
        ) : (
          answerInWords(answer)
        )}
        {kind === "priority" && communeName ? `, ${communeName}` : null}
      </p>
      {kind === "priority" && !answer.isToCheck && <QpvBadge />}
      {answer.isToCheck && (
        <Badge tone="warning" icon="warning">
          À vérifier
        </Badge>
      )}
    </div>
  );
}

/** Doubts that ask for somebody, then those that are only said. */
function Doubts({ page, answer }: { page: ResidenceView; answer: ResidenceAnswer }) {
  const { mayWrite } = page;
  const said = answer.doubts
    // Said under the map, where there is one.
    .filter((doubt) => doubt !== "approximate_contours" || !page.map)
    .map((doubt) => residenceDoubtSentences[doubt]);
  if (!answer.isToCheck && answer.answer !== "unknown") {
    return said.length > 0 ? <p className="text-sm text-muted">{said.join(" ")}</p> : null;
  }
  const isEnded = answer.doubts.includes("neighbourhood_ended");
  if (answer.source !== "address" && !isEnded) return null;
  const list = said.length > 0 && (
    <ul className={said.length > 1 ? "list-disc pl-5" : undefined}>
      {said.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
  if (!answer.isToCheck) {
    return (
      <Alert
        level={3}
        tone="warning"
        title={isEnded ? "Le quartier d’aujourd’hui n’est pas connu" : "L’adresse n’est pas située"}
      >
        {list}
        {mayWrite && !isEnded && (
          <p className="mt-2">
            Relisez l’adresse, cherchez-la de nouveau, ou{" "}
            <Link href="#repondre">répondez à la main</Link>.
          </p>
        )}
      </Alert>
    );
  }
  return (
    <Alert
      level={3}
      tone="warning"
      title="Cette réponse ne compte pas tant que personne ne l’a vérifiée"
      action={
        mayWrite && (
          <Form method="post" className="flex flex-wrap gap-3 print:hidden">
            <input type="hidden" name="id" value={answer.id} />
            <Button type="submit" variant="primary" icon="check" name="intent" value="confirm">
              C’est bien là
            </Button>
            <LocateButton />
          </Form>
        )
      }
    >
      {list}
      {mayWrite && (
        <p className="mt-2">Comparez l’adresse trouvée à celle de la fiche, avec la personne.</p>
      )}
    </Alert>
  );
}

function LocateButton({ isByHand = false }: { isByHand?: boolean }) {
  return (
    <Button type="submit" icon="search" name="intent" value="locate">
      {isByHand ? "Revenir à l’adresse" : "Chercher de nouveau l’adresse"}
    </Button>
  );
}

function evidence(answer: ResidenceAnswer): Description[] {
  const { source, score, answeredByName, checkedAt, checkedByName } = answer;
  const isAddress = source === "address";
  const answered = formatDay(answer.answeredAt);
  const items: (Description | false)[] = [
    { term: "Vaut depuis le", value: formatDate(answer.holdsFrom) },
    { term: "Réponse", value: residenceSourceLabels[source] },
    answer.reason !== "" && { term: "Pourquoi", value: answer.reason },
    isAddress && {
      term: "Adresse cherchée",
      value: <span className="wrap-anywhere">{answer.askedAddress}</span>,
    },
    isAddress && answer.foundAddress !== ""
      ? {
          term: "Adresse trouvée",
          value: (
            <>
              <span className="block wrap-anywhere">{answer.foundAddress}</span>
              <span className="text-sm text-muted">
                Base Adresse Nationale{score !== null && `, ressemblance ${scoreText(score)}`}
              </span>
            </>
          ),
        }
      : false,
    answer.answer !== "unknown" && {
      term: "Contours",
      value: generationLabels[answer.generation],
    },
    { term: "Répondu le", value: `${answered}, par ${answeredByName ?? "Essaim"}` },
    checkedAt !== null && {
      term: "Vérifié le",
      value: checkedByName ? `${formatDay(checkedAt)}, par ${checkedByName}` : formatDay(checkedAt),
    },
  ];
  return items.filter((item) => item !== false);
}

/** « 79 % » for 0.796: never the next whole, which could be past the one that is sure. */
export function scoreText(score: number): string {
  return formatPercent(Math.floor(score * 100) / 100);
}
