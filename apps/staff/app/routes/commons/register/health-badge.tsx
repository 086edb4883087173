import { type Health, healthLabels } from "@essaim/commons/register/commons.schema";
import { Badge, type Tone } from "@essaim/ui/badge";

const tones: Record<Health, Tone> = {
  thriving: "success",
  steady: "accent",
  fragile: "warning",
  dormant: "danger",
  unknown: "neutral",
};

/** How a commons is, as somebody saw it. */
export function HealthBadge({ health }: { health: Health }) {
  return <Badge tone={tones[health]}>{healthLabels[health]}</Badge>;
}
