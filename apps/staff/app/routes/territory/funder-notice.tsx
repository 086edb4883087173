import { THRESHOLD } from "@essaim/impact/disclosure.rules";
import { Alert } from "@essaim/ui/alert";
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

function Reason({ funder }: { funder: NonNullable<Shown["funder"]> }) {
  const { grant, standIn, why } = funder;
  if (!grant) {
    return (
      <Alert title="Aucun financement à montrer">
        Les nombres de personnes apparaîtront avec le premier financement acquis.
      </Alert>
    );
  }
  if (why === "not_awarded") {
    return (
      <Alert title="Le financeur ne voit pas ce financement">
        Il le verra une fois la convention signée, quand l’état du financement sera
        «&#8239;Acquis&#8239;».
      </Alert>
    );
  }
  if (standIn) {
    return (
      <Alert title="Les nombres de personnes sont montrés ailleurs">
        La période de ce financement recoupe celle de{" "}
        <Link href={paths.territory({ financement: standIn.id, vue: "financeur" })}>
          {standIn.title}
        </Link>
        , qui montre les siens.
      </Alert>
    );
  }
  return (
    <Alert title={`Personnes accompagnées pour ${grant.title}, ${grant.period}`}>
      Moins de {THRESHOLD}&nbsp;personnes pourraient être reconnues. Le nombre d’un quartier où
      elles sont si peu, ou qui permettrait d’en retrouver un autre, n’est pas montré&#8239;: c’est
      le secret statistique. Un quartier masqué peut aussi bien n’avoir personne.
    </Alert>
  );
}
