import type { MemberActor } from "@essaim/identity/actor";
import type { Permission } from "@essaim/identity/permission";
import type { IconName } from "@essaim/ui/icon";
import { paths } from "./paths.ts";

type Group = {
  label: string;
  icon: IconName;
  /** The group that takes it in, and how both are called then, when the rail is too long with one entry by group. */
  within?: { group: Group; label: string };
};

type Entry = {
  label: string;
  href: string;
  icon: IconName;
  permission?: Permission;
  /** Entries of one group become a single one when the rail would grow past `longestRail`. */
  group?: Group;
  /** Not in the rail, which would grow too long: above the lists of its group, for every role. */
  besideOnly?: true;
  /** Addresses of its own tabs, which are lists as it is. */
  tabs?: readonly string[];
};

export type RailEntry = {
  label: string;
  href: string;
  icon: IconName;
  current: boolean;
  /** The list of grants is there, by itself or among its group. */
  holdsGrants?: boolean;
};

/** Past seven entries a rail is read instead of recognised. */
const longestRail = 7;

const people = { label: "Personnes", icon: "users" } as const;
const calendar = { label: "Agenda et ateliers", icon: "calendar" } as const;
const directory = { label: "Annuaire", icon: "activity" } as const;
const media: Group = {
  label: "Média",
  icon: "video",
  within: { group: directory, label: "Annuaire et média" },
};
const money = { label: "Financements et aides", icon: "grant" } as const;
const commons = { label: "Communs et partenaires", icon: "commons" } as const;
const impact = { label: "Impact et territoire", icon: "target" } as const;

