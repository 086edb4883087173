import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { Database } from "@essaim/database/connection";
import { ContoursRefused } from "@essaim/territory/contours/contours.schema";
import { importContours } from "@essaim/territory/contours/import-contours";
import { importIndicators } from "@essaim/territory/indicators/import-indicators";
import { IndicatorsRefused } from "@essaim/territory/indicators/indicator.schema";
import { contourSteps, indicatorSteps } from "@essaim/territory/register/register.schema";
import { readEnvironment } from "@essaim/web/environment";
import { Stop, seconds } from "../steps.mjs";
import { migrateDatabase, openDatabase } from "./database.ts";
import { asOwner } from "./packaged-communes.ts";

const usage = `Exemples :
  pnpm territory:import --contours QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson --generation 2024 [--partial]
  pnpm territory:import --indicators valeurs.csv --dictionary dictionnaire.csv [--source "Insee, Filosofi"] [--year 2021] [--partial]`;

type Asked = {
  contours?: string;
  generation?: string;
  indicators?: string;
  dictionary?: string;
  source?: string;
  year?: string;
  partial?: boolean;
};

/** Brings the register of neighbourhoods to an official file of contours, or of indicators, whole or not at all. */
export async function main(parameters: string[]): Promise<void> {
  const work = await prepare(read(parameters));
  const database = await openDatabase(readEnvironment());
  try {
    await migrateDatabase(database);
    await asOwner(database.url, work);
  } catch (error) {
    if (error instanceof ContoursRefused) throw refused(error.problems);
    if (error instanceof IndicatorsRefused) throw refused([error.message]);
    throw error;
  } finally {
    await database.close();
  }
}

const refused = (problems: readonly string[]) =>
  new Stop(
    `Le fichier est refusé, et rien n’a été écrit :\n${problems.map((one) => `  - ${one}`).join("\n")}`,
  );

/** Reads the files before the database is touched, and tells what to do with it. */
async function prepare(asked: Asked): Promise<(owner: Database) => Promise<void>> {
  const isPartial = asked.partial ?? false;
  const file = { isPartial, isApproximate: false };
  if (asked.contours) {
    const bytes = await bytesOf(asked.contours);
    const generation = asked.generation === "2015" ? 2015 : 2024;
    const sourceName = basename(asked.contours);
    return async (owner) => {
      const say = told(contourSteps);
      const { overlaps, ...counts } = await importContours(
        owner,
        bytes,
        { ...file, generation, sourceName },
        say.begin,
      );
      say.end();
      print(
        `Quartiers ${generation} : ${counts.added} ajoutés, ${counts.changed} modifiés, ${counts.unchanged} inchangés, ${counts.retired} sortis de la liste (dont ${counts.repaired} contours réparés à la lecture).`,
      );
      for (const { codes, squareMetres } of overlaps.pairs) {
        print(
          `Attention : les contours de ${codes.join(" et ")} se recouvrent sur ${(squareMetres / 10_000).toFixed(1).replace(".", ",")} ha.`,
        );
      }
      if (!overlaps.isWhole) print("D’autres contours se recouvrent peut-être.");
    };
  }
  const figures = await bytesOf(asked.indicators ?? "");
  const dictionary = await bytesOf(asked.dictionary ?? "");
  const about = { source: asked.source, year: asked.year ? Number(asked.year) : undefined };
  const sourceName = basename(asked.indicators ?? "");
  return async (owner) => {
    const say = told(indicatorSteps);
    const bytes = { figures, dictionary };
    const counts = await importIndicators(
      owner,
      bytes,
      { ...file, ...about, sourceName },
      say.begin,
    );
    say.end();
    print(
      `Indicateurs : ${counts.figures} valeurs de ${counts.indicators} indicateurs pour ${counts.places} lieux, dont ${counts.secret} sous secret statistique ; ${counts.changed} ont changé.`,
    );
  };
}

const print = (text: string) => process.stdout.write(`\n${text}\n`);

/** Prints each step as it begins, and how long the one before took. */
function told<Step extends string>(steps: Record<Step, string>) {
  const order = Object.keys(steps);
  let begun = 0;
  const end = () => {
    if (begun) process.stdout.write(` (${seconds(Date.now() - begun)})\n`);
  };
  return {
    begin: (step: Step) => {
      end();
      begun = Date.now();
      process.stdout.write(`  ${order.indexOf(step) + 1}/${order.length} ${steps[step]}`);
    },
    end,
  };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return await readFile(path).catch(() => {
    throw new Stop(`Le fichier « ${path} » ne se lit pas.`);
  });
}

function read(parameters: string[]): Asked {
  const option = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: parameters,
      options: {
        ...{ contours: option, generation: option, indicators: option, dictionary: option },
        ...{ source: option, year: option, partial: { type: "boolean" } },
      },
    });
    const problem = problemOf(values);
    if (problem) throw new Error(problem);
    return values;
  } catch (error) {
    throw new Stop(`${(error as Error).message}.\n${usage}`);
  }
}

function problemOf({ contours, generation, indicators, dictionary, year }: Asked): string | null {
  if (contours && indicators) return "--contours et --indicators s’importent l’un après l’autre";
  if (contours) {
    return generation === "2015" || generation === "2024" ? null : "--generation vaut 2015 ou 2024";
  }
  if (!indicators) return "--contours ou --indicators est nécessaire";
  if (!dictionary) return "--dictionary est nécessaire avec --indicators";
  return year === undefined || /^(199\d|20\d\d|2100)$/.test(year)
    ? null
    : "--year est une année entre 1990 et 2100";
}
