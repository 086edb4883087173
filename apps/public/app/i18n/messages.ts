import type { fr } from "./fr";

/** The shape that every language fills: the French one says which words there are. */
export type Messages = typeof fr;
