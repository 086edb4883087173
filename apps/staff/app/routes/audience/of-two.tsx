import type { Audience } from "@essaim/media/audience/audience.queries";
import { Alert } from "@essaim/ui/alert";
import { formatMonth } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

/** Totals of two platforms at once: until they are told apart, they may count what pieces count already. */
export function OfTwo({ figures }: { figures: Audience["ofTwo"] }) {
  if (figures.length === 0) return null;
  return (
    <Alert tone="warning" level={2} title="Des totaux nomment deux plateformes">
      <p>
        Déclarez un chiffre pour chacune&#8239;: sans cela, les mêmes vues peuvent compter deux
        fois.
      </p>
      <ul className="flex flex-col gap-1">
        {figures.map(({ id, month, source }) => (
          <li key={id}>
            <Link href={paths.editFigure(id)}>
              {source}, {formatMonth(month)}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
