import {
  type StageKind,
  situationLabels,
  stageMeanings,
} from "@essaim/accompaniment/pathway/stage.schema";
import { Badge, type Tone } from "@essaim/ui/badge";

const tones: Partial<Record<StageKind, Tone>> = {
  cape: "accent",
  cape_renewal: "accent",
  cesa: "success",
  associate: "success",
};

/** Where a person stands, since the stage that came last. */
export function StageBadge({ stage }: { stage: { kind: StageKind } }) {
  const { kind } = stage;
  const meaning = stageMeanings[kind];
  const label = situationLabels[kind];
  return <Badge tone={tones[kind]}>{meaning ? <abbr title={meaning}>{label}</abbr> : label}</Badge>;
}
