import { loginRoles, roleUrl } from "@essaim/database/roles";
import { requireEnvironment } from "@essaim/web/environment";
import { Stop } from "../steps.mjs";

/** Prints the address that a login role connects to. The directory's process is given its own and no secret. */
export async function main([name]: string[]): Promise<void> {
  const role = loginRoles.find((one) => one === `essaim_${name}`);
  if (!role) throw new Stop("Pour quel rôle ? pnpm db:address public, staff, auth ou jobs.");
  const { databaseUrl, secret } = requireEnvironment("databaseUrl", "secret");
  process.stdout.write(`${roleUrl(databaseUrl, role, secret)}\n`);
}
