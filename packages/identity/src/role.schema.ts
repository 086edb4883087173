import { z } from "zod";
import { type Role, roles } from "./permission.ts";

/** What each role is called (docs/GLOSSARY.md). */
export const roleLabels: Record<Role, string> = {
  coach: "Chargé·e d’accompagnement",
  manager: "Direction",
  editor: "Média",
  funder: "Financeur",
  admin: "Administration",
};

/** What each role is for, said to the person who chooses it. */
export const roleHints: Record<Role, string> = {
  coach: "Suit les personnes, écrit les comptes rendus, enregistre les contributions.",
  manager: "Suit tout le programme\u202f: personnes, financements, partenaires, chiffres.",
  editor: "Écrit et publie les activités et les ressources, déclare les audiences.",
  funder:
    "Lit les chiffres arrêtés de ses propres financements et échange avec la direction, rien d’autre.",
  admin: "Ouvre et ferme les accès, lit le journal. Ne voit aucun dossier.",
};

export const roleSchema = z.enum(roles, "Choisissez un rôle.");