/** The rail, for every role: an entry is there when its permission is. */
const entries: readonly Entry[] = [
  {
    label: "Agenda",
    href: paths.agenda(),
    icon: "calendar",
    permission: "meeting:read",
    group: calendar,
  },
  {
    label: "Ateliers",
    href: paths.workshops(),
    icon: "calendar",
    permission: "meeting:read",
    group: calendar,
  },
  {
    label: "Personnes",
    href: paths.workers(),
    icon: "users",
    permission: "worker:read",
    group: people,
  },
  {
    label: "Situations",
    href: paths.workerFacts(),
    icon: "chart",
    permission: "worker:read",
    group: people,
  },
  {
    label: "Parrainages",
    href: paths.mentorships(),
    icon: "users",
    permission: "worker:read",
    group: people,
  },
  {
    label: "Adresses à vérifier",
    href: paths.addresses(),
    icon: "place",
    permission: "worker:read",
    group: people,
  },
  {
    label: "Doublons",
    href: paths.duplicates(),
    icon: "users",
    permission: "worker:merge",
    group: people,
  },
  {
    label: "Reprendre un tableur",
    href: paths.workerImports(),
    icon: "upload",
    permission: "worker:import",
    group: people,
  },
  {
    label: "Corbeille",
    href: paths.trash(),
    icon: "delete",
    permission: "meeting:write",
    group: people,
  },
  {
    label: "Vie privée",
    href: paths.privacy(),
    icon: "audit",
    permission: "privacy:read",
    group: people,
  },
  {
    label: "Activités",
    href: paths.activities(),
    icon: "activity",
    permission: "directory:read",
    group: directory,
  },
  {
    label: "Ressources",
    href: paths.resources(),
    icon: "resource",
    permission: "directory:read",
    group: directory,
  },
  {
    label: "À relire",
    href: paths.reviews(),
    icon: "check",
    permission: "directory:write",
    group: directory,
    besideOnly: true,
  },
  {
    label: "Propositions",
    href: paths.proposals(),
    icon: "document",
    permission: "directory:moderate",
    group: directory,
  },
  {
    label: "Liens",
    href: paths.deadLinks(),
    icon: "link",
    permission: "directory:read",
    group: directory,
    besideOnly: true,
  },
  {
    label: "Questions ouvertes",
    href: paths.openQuestions(),
    icon: "help",
    permission: "directory:read",
    group: directory,
    besideOnly: true,
  },
  {
    label: "Synonymes",
    href: paths.synonyms(),
    icon: "search",
    permission: "directory:read",
    group: directory,
    besideOnly: true,
  },
  {
    label: "Fréquentation",
    href: paths.visits(),
    icon: "chart",
    permission: "directory:write",
    group: directory,
    besideOnly: true,
  },
  {
    label: "Média",
    href: paths.media(),
    icon: "video",
    permission: "media:read",
    group: media,
  },
  {
    label: "Calendrier",
    href: paths.mediaCalendar(),
    icon: "calendar",
    permission: "media:read",
    group: media,
    besideOnly: true,
  },
  {
    label: "Séries",
    href: paths.pieceSeries(),
    icon: "list",
    permission: "media:read",
    group: media,
    besideOnly: true,
  },
  {
    label: "Fiches de savoir",
    href: paths.sheets(),
    icon: "resource",
    permission: "media:read",
    group: media,
    besideOnly: true,
  },
  {
    label: "Wikis",
    href: paths.wikis(),
    icon: "link",
    permission: "media:read",
    group: media,
    besideOnly: true,
  },
  {
    label: "Audience",
    href: paths.audience(),
    icon: "chart",
    permission: "media:read",
    group: media,
    besideOnly: true,
  },
  {
    label: "Communication",
    href: paths.campaigns(),
    icon: "megaphone",
    permission: "outreach:read",
    group: media,
  },
  {
    label: "Événements",
    href: paths.events(),
    icon: "calendar",
    permission: "event:read",
    group: media,
    besideOnly: true,
  },
  {
    label: "Contacts",
    href: paths.addressBook(),
    icon: "users",
    permission: "contact:read",
    group: media,
    besideOnly: true,
  },
  {
    label: "Lettres",
    href: paths.letters(),
    icon: "mail",
    permission: "contact:read",
    group: media,
    besideOnly: true,
  },
  {
    label: "Communs",
    href: paths.commons(),
    icon: "commons",
    permission: "commons:read",
    group: commons,
    besideOnly: true,
  },
  {
    label: "Contributions",
    href: paths.contributions(),
    icon: "commons",
    permission: "contribution:read",
    group: commons,
  },
  {
    label: "Réciprocité",
    href: paths.reciprocity(),
    icon: "commons",
    permission: "contribution:read",
    group: commons,
    besideOnly: true,
  },
  {
    label: "Cagnottes",
    href: paths.pots(),
    icon: "commons",
    permission: "contribution:read",
    group: commons,
    besideOnly: true,
  },
  {
    label: "Intentions",
    href: paths.intentions(),
    icon: "calendar",
    permission: "contribution:read",
    group: commons,
    besideOnly: true,
  },
  {
    label: "Parts et adhésions",
    href: paths.shareStatements(),
    icon: "money",
    permission: "contribution:read",
    group: commons,
    besideOnly: true,
  },
  {
    label: "Valeur",
    href: paths.valuation(),
    icon: "chart",
    permission: "contribution:read",
    group: commons,
    besideOnly: true,
  },
  {
    label: "Partenaires",
    href: paths.partners(),
    icon: "partner",
    permission: "partner:read",
    group: commons,
  },
  {
    label: "Financements",
    href: paths.grants(),
    icon: "grant",
    permission: "grant:read",
    group: money,
  },
  {
    label: "Plans de financement",
    href: paths.fundingPlans(),
    icon: "grant",
    permission: "grant:read",
    group: money,
  },
  {
    label: "Fonds propres",
    href: paths.ownLines(),
    icon: "grant",
    permission: "grant:read",
    group: money,
  },
  {
    label: "Suivi",
    href: paths.fundingOverview(),
    icon: "chart",
    permission: "spending:read",
    group: money,
  },
  {
    label: "Dépenses",
    href: paths.expenses(),
    icon: "money",
    permission: "spending:read",
    group: money,
  },
  {
    label: "Trésorerie",
    href: paths.cashPlan(),
    icon: "calendar",
    permission: "spending:read",
    group: money,
  },
  {
    label: "Petites aides",
    href: paths.aids(),
    icon: "grant",
    permission: "aid:request",
    group: money,
  },
  {
    label: "Vos financements",
    href: paths.portal(),
    icon: "grant",
    permission: "portal:read",
  },
  {
    label: "Tableau de bord",
    href: paths.dashboard(),
    icon: "target",
    permission: "impact:read",
    group: impact,
  },
  {
    label: "Pilotage",
    href: paths.teamToday(),
    tabs: [paths.teamPathways(), paths.teamCohorts(), paths.teamWorkload(), paths.teamQuality()],
    icon: "chart",
    permission: "worker:read",
    group: impact,
  },
  {
    label: "Indicateurs",
    href: paths.indicators(),
    icon: "list",
    permission: "grant:read",
    group: impact,
  },
  {
    label: "Chiffres",
    href: paths.figures(),
    icon: "chart",
    permission: "figure:write",
    group: impact,
  },
  {
    label: "Rapports d’impact",
    href: paths.impactReports(),
    icon: "document",
    permission: "impact:write",
    group: impact,
  },
  {
    label: "Territoire",
    href: paths.territory(),
    icon: "place",
    permission: "territory:read",
    group: impact,
  },
  { label: "Membres", href: paths.members(), icon: "users", permission: "member:read" },
  { label: "Listes", href: paths.valueLists(), icon: "list", permission: "list:write" },
  {
    label: "Registre des quartiers",
    href: paths.territoryRegister(),
    icon: "place",
    permission: "territory:import",
  },
  { label: "Journal", href: paths.audit(), icon: "audit", permission: "audit:read" },
  {
    label: "Organisation",
    href: paths.organisation(),
    icon: "settings",
    permission: "organisation:write",
  },
];

