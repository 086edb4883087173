import { findWorkers } from "@essaim/accompaniment/worker/worker-search.queries";
import { listPartners } from "@essaim/commons/partner/partner.queries";
import { partnerFilterSchema } from "@essaim/commons/partner/partner.schema";
import { listActivities } from "@essaim/directory/activity.queries";
import { activityFilterSchema } from "@essaim/directory/activity.schema";
import { listOpenResources } from "@essaim/directory/open-resource.queries";
import { openResourceFilterSchema } from "@essaim/directory/open-resource.schema";
import { grantStatusLabels } from "@essaim/funding/grant/grant.schema";
import { findGrants } from "@essaim/funding/grant/grant-search.queries";
import { findExpenses } from "@essaim/funding/spending/expense-search.queries";
import { can, type MemberActor } from "@essaim/identity/actor";
import { stageLabels } from "@essaim/media/piece/piece.schema";
import { findPieces } from "@essaim/media/piece/piece-search.queries";
import type { PaletteItem } from "@essaim/ui/command-palette";
import { formatCents, formatDate } from "@essaim/ui/format";
import type { AppLoadContext } from "@remix-run/node";
import { paths } from "./paths.ts";

/** One letter would find everything. */
export const shortestSearch = 2;
const longestSearch = 100;

/**
 * Records whose words match, of the kinds that the member may read, people first.
 * @param limit how many of each kind at most
 */
export async function findRecords(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  query: string,
  limit: number,
): Promise<PaletteItem[]> {
  const search = query.replaceAll("\0", "").trim().slice(0, longestSearch);
  if (search.length < shortestSearch) return [];
  const kinds = [
    can(actor, "worker:read") && people(),
    can(actor, "grant:read") && grants(),
    can(actor, "spending:read") && expenses(),
    can(actor, "directory:read") && activities(),
    can(actor, "directory:read") && resources(),
    can(actor, "media:read") && pieces(),
    can(actor, "partner:read") && partners(),
  ];
  const found = await Promise.all(kinds.filter((kind) => kind !== false));
  return found.flat();

  async function people(): Promise<PaletteItem[]> {
    const workers = await execute(actor, findWorkers, { search, limit });
    return workers.map((worker) => ({
      id: worker.id,
      kind: "Personnes",
      icon: "users",
      label: worker.name,
      hint: worker.supportedUntil ? "accompagnement terminé" : (worker.communeName ?? undefined),
      href: paths.worker(worker.id),
    }));
  }

  async function grants(): Promise<PaletteItem[]> {
    const rows = await execute(actor, findGrants, { search, limit });
    return rows.map((grant) => ({
      id: grant.id,
      kind: "Financements",
      icon: "grant",
      label: grant.title,
      hint: `${grant.funderName}, ${grantStatusLabels[grant.status].toLowerCase()}`,
      href: paths.grant(grant.id),
    }));
  }

  async function expenses(): Promise<PaletteItem[]> {
    const rows = await execute(actor, findExpenses, { search, limit });
    return rows.map((expense) => ({
      id: expense.id,
      kind: "Dépenses",
      icon: "money",
      label: expense.label,
      hint: `${formatDate(expense.incurredOn)}, ${formatCents(expense.amountCents)}`,
      href: paths.expense(expense.id),
    }));
  }

  async function activities(): Promise<PaletteItem[]> {
    const filter = activityFilterSchema.parse({ search });
    const rows = await execute(actor, listActivities, filter);
    return rows.activities.slice(0, limit).map((activity) => ({
      id: activity.id,
      kind: "Activités",
      icon: "activity",
      label: activity.title,
      hint: activity.status === "draft" ? "brouillon" : activity.places.join(", "),
      href: paths.activity(activity.id),
    }));
  }

  async function resources(): Promise<PaletteItem[]> {
    const filter = openResourceFilterSchema.parse({ search });
    const rows = await execute(actor, listOpenResources, filter);
    return rows.resources.slice(0, limit).map((resource) => ({
      id: resource.id,
      kind: "Ressources",
      icon: "resource",
      label: resource.name,
      hint: resource.status === "draft" ? "brouillon" : undefined,
      href: paths.resource(resource.id),
    }));
  }

  async function pieces(): Promise<PaletteItem[]> {
    const rows = await execute(actor, findPieces, { search, limit });
    return rows.map((piece) => ({
      id: piece.id,
      kind: "Média",
      icon: "video",
      label: piece.title,
      hint: stageLabels[piece.stage].toLowerCase(),
      href: paths.piece(piece.id),
    }));
  }

  async function partners(): Promise<PaletteItem[]> {
    const filter = partnerFilterSchema.parse({ q: search });
    const rows = await execute(actor, listPartners, filter);
    return rows.partners.slice(0, limit).map((partner) => ({
      id: partner.id,
      kind: "Partenaires",
      icon: "partner",
      label: partner.name,
      href: paths.partner(partner.id),
    }));
  }
}
