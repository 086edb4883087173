import type { ReactNode } from "react";
import { ButtonLink } from "./button.tsx";
import { type Locale, useLocale } from "./locale.tsx";
import { Mark } from "./logo.tsx";

type ErrorStatus = 403 | 404 | 405 | 413 | 500 | 503;

const messages: Record<
  Locale,
  Record<ErrorStatus, { title: string; what: string; todo: string }>
> = {
  fr: {
    403: {
      title: "Cette page ne vous est pas ouverte",
      what: "Votre rôle ne permet pas de la consulter.",
      todo: "Si vous en avez besoin pour votre travail, demandez-le à la personne qui administre Essaim dans votre coopérative.",
    },
    404: {
      title: "Cette page n’existe pas, ou plus",
      what: "L’adresse est peut-être incomplète, ou la fiche a été retirée.",
      todo: "Vérifiez l’adresse, cherchez par un mot, ou repartez de l’accueil.",
    },
    405: {
      title: "Cette page ne reçoit pas de formulaire",
      what: "Rien n’est enregistré\u202f: cette adresse se lit, on ne peut rien lui envoyer.",
      todo: "Revenez en arrière, rechargez le formulaire, puis envoyez-le de nouveau.",
    },
    413: {
      title: "Ce formulaire est trop long",
      what: "Rien n’est enregistré\u202f: il a trop de champs pour être lu.",
      todo: "Revenez en arrière, retirez des lignes, puis envoyez-le de nouveau.",
    },
    500: {
      title: "Quelque chose n’a pas marché de notre côté",
      what: "Ce n’est pas votre faute. L’incident est noté dans le journal.",
      todo: "Essayez de nouveau dans un instant. Si vous étiez en train d’écrire, revenez en arrière\u202f: votre navigateur a souvent gardé le texte.",
    },
    503: {
      title: "Le service est momentanément indisponible",
      what: "Les données ne sont pas joignables pour l’instant\u202f; rien n’est perdu.",
      todo: "Attendez une minute, puis rechargez la page.",
    },
  },
  en: {
    403: {
      title: "This page is not open to you",
      what: "Your role does not allow you to see it.",
      todo: "If you need it for your work, ask the person who administers Essaim in your cooperative.",
    },
    404: {
      title: "This page does not exist, or no longer does",
      what: "The address may be incomplete, or the page was withdrawn.",
      todo: "Check the address, search for a word, or start again from the home page.",
    },
    405: {
      title: "This page takes no form",
      what: "Nothing was saved: this address can be read, nothing can be sent to it.",
      todo: "Go back, reload the form, then send it again.",
    },
    413: {
      title: "This form is too long",
      what: "Nothing was saved: it has too many fields to be read.",
      todo: "Go back, remove some lines, then send it again.",
    },
    500: {
      title: "Something went wrong on our side",
      what: "It is not your fault. The incident was written to the log.",
      todo: "Try again in a moment.",
    },
    503: {
      title: "The service is unavailable for a moment",
      what: "The data cannot be reached right now; nothing is lost.",
      todo: "Wait a minute, then reload the page.",
    },
  },
};

/** A page for what could not be shown: what happened, what to do. `reference` is what support will ask for. */
export function ErrorPage({
  status,
  homeHref = "/",
  searchHref,
  reference,
  framed = false,
  children,
}: {
  status: number;
  homeHref?: string;
  searchHref?: string;
  reference?: string;
  framed?: boolean;
  children?: ReactNode;
}) {
  const locale = useLocale();
  const known = messages[locale] as Record<number, (typeof messages)[Locale][ErrorStatus]>;
  const message = known[status] ?? messages[locale][500];
  const body = (
    <div className="flex max-w-2xl flex-col items-start gap-4 py-6 sm:py-12">
      <p className="flex items-center gap-3 text-sm text-muted">
        <Mark size={36} />
        <span className="figures">
          {locale === "fr" ? "Erreur" : "Error"} {status}
        </span>
      </p>
      <h1>{message.title}</h1>
      <p className="text-lg">{message.what}</p>
      <p>{message.todo}</p>
      {children}
      <div className="mt-2 flex flex-wrap gap-3">
        <ButtonLink variant="primary" href={homeHref}>
          {locale === "fr" ? "Revenir à l’accueil" : "Go to the home page"}
        </ButtonLink>
        {searchHref && (
          <ButtonLink href={searchHref} icon="search">
            {locale === "fr" ? "Rechercher" : "Search"}
          </ButtonLink>
        )}
      </div>
      {reference && (
        <p className="figures text-sm text-muted">
          {locale === "fr"
            ? "Référence à donner si vous nous écrivez\u202f:"
            : "Reference to quote if you write to us:"}{" "}
          {reference}
        </p>
      )}
    </div>
  );
  // Without a shell around it (the root failed), the page brings its own landmark.
  return framed ? (
    body
  ) : (
    <main id="contenu" className="mx-auto max-w-5xl px-4 sm:px-6">
      {body}
    </main>
  );
}
