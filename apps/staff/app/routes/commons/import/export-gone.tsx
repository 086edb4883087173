import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { paths } from "~/paths";

/** The file was written, given up, or left there for more than an hour. */
export function ExportGone() {
  return (
    <EmptyState
      icon="upload"
      title="Ce fichier n’est plus là"
      action={
        <ButtonLink href={paths.importContributions()} variant="primary">
          Envoyer un fichier
        </ButtonLink>
      }
    >
      Un export cite des personnes d’ailleurs&#8239;: il est effacé dès qu’il est importé, et au
      plus tard après une heure. Envoyez-le de nouveau pour continuer.
    </EmptyState>
  );
}

export const importCrumbs = [
  { label: "Contributions aux communs", href: paths.contributions() },
  { label: "Importer", href: paths.importContributions() },
];
