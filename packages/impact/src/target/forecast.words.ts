import { MOST_MONTHS } from "./forecast.rules.ts";

/** How trajectories and forecasts are made, for whoever reads one: beside the drawings, and in docs/INDICATORS.md. */
export const forecastMethod = [
  "La trajectoire monte en ligne droite de zéro, la veille de la période, à chaque jalon, puis à l’objectif le dernier jour.",
  `La prévision prolonge le rythme moyen des derniers mois entiers, ${MOST_MONTHS} au plus, ceux où rien n’a compté compris. Ce qui existait avant la période n’est pas un rythme. Un chiffre déclaré est connu jusqu’à la fin du dernier mois déclaré.`,
  "La fourchette a quatre chances sur cinq de contenir le résultat si les mois à venir ressemblent aux mois passés\u202f: plus ils ont varié, plus ils sont peu nombreux, plus elle est large. Elle ne descend jamais sous ce qui est fait. Sous trois mois entiers, il est trop tôt.",
  "Un objectif est hors d’atteinte quand toute la fourchette finit dessous. Il est en retard quand ce qui manque par rapport à la trajectoire dépasse la moitié de la fourchette. Un chiffre que l’on ne connaît pas mois par mois n’a pas de fourchette\u202f: il est en retard quand moins de la moitié de ce qui est attendu est faite.",
] as const;
