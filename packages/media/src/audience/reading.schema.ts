/** Why a PeerTube said nothing that counts, in French for whoever follows the audience. */
export const readingProblems = {
  gone: "La vidéo n’existe plus à cette adresse\u202f: corrigez celle du contenu. Les vues déjà relevées restent comptées.",
  closed: "Le site ne montre pas cette vidéo à tout le monde.",
  moved:
    "Le site renvoie à une autre adresse\u202f: corrigez celle du contenu. Les vues déjà relevées restent comptées.",
  broken: "Le site est en panne ou surchargé\u202f: il sera relu au prochain relevé.",
  unreadable:
    "L’adresse n’est pas celle d’une vidéo de PeerTube, ou le site répond autre chose que ses chiffres.",
  unreachable: "Le site est introuvable.",
  slow: "Le site n’a pas répondu à temps\u202f: il sera relu au prochain relevé.",
  lower:
    "Le site annonce moins de vues qu’au relevé précédent\u202f: rien n’est compté tant qu’il n’a pas dépassé ce qu’il disait.",
  elsewhere:
    "Cette vidéo est déjà comptée avec un autre contenu\u202f: retirez son adresse de l’un des deux.",
} as const;
export type ReadingProblem = keyof typeof readingProblems;