export type Action = {
  id: string;
  label: string;
  href: string;
  icon: IconName;
  permission?: Permission;
  shortcut?: string;
};

/** What can be begun from anywhere, through the command palette or its own keys. */
const actions: readonly Action[] = [
  {
    id: "meeting",
    label: "Nouveau compte rendu",
    href: paths.newMeeting(),
    icon: "meeting",
    permission: "meeting:write",
    shortcut: "Alt+R",
  },
  {
    id: "appointment",
    label: "Nouveau rendez-vous",
    href: paths.newAppointment(),
    icon: "calendar",
    permission: "meeting:write",
  },
  {
    id: "workshop",
    label: "Nouvelle séance",
    href: paths.newWorkshop(),
    icon: "calendar",
    permission: "meeting:write",
  },
  {
    id: "worker",
    label: "Nouvelle personne",
    href: paths.newWorker(),
    icon: "userPlus",
    permission: "worker:write",
    shortcut: "Alt+P",
  },
  {
    id: "contribution",
    label: "Nouvelle contribution",
    href: paths.newContribution(),
    icon: "commons",
    permission: "contribution:write",
  },
  {
    id: "activity",
    label: "Nouvelle activité",
    href: paths.newActivity(),
    icon: "activity",
    permission: "directory:write",
  },
  {
    id: "resource",
    label: "Nouvelle ressource",
    href: paths.newResource(),
    icon: "resource",
    permission: "directory:write",
  },
  {
    id: "piece",
    label: "Nouveau contenu du média",
    href: paths.newPiece(),
    icon: "video",
    permission: "media:write",
  },
  {
    id: "campaign",
    label: "Nouvelle campagne",
    href: paths.newCampaign(),
    icon: "megaphone",
    permission: "outreach:write",
  },
  {
    id: "event",
    label: "Nouvel événement",
    href: paths.newEvent(),
    icon: "calendar",
    permission: "event:write",
  },
  {
    id: "figure",
    label: "Déclarer un chiffre",
    href: paths.newFigure(),
    icon: "chart",
    permission: "figure:write",
  },
  {
    id: "grant",
    label: "Nouveau financement",
    href: paths.newGrant(),
    icon: "grant",
    permission: "grant:write",
  },
  {
    id: "partner",
    label: "Nouveau partenaire",
    href: paths.newPartner(),
    icon: "partner",
    permission: "partner:write",
  },
  {
    id: "letter",
    label: "Nouvelle lettre",
    href: paths.newLetter(),
    icon: "mail",
    permission: "outreach:write",
  },
  {
    id: "invitation",
    label: "Inviter quelqu’un",
    href: paths.newInvitation(),
    icon: "userPlus",
    permission: "member:write",
  },
  {
    id: "review",
    label: "Personnes à revoir",
    href: paths.workers("?etat=a-revoir&tri=rencontre"),
    icon: "clock",
    permission: "worker:read",
  },
  {
    id: "search-synonyms",
    label: "Synonymes de la recherche publique",
    href: paths.synonyms(),
    icon: "search",
    permission: "directory:read",
  },
  {
    id: "open-questions",
    label: "Questions ouvertes",
    href: paths.openQuestions(),
    icon: "help",
    permission: "directory:read",
  },
  {
    id: "visits",
    label: "Fréquentation de l’annuaire",
    href: paths.visits(),
    icon: "chart",
    permission: "directory:write",
  },
  {
    id: "dead-links",
    label: "Liens de l’annuaire à revoir",
    href: paths.deadLinks(),
    icon: "link",
    permission: "directory:write",
  },
  {
    id: "contacts",
    label: "Mises en relation",
    href: paths.contacts(),
    icon: "users",
    permission: "directory:moderate",
  },
  {
    id: "to-confirm",
    label: "Fiches à confirmer",
    href: paths.toConfirm(),
    icon: "clock",
    permission: "directory:moderate",
  },
  {
    id: "directory-reviews",
    label: "Fiches de l’annuaire à relire",
    href: paths.reviews(),
    icon: "check",
    permission: "directory:write",
  },
  {
    id: "overdue",
    label: "Prochaines étapes en retard",
    href: paths.workers("?etat=en-retard"),
    icon: "clock",
    permission: "worker:read",
  },
  {
    id: "account",
    label: "Mon compte et mon mot de passe",
    href: paths.account(),
    icon: "account",
  },
];

