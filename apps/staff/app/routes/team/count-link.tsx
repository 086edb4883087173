import { formatNumber } from "@essaim/ui/format";
import { RouterLink } from "~/router-link";

/** A number that leads to what is behind it; nothing is behind none. */
export function CountLink({ count, href, label }: { count: number; href: string; label: string }) {
  if (count === 0) return <span className="text-muted">0</span>;
  return (
    <RouterLink href={href} discover="none">
      {formatNumber(count)}
      <span className="sr-only">{` ${label}`}</span>
    </RouterLink>
  );
}
