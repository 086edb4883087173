import { typo } from "@essaim/ui/format";

export const markdownHint = typo(
  "Mise en forme : « ## » devant un titre, « - » devant chaque point d’une liste, [texte](adresse) pour un lien.",
);
