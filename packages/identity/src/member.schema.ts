import { z } from "zod";
import { theirEmailSchema, theirFullNameSchema } from "./account.schema.ts";
import type { Role } from "./permission.ts";
import { roleSchema } from "./role.schema.ts";

const funderId = z
  .uuid("Ce financeur n’existe plus. Choisissez-en un autre.")
  .optional()
  .transform((value) => value ?? null);

/** A funder sees the grants of one funder; every other role has none. */
function withFunder<T extends { role: Role; funderId: string | null }>(
  value: T,
  context: z.RefinementCtx,
): T {
  if (value.role !== "funder") return { ...value, funderId: null };
  if (!value.funderId) {
    context.addIssue({
      code: "custom",
      path: ["funderId"],
      message: "Choisissez le financeur dont cette personne verra les financements.",
    });
  }
  return value;
}

// In the order of the form, which is that of the error summary.
export const invitationSchema = z
  .object({ fullName: theirFullNameSchema, email: theirEmailSchema, role: roleSchema, funderId })
  .transform(withFunder);

/** The new role of a member; the member comes from the address of the page. */
export const memberRoleSchema = z.object({ role: roleSchema, funderId }).transform(withFunder);

/** The same with the member. */
export const changeMemberRoleSchema = z
  .object({ id: z.uuid(), role: roleSchema, funderId })
  .transform(withFunder);

export const memberIdSchema = z.object({ id: z.uuid() });

export const noInputSchema = z.object({});
