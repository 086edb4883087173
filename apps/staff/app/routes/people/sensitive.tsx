import { Icon } from "@essaim/ui/icon";

/** Beside a sensitive answer: who reads it. */
export function SensitiveMark({ readers }: { readers: string }) {
  return (
    <span className="inline-flex items-start gap-1 text-sm text-muted">
      <Icon name="lock" size={14} className="mt-1" />
      <span>Donnée sensible&#8239;: {readers}</span>
    </span>
  );
}

/** In place of a sensitive answer, for a colleague of the coach. */
export function Reserved() {
  return (
    <span className="inline-flex items-start gap-1 text-muted">
      <Icon name="lock" size={14} className="mt-1.5" />
      <span>Réservé à l’accompagnant·e et à la direction</span>
    </span>
  );
}

/** Who reads the sensitive answers of a file, said to somebody who does. */
export function sensitiveReaders(isManager: boolean, hasCoach: boolean): string {
  if (!hasCoach) return "toute l’équipe, tant que personne n’en a la charge";
  return isManager ? "l’accompagnant·e et la direction" : "vous et la direction";
}
