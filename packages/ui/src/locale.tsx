import { createContext, type ReactNode, useContext } from "react";

export type Locale = "fr" | "en";

const words = {
  fr: {
    optional: "facultatif",
    error: "Erreur\u202f:",
    errorTitle: "Le formulaire n’est pas encore enregistré",
    errorIntro:
      "Ce que vous avez saisi est gardé. Corrigez ces points, puis enregistrez de nouveau.",
    euros: "en euros",
    choose: "Choisir…",
    search: "Rechercher",
    sending: "Envoi en cours…",
    filter: "Filtrer",
    filters: "Filtres",
    activeFilters: "Filtres actifs",
    removeFilter: "Retirer le filtre",
    clearFilters: "Tout effacer",
    pagination: "Pages de résultats",
    previous: "Page précédente",
    next: "Page suivante",
    page: "Page",
    breadcrumb: "Fil d’Ariane",
    skip: "Aller au contenu",
    menu: "Menu",
    mainNav: "Navigation principale",
    footerNav: "Pied de page",
    account: "Votre compte",
    showTable: "Voir les chiffres dans un tableau",
    suppressed: "masqué (secret statistique)",
    unknown: "inconnu",
    value: "Valeur",
    target: "Objectif",
    item: "Intitulé",
    of: "sur",
    noTarget: "pas d’objectif",
    noFigure: "pas encore de chiffre",
    forecast: "prévu",
    goOn: "vont plus loin",
    download: "Télécharger\u202f:",
    sortAscending: "trié par ordre croissant",
    sortDescending: "trié par ordre décroissant",
    chartFailed: "Le graphique n’a pas pu s’afficher. Ses chiffres sont dans le tableau.",
    removed: "retiré\u202f:",
    added: "ajouté\u202f:",
    unchanged: "suite inchangée",
  },
  en: {
    optional: "optional",
    error: "Error:",
    errorTitle: "The form has not been saved yet",
    errorIntro: "What you entered has been kept. Correct these points, then save again.",
    euros: "in euros",
    choose: "Choose…",
    search: "Search",
    sending: "Sending…",
    filter: "Filter",
    filters: "Filters",
    activeFilters: "Active filters",
    removeFilter: "Remove filter",
    clearFilters: "Clear all",
    pagination: "Result pages",
    previous: "Previous page",
    next: "Next page",
    page: "Page",
    breadcrumb: "Breadcrumb",
    skip: "Skip to content",
    menu: "Menu",
    mainNav: "Main navigation",
    footerNav: "Footer",
    account: "Your account",
    showTable: "See the figures in a table",
    suppressed: "hidden (statistical confidentiality)",
    unknown: "unknown",
    value: "Value",
    target: "Target",
    item: "Item",
    of: "of",
    noTarget: "no target",
    noFigure: "no figure yet",
    forecast: "forecast",
    goOn: "go further",
    download: "Download:",
    sortAscending: "sorted ascending",
    sortDescending: "sorted descending",
    chartFailed: "The chart could not be displayed. Its figures are in the table.",
    removed: "removed:",
    added: "added:",
    unchanged: "the rest is unchanged",
  },
} as const satisfies Record<Locale, Record<string, string>>;

export type Words = { readonly [K in keyof (typeof words)["fr"]]: string };

const LocaleContext = createContext<Locale>("fr");

/** Sets the language of the few words that components write by themselves. French without it. */
export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>;
}

export function useLocale(): Locale {
  return useContext(LocaleContext);
}

export function useWords(): Words {
  return words[useContext(LocaleContext)];
}
