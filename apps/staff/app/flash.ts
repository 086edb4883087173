import { locationTold } from "./flash-location";
import { neighbourhoodNameIn, recordNameIn, toldOf } from "./flash-record";

/**
 * What `?fait=` says once at the top of the next page. A key that is not here says nothing. Nobody's name is in an
 * address: the page knows whom it shows.
 */
const messages: Record<string, string | ((name: string | undefined) => string)> = {
  cree: "C’est créé.",
  enregistre: "C’est enregistré.",
  "ressources-importees": "Les brouillons sont créés. Relisez chacun d’eux avant de le publier.",
  publie: "C’est publié\u202f: tout le monde peut le lire.",
  "modifications-effacees":
    "Les modifications sont effacées\u202f: la fiche dit de nouveau ce que le public lit.",
  "relecture-demandee": "La relecture est demandée. Quelqu’un d’autre verra cette fiche à relire.",
  "fiche-renvoyee": "La fiche est renvoyée, avec votre commentaire.",
  "publication-programmee": "La publication est programmée.",
  "programmation-annulee": "La programmation est annulée.",
  "image-ajoutee": "L’image est ajoutée à la fiche. Le public la verra une fois la fiche publiée.",
  "version-remise": "La fiche dit de nouveau ce que disait cette version, sans être publiée.",
  "version-republiee":
    "La fiche dit de nouveau ce que disait cette version, et tout le monde peut déjà le lire.",
  "version-masquee": "Ce que disait cette version est effacé de l’historique, pour tout le monde.",
  depublie: "C’est retiré de l’annuaire public. Rien n’est effacé.",
  "aide-demandee": "La demande est envoyée à la direction.",
  "proposition-acceptee":
    "La proposition est acceptée, et la personne prévenue. Ce qu’elle a écrit est dans cette fiche, pas encore publié.",
  "proposition-publiee": "La correction est publiée, et la personne prévenue.",
  "proposition-refusee": "La proposition est refusée, et la personne prévenue.",
  "experience-publiee": "L’expérience est publiée sur la page de l’activité.",
  "demande-reprise": "C’est noté\u202f: la demande est reprise.",
  "fiche-confirmee": "La fiche est confirmée à la date d’aujourd’hui.",
  "part-demandee": "La demande est notée.",
  "partage-propose": "Le partage est proposé. Notez maintenant ce que chacun répond.",
  "reponse-notee": "La réponse est notée.",
  "partage-adopte": "Le partage est adopté\u202f: les parts peuvent être versées.",
  "partage-ecarte": "Une objection écarte ce partage\u202f: faites une autre proposition.",
  "cagnotte-versee": "Les parts sont versées, et leurs dépenses écrites.",
  "cagnotte-annulee": "La cagnotte est annulée. Elle peut être reprise.",
  "cagnotte-reprise": "La cagnotte est reprise, là où elle en était.",
  "contributions-importees":
    "Les contributions sont importées, et le fichier effacé. Vérifiez-les, et annulez l’import s’il est à refaire.",
  "import-annule": "L’import est annulé.",
  "contenu-revenu": "Le contenu dit de nouveau ce qu’il disait alors. Relisez-le, puis publiez-le.",
  "contenu-retire":
    "Le contenu est retiré de la médiathèque publique, et revient au montage. Rien n’est effacé.",
  "verification-notee": "La vérification est notée.",
  "personne-ajoutee": "C’est noté. Si cette personne doit donner son accord, notez-le sur sa page.",
  "accord-note": "L’accord est noté.",
  "accord-retire": "Le retrait de l’accord est noté. Rien de public ne la nommait.",
  "accord-retire-nom": "Le retrait de l’accord est noté, et le nom a quitté la page publique.",
  "accord-retire-contenu":
    "Le retrait de l’accord est noté, et le contenu est retiré de la médiathèque publique.",
  "sous-titres-ajoutes": "Les sous-titres sont vérifiés et ajoutés.",
  "sous-titres-retires": "Les sous-titres sont retirés.",
  "transcription-ecrite": "La transcription est enregistrée.",
  "image-de-contenu": "L’image est ajoutée. Le public la verra une fois le contenu publié.",
  "audience-saisie": "C’est noté, et compté dès maintenant.",
  "audience-importee":
    "Les chiffres sont écrits, et comptés dès maintenant. L’import peut être annulé.",
  "audience-ecartee":
    "Ce relevé est écarté\u202f: ce qui avait été dit avant lui compte de nouveau.",
  "audience-reprise": "Ce relevé est repris.",
  "audience-choisie": "C’est noté. L’autre chiffre est gardé comme trace.",
  "fichier-abandonne": "Le fichier est abandonné, rien n’a été écrit.",
  "fiche-deplacee": "La fiche est déplacée. Ses anciennes adresses mènent à la nouvelle.",
  "fiche-en-corbeille": "La fiche est dans la corbeille, au bas de cette page.",
  "fiches-effacees": "C’est effacé pour de bon.",
  "fiches-gardees":
    "La corbeille a changé pendant que vous la regardiez\u202f: voyez ce qui y reste.",
  methode: "C’est noté. Le public trouve les méthodes publiées dans leur liste.",
  "fichier-joint": "Le fichier est joint. Le public le lit dès que la fiche est publiée.",
  "fichier-retire": "Le fichier est retiré.",
  "texte-accepte":
    "Le texte proposé est la dernière version de cette fiche. Publiez-la quand elle est prête.",
  "texte-accepte-publie": "Le texte proposé est publié.",
  "texte-du-wiki-repris":
    "Le texte du wiki est la dernière version de cette fiche. Relisez-la, puis publiez-la.",
  "conflit-regle": "C’est noté\u202f: le prochain envoi remplacera cette page du wiki.",
  supprime: "C’est supprimé.",
  "accord-ajoute": "L’accord est noté.",
  "accord-modifie": "L’accord est enregistré.",
  "accord-de-partenaire-retire": "L’accord est retiré.",
  "contact-efface": "Le contact est effacé.",
  "contact-garde": "C’est noté\u202f: ce contact est gardé.",
  "lettres-refusees": "C’est noté\u202f: plus aucune lettre ne partira vers cette adresse.",
  "regle-ajoutee": "La règle est ajoutée. Les dépenses déjà imputées restent comme elles sont.",
  "regle-retiree": "La règle est retirée.",
  "plan-commence": "Le plan est commencé. Remplissez ses deux colonnes.",
  "plan-arrete": "Le plan est arrêté.",
  "plan-rouvert": "Le plan est rouvert\u202f: vous pouvez le changer.",
  "compte-rendu-envoye":
    "L’envoi est noté. Le compte rendu est figé\u202f: il restera tel qu’il est parti.",
  "compte-rendu-accepte": "L’accord du financeur est noté.",
  "demande-notee": "Le dépôt de la demande est noté.",
  "decision-notee": "La réponse du financeur est notée.",
  "convention-notee": "La convention est notée.",
  "avenant-note": "L’avenant est noté\u202f: le montant et la période sont à jour.",
  "avenant-retire": "L’avenant est retiré\u202f: le financement redit ce qu’il disait avant lui.",
  "rapport-commence":
    "Le rapport est commencé. Écrivez ses textes, puis regardez ce qui lui manque.",
  "rapport-approuve":
    "Le rapport est approuvé et scellé\u202f: le financeur peut le lire. Ses fichiers se préparent.",
  "indicateur-retire": "C’est noté\u202f: cet indicateur n’est plus suivi.",
  "indicateur-repris": "C’est noté\u202f: cet indicateur est suivi de nouveau.",
  "message-envoye": "Le message est envoyé.",
  "chiffres-arretes": "Les chiffres sont arrêtés\u202f: le financeur peut les lire.",
  "financement-solde": "Le financement est soldé.",
  "financement-rouvert": "Le financement est rouvert.",
  "etape-annulee": "L’étape est annulée\u202f: le financement est là où il en était avant elle.",
  "versement-note": "Le versement est noté.",
  "versement-au-dela":
    "Le versement est noté. L’échéancier annonce maintenant plus que le montant accordé.",
  "versement-retire": "Le versement est retiré.",
  "piece-jointe": "La pièce est jointe.",
  "piece-retiree": "La pièce est retirée, avec son fichier.",
  "reprise-abandonnee": "La reprise est abandonnée, et son fichier effacé. Rien n’a été écrit.",
  "vue-enregistree": "La vue est enregistrée, en haut de la page.",
  "vue-renommee": "La vue est renommée.",
  "vue-supprimee": "La vue est supprimée. Les personnes qu’elle montrait n’ont pas changé.",
  fusionnees:
    "Les deux fiches n’en font plus qu’une. Vous pouvez revenir en arrière pendant trente jours.",
  "paire-ecartee":
    "C’est noté\u202f: ce sont deux personnes. Ces deux fiches ne sont plus rapprochées.",
  "paire-remise": "Ces deux fiches peuvent de nouveau être rapprochées.",
  "fusion-annulee": "La fusion est annulée\u202f: les deux fiches sont de nouveau là.",
  "fiche-supprimee": "La fiche est supprimée. La corbeille la garde trente jours.",
  "document-joint": "Le document est joint.",
  "document-retire": "Le document est retiré. La corbeille le garde trente jours.",
  "etape-notee": "L’étape est notée.",
  "etape-retiree": "L’étape est retirée. Pour la remettre, notez-la de nouveau.",
  "compte-rendu-enregistre": (name) =>
    `Le compte rendu de la rencontre${name ? ` avec ${name}` : ""} est enregistré.`,
  "rendez-vous-pris": "Le rendez-vous est pris.",
  "rendez-vous-modifie": (name) => `Le rendez-vous${name ? ` avec ${name}` : ""} est modifié.`,
  "rencontre-supprimee": "C’est supprimé. La corbeille le garde trente jours.",
  remis: "C’est remis, comme avant.",
  "campagne-supprimee": "La campagne est supprimée. Ses événements et ses contenus restent.",
  "atelier-annule":
    "La séance est annulée. Les personnes inscrites depuis le site public sont prévenues par message.",
  "atelier-retabli": "La séance a de nouveau lieu.",
  inscrits: "L’inscription est faite.",
  desinscrit: "La personne n’est plus attendue.",
  "presences-notees": "Les présences sont notées.",
  "lieu-confirme": "C’est noté\u202f: cette réponse compte désormais.",
  "lieu-repondu": "La réponse est enregistrée. Les précédentes restent lisibles, plus bas.",
  "adresse-cherchee": "L’adresse a été cherchée de nouveau.",
  "adresse-meme-reponse": "L’adresse a été cherchée de nouveau\u202f: la réponse est la même.",
  "agenda-ferme": "L’adresse de votre agenda ne sert plus.",
  "brouillon-efface": "Le brouillon est effacé.",
  invite: "L’invitation est envoyée. Son lien est valable sept jours.",
  "invite-sans-message":
    "L’invitation est enregistrée, mais le message n’est pas parti. Renvoyez-la dans un instant.",
  "invitation-annulee": "L’invitation est annulée. Son lien ne sert plus.",
  "acces-rouvert": "L’accès est rouvert.",
  "role-change": "Le rôle est changé.",
  "mot-de-passe-change": "Votre mot de passe est changé. Vos autres sessions sont fermées.",
  "mot-de-passe-choisi": "Votre mot de passe est changé. Connectez-vous avec le nouveau.",
  deconnecte: "Vous n’êtes plus connecté·e.",
  "deconnecte-partout": "Toutes vos sessions sont fermées, sur tous vos appareils.",
  "reponse-ajoutee": "La réponse est ajoutée\u202f: elle est proposée dans les fiches.",
  "reponse-renommee": "La réponse est renommée, dans toutes les fiches.",
  "reponse-retiree":
    "La réponse n’est plus proposée. Les fiches qui la disent la gardent, et «\u202fRemettre\u202f», au bas de cette page, la propose de nouveau.",
  "reponse-remise": "La réponse est de nouveau proposée.",
  bienvenue: "Bienvenue. Votre accès est ouvert.",
  "organisation-changee": "Vous travaillez maintenant dans cette organisation.",
};

