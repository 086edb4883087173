/** Of contours: said wherever they are shown or handed over. */
export const APPROXIMATE = "approximatifs, inventés pour la démonstration";

/** Where the contours of a map come from, in a sentence. */
export const contoursNote = (isApproximate: boolean) =>
  isApproximate
    ? `Contours ${APPROXIMATE}.`
    : "Contours de l’Agence nationale de la cohésion des territoires.";
