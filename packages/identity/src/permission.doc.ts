import { type Permission, permissions, type Role, roles } from "./permission.ts";
import { roleLabels } from "./role.schema.ts";

/** What each permission allows, as docs/PERMISSIONS.md says it. */
const permissionLabels: Record<Permission, string> = {
  "worker:read": "Lire les fiches des personnes accompagnées",
  "worker:write": "Créer et modifier les fiches des personnes",
  "meeting:read": "Lire les comptes rendus",
  "meeting:write": "Écrire les comptes rendus",
  "worker:merge": "Fusionner deux fiches de la même personne, retirer une fiche créée par erreur",
  "worker:export": "Emporter la liste des personnes en tableur",
  "worker:import": "Reprendre un tableur de personnes",
  "list:read": "Lire les listes de valeurs",
  "list:write": "Renommer, ajouter et retirer les valeurs des listes",
  "aid:request": "Demander une petite aide pour une personne",
  "aid:decide": "Accorder, refuser et payer les petites aides, tenir leurs enveloppes",
  "mentoring:write": "Proposer et suivre les parrainages",
  "document:read": "Lire les documents des personnes",
  "document:write": "Joindre et retirer les documents des personnes",
  "privacy:read": "Voir qui a consulté une fiche, et ce qui sera effacé",
  "privacy:write": "Fixer la durée de conservation, remettre ses données à une personne, effacer",
  "job:read": "Suivre les travaux que l’on a demandés",
  "directory:read": "Lire les activités et les ressources, brouillons compris",
  "directory:write": "Écrire, publier et retirer les activités et les ressources",
  "directory:moderate":
    "Répondre aux propositions et aux mises en relation, confirmer les fiches, publier les expériences",
  "media:read": "Lire le média et les fiches de savoir, en préparation comprises",
  "media:write": "Préparer, publier et retirer ce que montre le média, les fiches de savoir",
  "outreach:read": "Lire les campagnes et leur effet",
  "outreach:write": "Préparer les campagnes et les lettres",
  "event:read": "Lire les événements ouverts au dehors et leurs inscriptions",
  "event:write": "Prévoir ces événements, y inscrire, noter les présences",
  "contact:read": "Lire les contacts des relais et des partenaires",
  "contact:write": "Tenir les contacts des relais et des partenaires, leur envoyer une lettre",
  "contribution:read": "Lire les contributions aux communs",
  "contribution:write": "Enregistrer les contributions aux communs",
  "partner:read": "Lire les partenaires",
  "partner:write": "Ajouter et modifier les partenaires",
  "grant:read": "Lire les financements",
  "grant:write": "Ajouter et modifier les financements et leurs objectifs",
  "spending:read": "Lire les dépenses, les heures de l’équipe et les comptes rendus financiers",
  "spending:write": "Saisir, importer et répartir les dépenses",
  "commons:read": "Lire le registre des communs et ce qui repose sur eux",
  "commons:write": "Tenir le registre des communs, les parts et les règles de valorisation",
  "figure:read": "Lire les chiffres déclarés",
  "figure:write": "Déclarer les chiffres d’audience, avec leur preuve",
  "impact:read": "Lire le tableau de bord d’impact, en chiffres exacts",
  "impact:write":
    "Écrire les rapports d’impact, les objectifs en chemin et les indicateurs de l’organisation",
  "impact:publish":
    "Arrêter les chiffres que lisent les financeurs et le public, approuver et sceller un rapport",
  "portal:read":
    "Lire, pour ses seuls financements, les chiffres arrêtés et les rapports approuvés",
  "message:read":
    "Lire les échanges avec un financeur (un financeur\u202f: ceux de ses financements)",
  "message:write": "Écrire à un financeur, ou à la coopérative",
  "territory:read": "Lire les communes, les quartiers prioritaires et leurs indicateurs",
  "territory:locate": "Chercher le quartier de toutes les adresses à la fois",
  "territory:import":
    "Mettre à jour les quartiers et leurs indicateurs (organisation qui en a la garde)",
  "member:read": "Lire la liste des membres et des invitations",
  "member:write": "Inviter, changer un rôle, fermer et rouvrir un accès",
  "audit:read": "Lire le journal",
  "organisation:write":
    "Modifier le nom et le site de l’organisation, et si l’annuaire est relu avant de publier",
  "published:read": "Lire l’annuaire public",
  "published:register": "S’inscrire à une réunion publique",
  "published:propose":
    "Proposer une fiche, une correction ou une expérience, écrire à qui l’a vécue",
  "published:leave":
    "Ne plus recevoir les lettres d’une organisation, par le lien que chacune porte",
  "house:keep": "Effacer ce qui doit l’être, rappeler ce qui est dû",
};

/** docs/PERMISSIONS.md: the table of permissions in French. */
export function permissionsDocument(): string {
  const names = Object.keys(permissions) as Permission[];
  const may = (role: Role, name: Permission) =>
    (permissions[name] as readonly Role[]).includes(role);
  const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const lines = names.map((name) => {
    const nobody = name.startsWith("house:") ? "la maison elle-même" : "tout le monde, sans compte";
    const everybody = permissions[name].length === 0 ? nobody : null;
    const cells = roles.map((role) => (may(role, name) ? "oui" : "non"));
    return row([
      permissionLabels[name],
      `\`${name}\``,
      ...(everybody ? [everybody, "", "", "", ""] : cells),
    ]);
  });
  return `# Qui peut faire quoi

Tableau écrit à partir de \`packages/identity/src/permission.ts\`\u202f; un test vérifie qu’il est à jour
(\`npx vitest run --project unit permission.doc -u\` le réécrit). Chaque opération demande une de ces
permissions. Le rôle dit quelles actions sont possibles\u202f; la base de données dit sur quelles lignes\u202f: celles
de l’organisation du membre, et pour un financeur celles de ses financements.

${row(["Action", "Permission", ...roles.map((role) => roleLabels[role])])}
${row(["---", "---", ...roles.map(() => "---")])}
${lines.join("\n")}

La personne qui administre n’a accès à aucun dossier\u202f: ouvrir les accès et lire les dossiers sont deux
métiers. Le journal dit qui a fait quoi, quand et sur quelle fiche, jamais ce qui était écrit.
`;
}
