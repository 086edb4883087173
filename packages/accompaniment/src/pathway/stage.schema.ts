export const stageKinds = [
  "candidate",
  "diagnosis",
  "cape",
  "cape_renewal",
  "cesa",
  "amendment",
  "associate",
  "exit",
] as const;
export type StageKind = (typeof stageKinds)[number];

/** What a stage is called in a sentence and in a form. */
export const stageLabels: Record<StageKind, string> = {
  candidate: "Candidature",
  diagnosis: "Diagnostic",
  cape: "CAPE",
  cape_renewal: "Renouvellement du CAPE",
  cesa: "CESA",
  amendment: "Avenant au CESA",
  associate: "Sociétariat",
  exit: "Sortie",
};

/** What a person is since a stage, for the badge of their page. */
export const situationLabels: Record<StageKind, string> = {
  candidate: "Candidat·e",
  diagnosis: "En diagnostic",
  cape: "En CAPE",
  cape_renewal: "En CAPE renouvelé",
  cesa: "En CESA",
  amendment: "En CESA",
  associate: "Sociétaire",
  exit: "Accompagnement terminé",
};

/** The long names, for abbreviations. */
export const stageMeanings: Partial<Record<StageKind, string>> = {
  cape: "Contrat d’appui au projet d’entreprise",
  cape_renewal: "Contrat d’appui au projet d’entreprise, renouvelé",
  cesa: "Contrat d’entrepreneur salarié associé",
};
