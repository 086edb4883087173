import { fr } from "./french.ts";

export type SheetSeed = {
  title: string;
  body: string;
  isPublished: boolean;
  /** What it says once it is changed after its publication; not published. */
  later?: string;
  /** With those below it, given whole to be taken over. */
  isMethod?: boolean;
  /** A text file that it carries. */
  file?: { name: string; text: string };
  children?: readonly SheetSeed[];
};

/** The tree of the cooperative: what its coaches and its members are asked most. Practice, and nobody's name. */
export const sheets: readonly SheetSeed[] = [
  {
    title: fr`Se lancer à vélo`,
    isPublished: true,
    body: fr`
      Livrer, réparer ou transporter à vélo : trois métiers qui se lancent avec peu, et qui tiennent à plusieurs.

      ## Avant de commencer

      1. Faire une tournée avec quelqu'un qui roule déjà.
      2. Compter ses frais d'une semaine, même petits.
      3. Choisir un statut avec la coopérative.`,
    children: [
      {
        title: fr`Régler ses freins`,
        isPublished: true,
        body: fr`
          Un frein se règle en dix minutes, et se vérifie avant chaque tournée.

          | Frein | Ce que l'on regarde | Quand |
          |---|---|---|
          | À patins | l'usure des patins, la tension du câble | chaque semaine |
          | À disque | l'épaisseur des plaquettes | chaque mois |

          - Serrez la vis du câble à la main, puis d'un quart de tour.
          - Pincez le levier dix fois : il ne doit pas toucher le guidon.`,
        later: fr`
          Un frein se règle en dix minutes, et se vérifie avant chaque tournée, à l'arrêt puis en roulant.

          | Frein | Ce que l'on regarde | Quand |
          |---|---|---|
          | À patins | l'usure des patins, la tension du câble | chaque semaine |
          | À disque | l'épaisseur des plaquettes, le voile du disque | chaque mois |

          - Serrez la vis du câble à la main, puis d'un quart de tour.
          - Pincez le levier dix fois : il ne doit pas toucher le guidon.`,
      },
      {
        title: fr`Rouler en groupe de coursiers`,
        isPublished: true,
        body: fr`
          Une coopérative de coursiers partage les commandes, l'outil et les jours de repos.

          - Un outil commun : [CoopCycle](https://coopcycle.org) prend les commandes et répartit les courses.
          - Une règle écrite : qui roule quand, et comment se partage un jour sans commande.
          - Une caisse : un euro par course pour les pannes.`,
      },
    ],
  },
  {
    title: fr`Animer un repair café`,
    isPublished: true,
    isMethod: true,
    body: fr`
      On y répare ensemble ce que l'on aurait jeté. Il suffit d'une salle, de quelques outils et d'une cafetière.

      ## Le jour même

      - Un accueil note l'objet et la panne, sans demander de nom.
      - Chacun reste à côté de son objet : on apprend en regardant.
      - On pèse ce qui repart réparé : c'est le chiffre que l'on garde.

      ## Ce qui bloque souvent

      Une pièce manque. Le fablab du quartier peut l'imprimer, si son plan est libre.[^1]

      [^1]: Un plan dont la licence permet de le refaire et de le modifier.

      *Exemple fait pour la démonstration d'Essaim.*`,
    children: [
      {
        title: fr`Tenir le registre des objets`,
        isPublished: true,
        body: fr`
          Un registre dit ce qui est entré, ce qui est reparti réparé, et combien cela pesait. Il ne garde aucun nom.

          1. À l'accueil, une ligne par objet : sa nature et la panne.
          2. En sortant, ce qu'il en est : réparé, à revoir, sans espoir.
          3. Le soir, on additionne les kilos réparés.

          Le tableau joint est prêt à remplir. Il se lit avec n'importe quel tableur.

          *Exemple fait pour la démonstration d'Essaim.*`,
        file: {
          name: fr`Registre des objets.csv`,
          text: fr`
            Date;Objet;Panne;Ce qu'il en est;Poids (kg)
            2026-03-07;Grille-pain;Ne chauffe plus;Réparé;1,4
            2026-03-07;Lampe;Fil coupé;Réparé;0,8
            ;Exemple fait pour la démonstration d'Essaim;;;`,
        },
      },
      {
        title: fr`Accueillir sans trier les gens`,
        isPublished: true,
        body: fr`
          On accueille l'objet et la personne ensemble, sans demander qui elle est ni d'où elle vient.

          - Une table d'accueil près de la porte, et quelqu'un debout.
          - Un mot sur la règle : on répare avec vous, pas pour vous.
          - Un tableau visible dit qui passe ensuite, par l'objet.

          *Exemple fait pour la démonstration d'Essaim.*`,
      },
    ],
  },
  {
    title: fr`Facturer ses premières missions`,
    isPublished: false,
    body: fr`
      À relire avec la gestion avant de publier.

      - Un devis signé avant de commencer.
      - Une facture par mission, le jour même.`,
  },
];
