import type {
  GenerationHeld,
  getRegister,
  HeldIndicators,
  RegisterImport,
} from "@essaim/territory/register/register.queries";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDateTime, formatNumber, plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";

type Register = Awaited<ReturnType<typeof getRegister.run>>;

/** What the register holds. */
export function RegisterContents({ register }: { register: Register }) {
  const { generations, indicators } = register;
  const isInvented = generations.some((one) => one.approximate > 0);
  return (
    <>
      <Section title="Quartiers et contours">
        {isInvented && (
          <Alert tone="warning" title="Des contours sont approximatifs">
            Ils sont inventés pour la démonstration et ne prouvent rien d’une adresse. Importez le
            fichier officiel&#8239;: il les remplace.
          </Alert>
        )}
        <Table
          caption="Quartiers par génération"
          hideCaption
          columns={generationColumns}
          rows={generations}
          rowKey={(one) => String(one.generation)}
          empty={
            <EmptyState level={3} icon="place" title="Aucun quartier pour l’instant">
              Importez le fichier officiel des contours.
            </EmptyState>
          }
        />
      </Section>
      <Section title="Indicateurs">
        <Table
          caption="Indicateurs par année"
          hideCaption
          columns={indicatorColumns}
          rows={indicators}
          rowKey={(one) => String(one.year)}
          empty={
            <EmptyState level={3} icon="chart" title="Aucun indicateur pour l’instant">
              Importez un fichier de l’Insee et son dictionnaire.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}

/** Where it came from. */
export function LastImports({ register: { imports, isKept } }: { register: Register }) {
  if (imports.length === 0) return null;
  return (
    <Section title="Derniers imports">
      <Table
        caption="Imports, du plus récent au plus ancien"
        hideCaption
        columns={
          isKept
            ? [fileColumn, kindColumn, ...importColumns]
            : [{ ...kindColumn, lead: true }, ...importColumns]
        }
        rows={imports}
        rowKey={(one) => one.id}
      />
    </Section>
  );
}

const generationColumns: Column<GenerationHeld>[] = [
  {
    key: "generation",
    header: "Génération",
    lead: true,
    cell: (one) => String(one.generation),
  },
  {
    key: "neighbourhoods",
    header: "Quartiers",
    numeric: true,
    cell: (one) => formatNumber(one.neighbourhoods),
  },
  {
    key: "contours",
    header: "Avec contour",
    numeric: true,
    cell: (one) => formatNumber(one.withContour),
  },
  {
    key: "departments",
    header: "Départements",
    numeric: true,
    cell: (one) => formatNumber(one.departments),
  },
  {
    key: "kind",
    header: "Tracé",
    cell: (one) => {
      if (one.withContour === 0) return <span className="text-muted">Aucun</span>;
      if (one.approximate === 0) return <Badge tone="success">Importé</Badge>;
      return (
        <Badge tone="warning">
          {one.approximate === one.withContour
            ? "Approximatif"
            : plural(one.approximate, "approximatif", "approximatifs")}
        </Badge>
      );
    },
  },
  {
    key: "retired",
    header: "Sortis de la liste",
    numeric: true,
    cell: (one) => formatNumber(one.retired),
  },
];

const indicatorColumns: Column<HeldIndicators>[] = [
  { key: "year", header: "Année", lead: true, cell: (one) => String(one.year) },
  {
    key: "indicators",
    header: "Indicateurs",
    numeric: true,
    cell: (one) => formatNumber(one.indicators),
  },
  {
    key: "neighbourhoods",
    header: "Quartiers",
    numeric: true,
    cell: (one) => formatNumber(one.neighbourhoods),
  },
  {
    key: "communes",
    header: "Communes",
    numeric: true,
    cell: (one) => formatNumber(one.communes),
  },
  {
    key: "figures",
    header: "Valeurs",
    numeric: true,
    cell: (one) => formatNumber(one.figures),
  },
  {
    key: "secret",
    header: "Sous secret",
    numeric: true,
    cell: (one) => formatNumber(one.secret),
  },
  {
    key: "source",
    header: "Source",
    cell: (one) => <span className="wrap-anywhere">{one.sources.join(" · ")}</span>,
  },
];

const fileColumn: Column<RegisterImport> = {
  key: "source",
  header: "Fichier",
  lead: true,
  cell: (one) => <span className="wrap-anywhere">{one.source}</span>,
};

const kindColumn: Column<RegisterImport> = {
  key: "kind",
  header: "Contenu",
  cell: (one) => [kindOf(one), one.isPartial && "partiel"].filter(Boolean).join(", "),
};

const importColumns: Column<RegisterImport>[] = [
  { key: "when", header: "Importé", cell: (one) => `le ${formatDateTime(one.importedAt)}` },
  { key: "result", header: "Résultat", cell: (one) => resultOf(one) },
];

const kindOf = ({ kind, generation }: RegisterImport) =>
  kind === "contours" ? `Contours ${generation}` : "Indicateurs";

function resultOf({ kind, counts }: RegisterImport): string {
  if (kind === "indicators") return plural(counts.figures ?? 0, "valeur", "valeurs");
  const told = [
    [counts.added, "ajouté", "ajoutés"],
    [counts.changed, "modifié", "modifiés"],
    [counts.retired, "sorti", "sortis"],
    [counts.unchanged, "inchangé", "inchangés"],
  ] as const;
  return told
    .flatMap(([count = 0, one, many]) => (count > 0 ? [plural(count, one, many)] : []))
    .join(", ");
}
