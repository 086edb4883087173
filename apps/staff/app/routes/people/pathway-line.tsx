import type { Deadline } from "@essaim/accompaniment/pathway/deadline.rules";
import type { StageRecord } from "@essaim/accompaniment/pathway/stage.queries";
import { isCape } from "@essaim/accompaniment/pathway/stage.rules";
import {
  type StageKind,
  stageLabels,
  stageMeanings,
} from "@essaim/accompaniment/pathway/stage.schema";
import { Badge } from "@essaim/ui/badge";
import { formatDate, formatPeriod, plural } from "@essaim/ui/format";
import type { IconName } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Timeline, type TimelineEntry } from "@essaim/ui/timeline";
import { paths } from "~/paths";

export const stageIcons: Record<StageKind, IconName> = {
  candidate: "userPlus",
  diagnosis: "search",
  cape: "document",
  cape_renewal: "history",
  cesa: "key",
  amendment: "edit",
  associate: "partner",
  exit: "logout",
};

type LineProps = {
  stages: readonly StageRecord[];
  deadlines: readonly Deadline[];
  today: string;
  mayWrite: boolean;
};

/** The way a person went, passage by passage, from the first stage to what must come next. */
export function PathwayLine({ stages, deadlines, today, mayWrite }: LineProps) {
  const passages = passagesOf(stages);
  const entriesOf = (passage: readonly StageRecord[]) =>
    passage.map((stage) => told(stage, today, mayWrite));
  const [only] = passages;
  if (only && passages.length === 1) {
    return <Timeline entries={[...entriesOf(only), ...awaited(deadlines)]} />;
  }
  return (
    <div className="flex flex-col gap-8">
      {passages.map((passage, index) => (
        <Section
          key={passage[0]?.id}
          level={3}
          title={`${ordinals[index] ?? `${index + 1}e`} accompagnement`}
          lead={capital(periodOf(passage))}
        >
          <Timeline
            level={4}
            entries={[
              ...entriesOf(passage),
              ...(index === passages.length - 1 ? awaited(deadlines) : []),
            ]}
          />
        </Section>
      ))}
    </div>
  );
}

const ordinals = ["Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième"];

/** The stages of each support, the exit that closes it included. */
export function passagesOf(stages: readonly StageRecord[]): StageRecord[][] {
  const passages: StageRecord[][] = [];
  let isOpen = false;
  for (const stage of stages) {
    if (!isOpen) passages.push([]);
    passages.at(-1)?.push(stage);
    isOpen = stage.kind !== "exit";
  }
  return passages;
}

function periodOf(passage: readonly StageRecord[]): string {
  const last = passage.at(-1);
  return formatPeriod(passage[0]?.startsOn ?? null, last?.kind === "exit" ? last.startsOn : null);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function told(stage: StageRecord, today: string, mayWrite: boolean): TimelineEntry {
  const { id, kind, startsOn, note } = stage;
  const meaning = stageMeanings[kind];
  return {
    id,
    date: formatDate(startsOn),
    dateTime: startsOn,
    icon: stageIcons[kind],
    tone: startsOn > today ? "next" : "past",
    title: (
      <>
        {meaning ? <abbr title={meaning}>{stageLabels[kind]}</abbr> : stageLabels[kind]}
        {runs(stage, today) && (
          <>
            {" "}
            <Badge tone="accent">En cours</Badge>
          </>
        )}
      </>
    ),
    meta: (
      <>
        {contractDates(stage)}
        {kind === "exit" && (
          <>
            <span>{`Motif\u202f: ${stage.exitReason?.label ?? "non renseigné"}`}</span>
            <span>{`Destination\u202f: ${stage.exitDestination?.label ?? "non renseignée"}`}</span>
          </>
        )}
        {mayWrite && (
          <Link href={paths.editStage(stage.workerId, id)} className="print:hidden">
            Corriger
            <span className="sr-only">
              {" "}
              l’étape {stageLabels[kind]} du {formatDate(startsOn)}
            </span>
          </Link>
        )}
      </>
    ),
    children: note && <p className="whitespace-pre-line">{note}</p>,
  };
}

/** Is this the contract that runs that day? */
function runs({ kind, startsOn, endsOn }: StageRecord, today: string): boolean {
  const isContract = isCape(kind) || kind === "cesa";
  return isContract && startsOn <= today && (endsOn === null || endsOn >= today);
}

function contractDates({ termOn, endsOn, kind }: StageRecord) {
  if (termOn) {
    return endsOn && endsOn < termOn ? (
      <span>
        Jusqu’au {formatDate(endsOn)} au lieu du {formatDate(termOn)}
      </span>
    ) : (
      <span>Jusqu’au {formatDate(termOn)}</span>
    );
  }
  return kind === "cesa" && endsOn ? <span>Jusqu’au {formatDate(endsOn)}</span> : null;
}

/** The deadlines, drawn at the end of the way; the first is told above it already. */
function awaited(deadlines: readonly Deadline[]): TimelineEntry[] {
  return deadlines.map(({ stageId, kind, on, sentence }, index) => ({
    id: `${kind}-${stageId}`,
    date: formatDate(on),
    dateTime: on,
    icon: "clock",
    tone: "next",
    title: deadlineLabels[kind],
    children: index > 0 && <p className="text-muted">{sentence}</p>,
  }));
}

export const deadlineLabels: Record<Deadline["kind"], string> = {
  cape_renewal: "CAPE à renouveler ou à remplacer",
  cape_end: "Terme du CAPE",
  associate: "Devenir sociétaire",
};

/** What an exit leaves open, in a sentence; null when it leaves nothing. */
export function leftOpenSentence({
  actions,
  appointments,
}: {
  actions: number;
  appointments: number;
}): string | null {
  const parts = [
    actions > 0 && plural(actions, "action ouverte", "actions ouvertes"),
    appointments > 0 && plural(appointments, "rendez-vous à venir", "rendez-vous à venir"),
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return `Il reste ${parts.join(" et ")}. La sortie n’y touche pas\u202f: terminez, mettez de côté ou annulez ce qui n’a plus lieu d’être.`;
}
