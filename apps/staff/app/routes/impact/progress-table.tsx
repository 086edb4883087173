import type { Progress, ProgressGroup } from "@essaim/impact/target/progress.rules";
import { Badge } from "@essaim/ui/badge";
import { formatDate, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Table } from "@essaim/ui/table";
import { TargetMeter } from "@essaim/ui/target-meter";
import { paths } from "~/paths";
import { expectedSentence, forecastSentence, outlookLooks } from "./progress-words";
import { writeValue } from "./release/figure-words";

type Props = { groups: readonly ProgressGroup[]; grantId: string };

/** Targets against what was done, one table for each action of the programme. */
export function ProgressTables({ groups, grantId }: Props) {
  return (
    <div className="flex flex-col gap-8">
      {groups.map(({ action, targets }) => {
        // Without any action the heading would say nothing.
        const title = action?.name ?? (groups.length > 1 ? "Pour l’ensemble du programme" : null);
        return (
          <div key={action?.id ?? "whole"} className="flex flex-col gap-2">
            {title && <h3 className="text-lg">{title}</h3>}
            {action?.description && (
              <p className="max-w-measure text-sm text-muted">{action.description}</p>
            )}
            <ProgressTable
              caption={title ?? "Objectifs et réalisé"}
              {...{ targets: [...targets], grantId }}
            />
          </div>
        );
      })}
    </div>
  );
}

function ProgressTable({
  caption,
  targets,
  grantId,
}: {
  caption: string;
  targets: readonly Progress[];
  grantId: string;
}) {
  return (
    <Table
      caption={caption}
      hideCaption
      rows={targets}
      rowKey={({ definition }) => definition.key}
      stack="md"
      columns={[
        {
          key: "indicator",
          header: "Indicateur",
          lead: true,
          cell: ({ definition }) => (
            <>
              <Link
                href={paths.indicatorTrace(definition.key, { financement: grantId })}
                className="font-semibold"
              >
                {definition.name.fr}
              </Link>
              <span className="block max-w-measure text-sm font-normal text-muted">
                {definition.definition.fr}
              </span>
            </>
          ),
        },
        {
          key: "actual",
          header: "Réalisé sur objectif",
          className: "sm:w-64",
          cell: (progress) => <Done progress={progress} />,
        },
        {
          key: "outlook",
          header: "Trajectoire et prévision",
          className: "sm:w-72",
          cell: (progress) => <Outlook progress={progress} />,
        },
      ]}
    />
  );
}

/** What was done, or why nobody can say. */
function Done({ progress }: { progress: Progress }) {
  const { definition, actual, target, unknown, isOpen } = progress;
  const write = (value: number) => writeValue(definition, value);
  if (actual !== null) {
    return (
      <>
        <TargetMeter
          label={definition.name.fr}
          hideLabel
          value={actual}
          target={target}
          format={write}
        />
        {unknown > 0 && <Unknown unknown={unknown} />}
      </>
    );
  }
  return (
    <>
      {definition.retiredOn
        ? `Plus suivi depuis le ${formatDate(definition.retiredOn)}`
        : !isOpen
          ? "Chiffre réservé à la direction"
          : progress.knownOn === null
            ? "La période n’a pas commencé"
            : "Rien n’est encore déclaré"}
      <span className="block text-sm text-muted">Objectif&#8239;: {write(target)}</span>
    </>
  );
}

/** How much of a figure is not known. */
export function Unknown({ unknown }: { unknown: number }) {
  return (
    <span className="block text-sm text-muted">
      Jusqu’à {formatNumber(unknown)} de plus, faute de renseignement
    </span>
  );
}

function Outlook({ progress }: { progress: Progress }) {
  const look = outlookLooks[progress.outlook];
  const sentences = [expectedSentence(progress), forecastSentence(progress)].filter(Boolean);
  if (!look && sentences.length === 0) return <span className="text-muted">–</span>;
  return (
    <div className="flex flex-col items-start gap-1">
      {look && (
        <Badge tone={look.tone} {...(look.icon && { icon: look.icon })}>
          {look.label}
        </Badge>
      )}
      {sentences.map((sentence) => (
        <span key={sentence} className="text-sm">
          {sentence}
        </span>
      ))}
    </div>
  );
}
