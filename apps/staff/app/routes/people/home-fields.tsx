import type { WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import type { Neighbourhood } from "@essaim/territory/neighbourhood.schema";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { useEffect, useRef, useState } from "react";
import { ReplaceLaterHomes } from "./later-homes";
import { communeSuggestions, neighbourhoodOptions, optionsNear } from "./neighbourhood-options";
import type { WorkerFormOptions } from "./worker-form";
import { asTyped } from "./worker-versions";

type HomeProps = {
  state?: FormState;
  saved?: WorkerRecord;
  options: Pick<WorkerFormOptions, "neighbourhoods" | "communes">;
  replaceFrom?: string;
};

/** The address first: the priority neighbourhood is found from it, unless somebody answers by hand. */
export function HomeFields({ state, saved, options, replaceFrom }: HomeProps) {
  const typed = saved && asTyped(saved);
  const box = useRef<HTMLDivElement>(null);
  const near = useNeighbourhoodsNear(box, options, neighbourhoodOf(saved));
  return (
    <Fieldset question={"Où habite cette personne\u202f?"}>
      <div ref={box} className="flex flex-col gap-6">
        <TextField
          label="Numéro et rue"
          optional
          maxLength={200}
          autoComplete="off"
          {...fieldProps(state, "addressLine", saved?.addressLine)}
        />
        <div className="flex max-w-xl flex-wrap gap-6">
          <TextField
            className="w-44"
            label="Code postal"
            optional
            width="full"
            inputMode="numeric"
            maxLength={6}
            autoComplete="off"
            {...fieldProps(state, "postcode", saved?.postcode)}
          />
          <TextField
            className="min-w-0 grow basis-64"
            label="Commune"
            optional
            width="full"
            maxLength={120}
            autoComplete="off"
            list="communes"
            {...fieldProps(state, "commune", typed?.commune)}
          />
        </div>
        <datalist id="communes">
          {communeSuggestions(options.neighbourhoods, options.communes).map((label) => (
            <option key={label} value={label} />
          ))}
        </datalist>
        <Select
          label={
            <>
              Quartier prioritaire (
              <abbr title="Quartier prioritaire de la politique de la ville">QPV</abbr>)
            </>
          }
          hint={
            <>
              Cherché d’après l’adresse dès l’enregistrement. Pour répondre vous-même, prenez-le
              sous sa commune, qui vient avec lui.
            </>
          }
          optional
          width="long"
          placeholder={false}
          options={near}
          {...fieldProps(state, "neighbourhood", typed?.neighbourhood ?? "auto")}
        />
        {saved && (
          <>
            <DateField
              label="Habite là depuis le"
              hint="Le premier jour à cette adresse. Laissé vide, une adresse changée compte à partir d’aujourd’hui, et celle d’avant jusqu’à hier."
              optional
              {...fieldProps(state, "homeSince")}
            />
            <ReplaceLaterHomes state={state} replaceFrom={replaceFrom} />
          </>
        )}
      </div>
    </Fieldset>
  );
}

/** The list of neighbourhoods, those of the commune typed alone once it has some. Without JavaScript, all of them. */
function useNeighbourhoodsNear(
  box: React.RefObject<HTMLDivElement | null>,
  { neighbourhoods }: HomeProps["options"],
  kept: Neighbourhood | undefined,
) {
  const [near, setNear] = useState({ commune: "", chosen: "" });
  useEffect(() => {
    const fields = box.current;
    if (!fields) return;
    const typedIn = (name: string) =>
      fields.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value ?? "";
    // What is chosen stays in the list, wherever it is.
    const look = () => setNear({ commune: typedIn("commune"), chosen: typedIn("neighbourhood") });
    look();
    fields.addEventListener("change", look);
    return () => fields.removeEventListener("change", look);
  }, [box]);
  return optionsNear(neighbourhoodOptions(neighbourhoods, kept), near.commune, near.chosen);
}

/** The neighbourhood that a file names, as a list would give it. */
function neighbourhoodOf(worker: WorkerRecord | undefined): Neighbourhood | undefined {
  if (!worker?.neighbourhoodCode || !worker.communeCode) return undefined;
  return {
    code: worker.neighbourhoodCode,
    name: worker.neighbourhoodName ?? worker.neighbourhoodCode,
    communes: [
      {
        code: worker.communeCode,
        name: worker.communeName ?? worker.communeCode,
        departmentCode: worker.departmentCode ?? "",
      },
    ],
  };
}
