import { PageHeader } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Les mots d’Essaim");

export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.requireActor(request);
  return null;
}

/** The acronyms and the words of trade that the pages use: what a tooltip says to a mouse alone. */
const words: readonly { term: string; meaning: string }[] = [
  {
    term: "Chiffre déclaré",
    meaning:
      "Un chiffre qu’aucun dossier ne compte, comme les vues d’une vidéo. Il est noté chaque mois avec sa preuve.",
  },
  {
    term: "Code INSEE",
    meaning:
      "Le numéro qui désigne une commune sans ambiguïté, à ne pas confondre avec le code postal. Lille, c’est 59350.",
  },
  {
    term: "Commun",
    meaning:
      "Une ressource ouverte que des personnes tiennent ensemble\u202f: un logiciel, des plans, des savoirs, un lieu.",
  },
  {
    term: "Objectif et réalisé",
    meaning:
      "Ce qui est promis à un financeur pour une période, et ce qui est compté dans les dossiers pendant cette période.",
  },
  {
    term: "QPV",
    meaning:
      "Quartier prioritaire de la politique de la ville\u202f: un quartier que l’État a retenu parce que ses habitants ont peu de ressources. La liste a changé en 2024\u202f; les codes QN sont les nouveaux, les QP ceux d’avant.",
  },
  {
    term: "Secret statistique",
    meaning:
      "La règle qui cache les nombres de personnes trop petits, parce qu’on pourrait y reconnaître quelqu’un.",
  },
  {
    term: "SPDX",
    meaning:
      "La liste internationale qui donne à chaque licence un nom court, le même pour tous. La licence GPL, version 3 ou suivante, s’y écrit GPL-3.0-or-later.",
  },
];

export default function Glossary() {
  return (
    <>
      <PageHeader title="Les mots d’Essaim" lead="Les sigles et les mots de métier, en clair." />
      <dl className="flex max-w-measure flex-col gap-5">
        {words.map(({ term, meaning }) => (
          <div key={term}>
            <dt className="text-lg">{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
