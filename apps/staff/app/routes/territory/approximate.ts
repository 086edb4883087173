/** Of contours: said wherever they are shown or handed over. */
export const APPROXIMATE = "approximatifs, inventés pour la démonstration";
