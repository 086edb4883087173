import type { Outlook } from "@essaim/impact/target/forecast.rules";
import type { Progress } from "@essaim/impact/target/progress.rules";
import type { Tone } from "@essaim/ui/badge";
import { formatDate, plural } from "@essaim/ui/format";
import type { IconName } from "@essaim/ui/icon";
import { writeValue } from "./release/figure-words";

/** How a target stands, in a word or two. */
export const outlookLooks: Record<Outlook, { label: string; tone: Tone; icon?: IconName } | null> =
  {
    out_of_reach: { label: "Hors d’atteinte à ce rythme", tone: "danger", icon: "alert" },
    behind: { label: "En retard", tone: "warning", icon: "warning" },
    missed: { label: "Non atteint", tone: "neutral" },
    reached: { label: "Atteint", tone: "success", icon: "success" },
    likely: { label: "En bonne voie", tone: "success" },
    possible: { label: "Encore possible", tone: "neutral" },
    too_early: { label: "Trop tôt pour prévoir", tone: "neutral" },
    unknown: null,
  };

/** « Attendu au 30 novembre 2026 : 19. », where the trajectory is by the last known day. */
export function expectedSentence({ definition, expected, knownOn, outlook }: Progress): string {
  if (expected === null || knownOn === null) return "";
  if (outlook === "missed" || outlook === "reached") return "";
  return `Attendu au ${formatDate(knownOn)}\u202f: ${writeValue(definition, expected)}.`;
}

/** « Entre 19 et 24 au 31 décembre 2026. », or why nothing is foreseen. */
export function forecastSentence({ definition, forecast, actual }: Progress): string {
  if (forecast === null || actual === null) return "";
  if (forecast.kind === "too_early") {
    return forecast.months === 0
      ? "Pas encore de mois entier."
      : `${plural(forecast.months, "mois entier", "mois entiers")} seulement.`;
  }
  const { low, high, on } = forecast.end;
  const write = (value: number) => writeValue(definition, value);
  return low === high
    ? `Prévu au ${formatDate(on)}\u202f: ${write(low)}.`
    : `Prévu au ${formatDate(on)}\u202f: entre ${write(low)} et ${write(high)}.`;
}

/** What calls for somebody, in one sentence. */
export function alertSentence(progress: Progress): string {
  const { definition, actual, target, expected, knownOn, outlook, forecast } = progress;
  const write = (value: number) => writeValue(definition, value);
  const done = `${write(actual ?? 0)} sur ${write(target)}`;
  return outlook === "out_of_reach" && forecast?.kind === "known"
    ? `${done}, au plus ${write(forecast.end.high)} au ${formatDate(forecast.end.on)}.`
    : `${done}, quand ${write(expected ?? 0)} étaient attendus au ${formatDate(knownOn ?? "")}.`;
}