type Member = Pick<MemberActor, "permissions">;

const mayUse = (member: Member) => (entry: { permission?: Permission }) =>
  !entry.permission || member.permissions.has(entry.permission);

/** Is this entry the one above the page read now? */
const leadsTo = (pathname: string, href: string) =>
  href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);

/** Entries of a member's rail, and the sibling pages to show above the one read now. */
export function railFor(
  member: Member,
  pathname: string,
): { rail: RailEntry[]; siblings: RailEntry[] } {
  const mine = entries.filter(mayUse(member));
  // A funder's home page is its portal.
  const withHome: Entry[] =
    mine[0]?.href === paths.portal()
      ? mine
      : [{ label: "Accueil", href: paths.home(), icon: "home" as const }, ...mine];
  const here = withHome
    .filter(({ href }) => leadsTo(pathname, href))
    .reduce<Entry | null>(
      (one, other) => (one && one.href.length >= other.href.length ? one : other),
      null,
    );
  const isFolded = withHome.filter((one) => !one.besideOnly).length > longestRail;
  const groups = new Set(withHome.map((one) => one.group ?? one));
  const isMerged = isFolded && groups.size > longestRail;
  const placeOf = ({ group }: Entry) => (isMerged ? (group?.within?.group ?? group) : group);
  const rail: RailEntry[] = [];
  let siblings: RailEntry[] = [];
  for (const entry of withHome) {
    const group = withHome.filter((one) => one.group && placeOf(one) === placeOf(entry));
    const own = group.filter((one) => one.group === entry.group);
    // On the lists only: the page of one record has its own way back.
    const isList = entry.href === pathname || (entry.tabs?.includes(pathname) ?? false);
    if (isList && group.length > 1 && (isFolded || own.some((one) => one.besideOnly))) {
      const others = group.filter(
        (one, at) =>
          one.group !== entry.group && group.findIndex((two) => two.group === one.group) === at,
      );
      siblings = [
        ...own.map((one) => ({ ...one, current: one === entry })),
        ...others.map((one) => ({ ...one, label: one.group?.label ?? one.label, current: false })),
      ];
    }
    if (!isFolded || group.length < 2) {
      const holdsGrants = entry.href === paths.grants();
      if (!entry.besideOnly) rail.push({ ...entry, current: entry === here, holdsGrants });
    } else if (group[0] === entry && entry.group) {
      const current = group.some((one) => one === here);
      const holdsGrants = group.some(({ href }) => href === paths.grants());
      const label = group.find((one) => one.group !== entry.group)?.group?.within?.label;
      const { icon } = entry.group;
      rail.push({
        label: label ?? entry.group.label,
        icon,
        href: entry.href,
        current,
        holdsGrants,
      });
    }
  }
  return { rail, siblings };
}

/** Pages and actions that a member finds in the command palette. */
export function actionsFor(member: Member): Action[] {
  const mine = actions.filter(mayUse(member));
  const pages = entries
    .filter(mayUse(member))
    // Some pages go by a longer name here, where nothing around says what they are about.
    .filter(({ href }) => !mine.some((action) => action.href === href))
    .map(({ label, href, icon }) => ({
      id: `page-${href.slice(1).replaceAll("/", "-")}`,
      label,
      href,
      icon,
    }));
  return [...mine, ...pages];
}

/** What is one key and one press away for whoever may do it, wherever they are. */
export function quickActionFor(member: Member): Action | null {
  return actions.filter(mayUse(member)).find((action) => action.id === "meeting") ?? null;
}
