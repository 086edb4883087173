import type { IndicatorKey } from "../registry/indicator.schema.ts";

/** One, and many, of them. */
type Forms = Record<"fr" | "en", readonly [one: string, many: string]>;

/** « 25 personnes promises », « 25 accompagnées »: how a promise is told, and what was done of it. */
type PromiseWords = { promised: Forms; done: Forms };

const people = (where: Record<"fr" | "en", string>, done: Forms): PromiseWords => ({
  promised: {
    fr: [`personne promise${where.fr}`, `personnes promises${where.fr}`],
    en: [`person promised${where.en}`, `people promised${where.en}`],
  },
  done,
});
const supported: Forms = {
  fr: ["accompagnée", "accompagnées"],
  en: ["supported", "supported"],
};
const published: Forms = { fr: ["publiée", "publiées"], en: ["published", "published"] };
const counted: Forms = { fr: ["relevée", "relevées"], en: ["counted", "counted"] };

/** Of what the house knows how to promise; what an organisation composed itself says its name. */
export const promiseWords: Partial<Record<IndicatorKey, PromiseWords>> = {
  supported_workers: people({ fr: "", en: "" }, supported),
  supported_workers_in_priority_neighbourhood: people(
    { fr: " en quartier prioritaire", en: " in a priority neighbourhood" },
    supported,
  ),
  sustainable_exits: {
    promised: {
      fr: ["sortie durable promise", "sorties durables promises"],
      en: ["lasting exit promised", "lasting exits promised"],
    },
    done: { fr: ["réussie", "réussies"], en: ["achieved", "achieved"] },
  },
  indirect_beneficiaries: {
    promised: {
      fr: ["bénéficiaire indirect promis", "bénéficiaires indirects promis"],
      en: ["indirect beneficiary promised", "indirect beneficiaries promised"],
    },
    done: { fr: ["touché", "touchés"], en: ["reached", "reached"] },
  },
  video_views: {
    promised: {
      fr: ["vue de vidéo promise", "vues de vidéos promises"],
      en: ["video view promised", "video views promised"],
    },
    done: counted,
  },
  text_audio_visits: {
    promised: {
      fr: [
        "visite de contenu écrit ou audio promise",
        "visites de contenus écrits ou audio promises",
      ],
      en: ["visit to texts or audio promised", "visits to texts and audio promised"],
    },
    done: counted,
  },
  published_activities: {
    promised: {
      fr: ["fiche d’activité promise", "fiches d’activité promises"],
      en: ["activity page promised", "activity pages promised"],
    },
    done: published,
  },
  transferred_activities: {
    promised: {
      fr: ["transfert d’activité promis", "transferts d’activités promis"],
      en: ["transfer of an activity promised", "transfers of activities promised"],
    },
    done: { fr: ["fait", "faits"], en: ["made", "made"] },
  },
  published_experiences: {
    promised: {
      fr: ["expérience vécue promise", "expériences vécues promises"],
      en: ["account of experience promised", "accounts of experience promised"],
    },
    done: published,
  },
  contributions_to_commons: {
    promised: {
      fr: ["contribution aux communs promise", "contributions aux communs promises"],
      en: ["contribution to commons promised", "contributions to commons promised"],
    },
    done: { fr: ["faite", "faites"], en: ["made", "made"] },
  },
  reuse_by_cooperatives: {
    promised: {
      fr: ["réutilisation par une autre CAE promise", "réutilisations par d’autres CAE promises"],
      en: ["reuse by another cooperative promised", "reuses by other cooperatives promised"],
    },
    done: { fr: ["déclarée", "déclarées"], en: ["declared", "declared"] },
  },
};