/** Where what was just done can be undone. */
const undoLinks: Record<string, string> = {
  "rencontre-supprimee": "/corbeille",
  fusionnees: "/corbeille",
  "fiche-supprimee": "/corbeille",
  "document-retire": "/corbeille",
};

/** The page that takes back what an address confirms, if any. */
export function undoLinkOf(search: string): string | undefined {
  return undoLinks[new URLSearchParams(search).get("fait") ?? ""];
}

/** Done, and something of it is to be looked at. */
export function isDoubtful(search: string): boolean {
  const done = new URLSearchParams(search).get("fait");
  return done === "versement-au-dela" || Boolean(locationTold(search)?.isDoubtful);
}

/** The page where to look at what was found of an address just saved, when somebody has to. */
export function doubtLinkOf(search: string, pathname: string): string | undefined {
  const [, worker] = /^(\/personnes\/[^/]+)$/.exec(pathname) ?? [];
  return worker && locationTold(search)?.isDoubtful ? `${worker}/quartier` : undefined;
}

/**
 * The confirmation that an address carries, if any.
 * @param page where it is said, and what its routes loaded, the outermost first
 */
export function flashOf(
  search: string,
  page: { pathname: string; data: readonly unknown[] } = { pathname: "", data: [] },
): string | undefined {
  const done = doneOf(search, page);
  const location = done && locationTold(search)?.sentence(neighbourhoodNameIn(page.data));
  return location ? `${done} ${location}` : done;
}

function doneOf(search: string, page: { pathname: string; data: readonly unknown[] }) {
  const key = new URLSearchParams(search).get("fait") ?? "";
  const name = recordNameIn(page.data);
  const told = toldOf(page.pathname, name);
  if (told && key === "cree") return told.created;
  if (told && key === "enregistre") return told.saved;
  const message = Object.hasOwn(messages, key) ? messages[key] : undefined;
  return typeof message === "function" ? message(name) : message;
}
