import { index, type RouteConfig, route } from "@remix-run/route-config";

// app/paths.ts writes these addresses; each page exists in both languages.
export default [
  index("routes/home.tsx"),
  route("recherche", "routes/search.tsx"),
  route("activites", "routes/activities.tsx"),
  route("activites/:slug", "routes/activity.tsx"),
  route("ressources", "routes/resources.tsx"),
  route("ressources/:slug", "routes/resource.tsx"),
  route("activites/:slug/historique", "routes/history.tsx", { id: "activity-history" }),
  route("ressources/:slug/historique", "routes/history.tsx", { id: "resource-history" }),
  route("rencontres", "routes/meetings.tsx"),
  route("rencontres/:id", "routes/meeting.tsx"),
  // Masked in the logs (packages/web/src/logger.ts): the link holds a secret.
  route("rencontres/desinscription/:link", "routes/cancel-registration.tsx"),
  route("a-propos", "routes/about.tsx"),
  route("accessibilite", "routes/accessibility.tsx"),
  route("ecoconception", "routes/ecodesign.tsx"),
  route("proposer", "routes/community/propose.tsx"),
  route("proposer/doublons.json", "routes/community/similar-records.ts"),
  // Masked in the logs (packages/web/src/logger.ts), as every link of a mail.
  route("proposer/confirmation/:link", "routes/community/confirm-proposal.tsx"),
  route("proposer/correction/:kind/:slug", "routes/community/propose-correction.tsx"),
  route("proposer/experience/:slug", "routes/community/propose-experience.tsx"),
  route("proposer/:kind", "routes/community/propose-record.tsx"),
  route("mise-en-relation/:id", "routes/community/contact.tsx"),
  route("mise-en-relation/confirmation/:link", "routes/community/confirm-contact.tsx"),
  route("mise-en-relation/reponse/:link", "routes/community/answer-contact.tsx"),
  route("mise-en-relation/joignable/:link", "routes/community/still-reachable.tsx"),
  route("toujours-vrai/:link", "routes/community/still-true.tsx"),
  route("en", "routes/home.tsx", { id: "en/home" }),
  route("en/search", "routes/search.tsx", { id: "en/search" }),
  route("en/activities", "routes/activities.tsx", { id: "en/activities" }),
  route("en/activities/:slug", "routes/activity.tsx", { id: "en/activity" }),
  route("en/resources", "routes/resources.tsx", { id: "en/resources" }),
  route("en/resources/:slug", "routes/resource.tsx", { id: "en/resource" }),
  route("en/activities/:slug/historique", "routes/history.tsx", { id: "en/activity-history" }),
  route("en/resources/:slug/historique", "routes/history.tsx", { id: "en/resource-history" }),
  route("en/meetings", "routes/meetings.tsx", { id: "en/meetings" }),
  route("en/meetings/:id", "routes/meeting.tsx", { id: "en/meeting" }),
  route("en/meetings/desinscription/:link", "routes/cancel-registration.tsx", {
    id: "en/cancel-registration",
  }),
  route("en/about", "routes/about.tsx", { id: "en/about" }),
  route("en/accessibility", "routes/accessibility.tsx", { id: "en/accessibility" }),
  route("en/eco-design", "routes/ecodesign.tsx", { id: "en/eco-design" }),
  route("en/propose", "routes/community/propose.tsx", { id: "en/community/propose" }),
  route("en/propose/confirmation/:link", "routes/community/confirm-proposal.tsx", {
    id: "en/community/confirm-proposal",
  }),
  route("en/propose/correction/:kind/:slug", "routes/community/propose-correction.tsx", {
    id: "en/community/propose-correction",
  }),
  route("en/propose/experience/:slug", "routes/community/propose-experience.tsx", {
    id: "en/community/propose-experience",
  }),
  route("en/propose/:kind", "routes/community/propose-record.tsx", {
    id: "en/community/propose-record",
  }),
  route("en/contact/:id", "routes/community/contact.tsx", { id: "en/community/contact" }),
  route("en/contact/confirmation/:link", "routes/community/confirm-contact.tsx", {
    id: "en/community/confirm-contact",
  }),
  route("en/contact/reponse/:link", "routes/community/answer-contact.tsx", {
    id: "en/community/answer-contact",
  }),
  route("en/contact/joignable/:link", "routes/community/still-reachable.tsx", {
    id: "en/community/still-reachable",
  }),
  route("en/still-true/:link", "routes/community/still-true.tsx", {
    id: "en/community/still-true",
  }),
  route("donnees", "routes/data.tsx"),
  route("en/data", "routes/data.tsx", { id: "en/data" }),
  route("integrer", "routes/embed.tsx"),
  route("en/embed", "routes/embed.tsx", { id: "en/embed" }),
  route("integrer/liste", "routes/embed-list.tsx"),
  route("integrer/carte", "routes/embed-map.tsx"),
  route("donnees/flux.atom", "routes/feed.ts"),
  route("donnees/catalogue.jsonld", "routes/catalogue.ts"),
  route("donnees/*", "routes/api/unknown.ts", { id: "donnees/unknown" }),
  route("opensearch.xml", "routes/opensearch.ts"),
  route("en/propose", "routes/community/propose.tsx", { id: "en/community/propose" }),
  route("en/propose/confirmation/:link", "routes/community/confirm-proposal.tsx", {
    id: "en/community/confirm-proposal",
  }),
  route("en/propose/correction/:kind/:slug", "routes/community/propose-correction.tsx", {
    id: "en/community/propose-correction",
  }),
  route("en/propose/experience/:slug", "routes/community/propose-experience.tsx", {
    id: "en/community/propose-experience",
  }),
  route("en/propose/:kind", "routes/community/propose-record.tsx", {
    id: "en/community/propose-record",
  }),
  route("en/contact/:id", "routes/community/contact.tsx", { id: "en/community/contact" }),
  route("en/contact/confirmation/:link", "routes/community/confirm-contact.tsx", {
    id: "en/community/confirm-contact",
  }),
  route("en/contact/reponse/:link", "routes/community/answer-contact.tsx", {
    id: "en/community/answer-contact",
  }),
  route("en/contact/joignable/:link", "routes/community/still-reachable.tsx", {
    id: "en/community/still-reachable",
  }),
  route("en/still-true/:link", "routes/community/still-true.tsx", {
    id: "en/community/still-true",
  }),
  route("robots.txt", "routes/robots.ts"),
  route("api/v1/openapi.json", "routes/api/openapi.ts"),
  route("api/v1/activities", "routes/api/activities.ts"),
  route("api/v1/activities/:slug", "routes/api/activity.ts"),
  route("api/v1/resources", "routes/api/resources.ts"),
  route("api/v1/resources/:slug", "routes/api/resource.ts"),
  route("api/v1/changes", "routes/api/changes.ts"),
  route("api/*", "routes/api/unknown.ts"),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
