import { elided } from "@essaim/accompaniment/privacy/access-export.rules";
import { purposes, recipients, rights } from "@essaim/accompaniment/privacy/access-export.schema";
import { legalBasisWords } from "@essaim/accompaniment/privacy/privacy-notice.schema";
import { getInformationNote } from "@essaim/accompaniment/privacy/retention.queries";
import { durationInWords } from "@essaim/accompaniment/privacy/retention.schema";
import { PageHeader } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Note d’information");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return await context.execute(actor, getInformationNote, {});
}

/** What to hand to a person when their file begins (RGPD, article 13): to be printed or sent. */
export default function InformationNote() {
  const { organisationName, privacyContact, retentionMonths } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Vos données et vos droits"
        breadcrumb={[{ label: "Personnes", href: paths.workers() }]}
        lead={`Note ${elided("de", organisationName)} aux personnes qu’elle accompagne, à remettre au début de l’accompagnement. Imprimez-la ou recopiez-la.`}
      />
      <div className="prose max-w-measure">
        <h2>Pourquoi nous tenons un dossier à votre nom</h2>
        <Points items={purposes} />
        <h2>Ce qui nous le permet</h2>
        <p>
          Le plus souvent, le contrat&#8239;: {lower(legalBasisWords.contract.explanation)} Si votre
          dossier repose sur autre chose, la personne qui vous accompagne vous le dit.
        </p>
        <h2>Ce que nous notons</h2>
        <Points
          items={[
            "Votre identité, vos coordonnées et votre adresse.",
            "Votre situation et votre projet, tels que vous les dites. Vous pouvez ne pas répondre.",
            "Les rendez-vous, les ateliers, les aides, les contrats et les documents que vous nous confiez.",
            "Une santé qui fait obstacle, une reconnaissance de handicap ou des allocations\u202f: seulement si vous voulez bien le dire. Seules la personne qui vous accompagne et la direction le lisent.",
          ]}
        />
        <h2>Qui le lit</h2>
        <Points items={recipients} />
        <p>Chaque ouverture de votre dossier est notée dans un journal.</p>
        <h2>Combien de temps</h2>
        <p>
          {retentionMonths === null
            ? "La durée n’est pas encore fixée. Votre dossier peut être effacé à votre demande dès la fin de l’accompagnement."
            : `Votre dossier est gardé ${durationInWords(retentionMonths)} après votre sortie, puis rendu anonyme\u202f: il ne reste que de quoi compter. Vous pouvez demander qu’il le soit plus tôt.`}{" "}
          Vos contrats et les pièces comptables se gardent à part, le temps que la loi demande.
        </p>
        <h2>Vos droits</h2>
        <Points items={rights} />
        <p>
          {privacyContact
            ? `Pour les exercer, écrivez à ${privacyContact}. Nous répondons dans le mois.`
            : "Pour les exercer, adressez-vous à la personne qui vous accompagne. Nous répondons dans le mois."}
        </p>
      </div>
    </>
  );
}

function Points({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
