import type { ContactKind } from "@essaim/outreach/contact/contact.schema";
import { fr } from "./french.ts";

/** A contact of the demonstration. Nobody is real: their addresses lead nowhere. */
type ContactSeed = {
  name: string;
  email?: string;
  phone?: string;
  employer: string;
  role: string;
  kind: ContactKind;
  /** By name. */
  partner?: string;
  /** Days ago. */
  since: number;
};

export const contacts: readonly ContactSeed[] = [
  {
    name: "Inès Carpentier",
    email: "ines.carpentier@exemple.fr",
    employer: "Agence de Lille (exemple)",
    role: fr`Conseillère`,
    kind: "france_travail",
    partner: "France Travail",
    since: 120,
  },
  {
    name: "Malo Deschamps",
    email: "malo.deschamps@exemple.fr",
    phone: "03 20 00 00 00",
    employer: fr`Mission locale (exemple)`,
    role: fr`Conseiller en insertion`,
    kind: "prescriber",
    since: 90,
  },
  {
    name: "Solène Barbier",
    email: "solene.barbier@exemple.fr",
    employer: fr`Coopérative voisine (exemple)`,
    role: fr`Codirectrice`,
    kind: "cae",
    partner: fr`Réseau des CAE`,
    since: 60,
  },
  {
    name: fr`Rédaction locale`,
    phone: "03 20 00 00 01",
    employer: "Journal (exemple)",
    role: "",
    kind: "press",
    since: 30,
  },
  {
    name: "Yann Leclercq",
    email: "yann.leclercq@exemple.fr",
    employer: "Tiers-lieu (exemple)",
    role: "Animateur",
    kind: "partner",
    partner: "TILIOS",
    since: 1200,
  },
];
