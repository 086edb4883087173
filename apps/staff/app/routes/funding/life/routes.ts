import { type RouteConfig, route } from "@remix-run/route-config";

const at = (path: string, file: string) =>
  route(`financements/:id/${path}`, `routes/funding/${file}`);

/** The steps of a grant, its payments, its papers, and who funds. */
export const life = [
  at("demande", "life/application.tsx"),
  at("decision", "life/decision.tsx"),
  at("convention", "life/agreement.tsx"),
  at("cloture", "life/closing.tsx"),
  at("retour", "life/step-back.tsx"),
  at("avenants/nouveau", "life/new-amendment.tsx"),
  at("avenants/:amendmentId/retirer", "life/take-back-amendment.tsx"),
  at("versements/nouveau", "payments/new-instalment.tsx"),
  at("versements/:instalmentId/modifier", "payments/edit-instalment.tsx"),
  at("encaissements/nouveau", "payments/new-receipt.tsx"),
  at("encaissements/:receiptId/modifier", "payments/edit-receipt.tsx"),
  at("pieces/:fileId", "files/download.ts"),
  route("financements/cooperative", "routes/funding/funders/cooperative.tsx"),
  route("financeurs", "routes/funding/funders/funders.tsx"),
  route("financeurs/nouveau", "routes/funding/funders/new-funder.tsx"),
  route("financeurs/:id", "routes/funding/funders/funder.tsx"),
  route("financeurs/:id/modifier", "routes/funding/funders/edit-funder.tsx"),
] satisfies RouteConfig;

/** The tabs of a grant's page. */
export const lifeOfGrant = [
  route("versements", "routes/funding/payments/payments.tsx"),
  route("pieces", "routes/funding/files/grant-files.tsx"),
] satisfies RouteConfig;
