/** Why a file cannot be read, in a French sentence for whoever sent it. */
export class Unreadable extends Error {}

export const unreadable = {
  broken:
    "Ce fichier est abîmé ou incomplet. Rouvrez-le dans votre tableur, enregistrez-le de nouveau, puis renvoyez-le.",
  locked:
    "Ce fichier est protégé par un mot de passe. Retirez la protection dans votre tableur, puis renvoyez-le.",
  bomb: "Ce fichier prendrait une place démesurée une fois ouvert. Copiez la feuille utile dans un classeur neuf, puis renvoyez-le.",
  notSpreadsheet:
    "Ce fichier n’est pas un tableur. Envoyez un classeur .xlsx ou .ods, ou un fichier .csv.",
  oldFormat:
    "Ce format de tableur n’est pas lu. Dans votre tableur, choisissez «\u202fEnregistrer sous\u202f», puis .xlsx ou .ods.",
  numbers:
    "Ce classeur vient de Numbers, qui n’est pas lu. Dans Numbers, choisissez «\u202fExporter vers\u202f», puis «\u202fExcel\u202f», et envoyez le fichier .xlsx.",
  empty: "Ce fichier est vide.",
} as const;
