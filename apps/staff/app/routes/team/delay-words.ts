import type { DelayKind } from "@essaim/impact/team/team-filter.schema";

/** What each kind of delay is called: in a column, and above its list. */
export const delayWords: Record<DelayKind, { column: string; title: string; lead: string }> = {
  renewal: {
    column: "CAPE à renouveler",
    title: "CAPE à renouveler",
    lead: "Ils se terminent dans les 90 jours et peuvent encore être renouvelés.",
  },
  deadline: {
    column: "Autres échéances proches",
    title: "Autres échéances proches",
    lead: "Dans les 90 jours\u202f: un CAPE qui ne peut plus être renouvelé, ou le sociétariat d’une personne en CESA.",
  },
  overdue: {
    column: "Échéances dépassées",
    title: "Échéances dépassées",
    lead: "Le jour est passé et rien n’a été noté depuis\u202f: un renouvellement, un CESA, le sociétariat ou une sortie.",
  },
  untold: {
    column: "Rendez-vous à raconter",
    title: "Rendez-vous à raconter",
    lead: "Leur jour est passé, et leur compte rendu n’est pas écrit.",
  },
  action: {
    column: "Actions en retard",
    title: "Actions en retard",
    lead: "Des actions de plans, pour des personnes accompagnées aujourd’hui, dont l’échéance est passée.",
  },
};
