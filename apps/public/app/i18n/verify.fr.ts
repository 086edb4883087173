/** The words of the page that checks sealed reports. */
export const verifyFr = {
  title: "Vérifier un rapport d’impact",
  footer: "Vérifier un rapport",
  lead: "Un rapport d’impact approuvé est scellé : chacun peut vérifier qu’il n’a pas changé depuis, et qu’il vient bien d’ici. Sans compte, et rien de ce que vous envoyez n’est gardé.",
  fileTitle: "Avec le fichier du rapport",
  file: "Fichier scellé",
  fileHint:
    "Celui dont le nom finit par « .scelle.json », remis avec le rapport. {{size}} Mo au plus.",
  check: "Vérifier ce fichier",
  codeTitle: "Avec le code du rapport",
  code: "Code",
  codeHint: "Il est écrit sur sa première page, par exemple cooperative-2026-001.",
  find: "Chercher ce code",
  missingFile: "Choisissez d’abord le fichier à vérifier.",
  missingCode: "Écrivez le code, fait de lettres sans accent, de chiffres et de tirets.",
  errorTitle: "Rien n’est encore vérifié",
  unknownCode:
    "Aucun rapport approuvé ici ne porte ce code. Relisez-le : il est écrit sur la première page du rapport.",
  verdict: {
    ok: {
      title: "Ce rapport est authentique",
      text: "Le fichier est, à l’octet près, le rapport qui a été scellé ici. Rien n’y a été changé depuis.",
    },
    altered: {
      title: "Ce fichier a été modifié",
      text: "Il a la forme d’un rapport scellé, mais son contenu n’est plus celui qui a été scellé. Ne vous fiez à aucun de ses chiffres : demandez le fichier à la coopérative.",
    },
    unknown_key: {
      title: "Ce rapport n’a pas été scellé ici",
      text: "Il n’est pas abîmé, mais sa clé n’est pas une de celles qui sont publiées sur cette page. Vérifiez-le là où il a été fait.",
    },
    not_a_report: {
      title: "Ce fichier n’est pas un rapport scellé",
      text: "Il est d’une autre sorte, ou il a été coupé en route. Choisissez celui dont le nom finit par « .scelle.json ».",
    },
    wrong_signature: {
      title: "La signature de ce fichier est fausse",
      text: "Il porte le nom d’une clé publiée ici, mais cette clé ne l’a pas signé. Ne vous fiez à aucun de ses chiffres : demandez le fichier à la coopérative.",
    },
    too_big: {
      title: "Ce fichier est trop gros pour être un rapport scellé",
      text: "Un rapport scellé pèse {{size}} Mo au plus. Choisissez celui dont le nom finit par « .scelle.json ».",
    },
  },
  codeFound: "Un rapport porte ce code",
  codeFoundText:
    "Il a été approuvé ici. Comparez son empreinte avec celle qui est écrite à la fin de votre exemplaire : si elles sont les mêmes, c’est le même rapport.",
  facts: {
    report: "Rapport",
    organisation: "Coopérative",
    code: "Code",
    approvedOn: "Approuvé le",
    hash: "Empreinte (SHA-256)",
    signature: "Signature (Ed25519)",
    keyId: "Clé",
  },
  whatTitle: "Ce qui est vérifié",
  what: [
    "L’empreinte : un nombre calculé sur tout le texte du rapport. Une seule lettre changée en donne un autre.",
    "La signature : seule l’installation qui a approuvé le rapport peut la faire, avec une clé qu’elle garde secrète. Chacun peut la vérifier avec la clé publique ci-dessous.",
    "Cela dit d’où vient le rapport et qu’il n’a pas changé. Cela ne dit pas que ses chiffres sont justes : sa partie « Méthode et définitions » explique comment ils sont comptés.",
  ],
  handTitle: "Vérifier sans ce site",
  hand: "Avec OpenSSL 3 et jq, sur votre machine. Remplacez « rapport » par le nom de votre fichier. La dernière commande répond « Signature Verified Successfully » ; comparez aussi la clé avec celle qui est publiée ici.",
  keysTitle: "Clés publiques",
  noKey: "Aucun rapport n’a encore été scellé ici : la première clé sera publiée avec lui.",
  keysCaption: "Clés qui ont scellé des rapports ici",
  key: "Clé",
  keySince: "Depuis le",
  keyValue: "Clé publique (base64)",
};
