/** The words of the page that the link of a letter opens. */
export const letterFr = {
  title: "Ne plus recevoir ces lettres ?",
  ask: "{{organisation}} n’enverra plus de lettre à l’adresse où celle-ci est arrivée.",
  send: "Ne plus les recevoir",
  doneTitle: "C’est noté",
  done: "Plus aucune lettre ne partira vers cette adresse.",
  unknownTitle: "Ce lien ne sert plus",
  unknown:
    "La lettre qui le portait a été effacée, ou l’adresse est incomplète. Si vous recevez encore des lettres, ouvrez le lien de la dernière.",
};
