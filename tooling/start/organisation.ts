import { parseArgs } from "node:util";
import { createOrganisation } from "@essaim/identity/create-organisation";
import { readEnvironment } from "@essaim/web/environment";
import { z } from "zod";
import { Stop } from "../steps.mjs";
import { migrateDatabase, openDatabase } from "./database.ts";

const usage =
  'Exemple : pnpm organisation --nom "Coopérative des Sources" --adresse sources --admin "Mina Roche" --courriel mina@sources.example';

const schema = z.object({
  nom: z.string({ error: "--nom manque" }).trim().min(1).max(200),
  adresse: z
    .string({ error: "--adresse manque" })
    .regex(/^[a-z0-9-]+$/, "--adresse ne contient que des lettres minuscules, chiffres et tirets"),
  admin: z.string({ error: "--admin manque" }).trim().min(1).max(120),
  courriel: z.email("--courriel n’est pas une adresse électronique"),
});

/**
 * Opens the house to a new organisation and prints the link by which its first admin gets in. The first of an installation
 * keeps its register of neighbourhoods.
 */
export async function main(parameters: string[]): Promise<void> {
  const input = read(parameters);
  const environment = readEnvironment();
  const database = await openDatabase(environment);
  try {
    await migrateDatabase(database);
    const { linkPath } = await createOrganisation({
      url: database.url,
      name: input.nom,
      slug: input.adresse,
      admin: { email: input.courriel, fullName: input.admin },
    }).catch((error: Error) => {
      const taken = /organisation_slug_key/.test(error.message);
      throw taken ? new Stop(`L’adresse « ${input.adresse} » est déjà prise.`) : error;
    });
    process.stdout.write(
      `\n« ${input.nom} » est prête. ${input.admin} ouvre son accès, une fois et sous sept jours, ici :\n${environment.staffUrl}${linkPath}\n`,
    );
  } finally {
    await database.close();
  }
}

function read(parameters: string[]): z.output<typeof schema> {
  const option = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: parameters,
      options: { nom: option, adresse: option, admin: option, courriel: option },
    });
    const parsed = schema.safeParse(values);
    if (parsed.success) return parsed.data;
    throw new Error(parsed.error.issues.map((issue) => issue.message).join(", "));
  } catch (error) {
    throw new Stop(`${(error as Error).message}.\n${usage}`);
  }
}
