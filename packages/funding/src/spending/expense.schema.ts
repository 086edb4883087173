export const expenseKinds = ["purchase", "staff_time", "aid", "credit_note"] as const;
export type ExpenseKind = (typeof expenseKinds)[number];
export const expenseKindLabels: Record<ExpenseKind, string> = {
  purchase: "Achat",
  staff_time: "Temps de l’équipe",
  aid: "Petite aide",
  credit_note: "Avoir",
};
