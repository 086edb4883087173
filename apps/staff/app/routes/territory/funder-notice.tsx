import { Alert } from "@essaim/ui/alert";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";
import type { Shown } from "./map";

/** Whose people are counted, and why some numbers are not shown. */
export function FunderNotice({
  funder,
  instead,
}: {
  funder: NonNullable<Shown["funder"]>;
  /** What is shown in place of people, nobody having asked for it. */
  instead: Shown | null;
}) {
  return (
    <>
      {instead && (
        <p className="max-w-measure">
          Aucun nombre de personnes ne peut être montré ici&#8239;: la carte s’ouvre sur «&#8239;
          {instead.measureTitle}&#8239;».{" "}
          <Link href={paths.territory({ ...instead.words, voir: "personnes", annee: undefined })}>
            Voir la carte des personnes, où tout est masqué
          </Link>
        </p>
      )}
      <Reason funder={funder} />
    </>
  );
}

export function Reason({
  funder,
}: {
  funder: Pick<
    NonNullable<Shown["funder"]>,
    "grantTitle" | "isElsewhere" | "asOf" | "threshold" | "why"
  >;
}) {
  const { grantTitle, isElsewhere, asOf, threshold, why } = funder;
  if (why === "no_grant") {
    return (
      <Alert title="Aucun financement à montrer">
        Les nombres de personnes apparaîtront avec le premier financement acquis.
      </Alert>
    );
  }
  if (asOf === null) {
    return (
      <Alert title="Aucun chiffre arrêté pour l’instant">
        Les nombres de personnes apparaîtront quand la coopérative aura arrêté les chiffres de ce
        financement.
      </Alert>
    );
  }
  if (isElsewhere) {
    return (
      <Alert title="Les nombres de personnes sont montrés ailleurs">
        La période de ce financement recoupe celle d’un autre, qui montre les siens. Les montrer
        deux fois permettrait d’en retrouver de petits par différence.
      </Alert>
    );
  }
  return (
    <Alert title={`${grantTitle}, chiffres arrêtés au ${formatDate(asOf)}`}>
      Moins de {threshold}&nbsp;personnes pourraient être reconnues. Le nombre d’un quartier où
      elles sont si peu, ou qui permettrait d’en retrouver un autre, n’est pas montré&#8239;: c’est
      le secret statistique. Un quartier masqué peut aussi bien n’avoir personne.
    </Alert>
  );
}
