import type { LikelySame } from "@essaim/accompaniment/worker/duplicate.queries";
import type { Coach, WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import { formatPhone, writeBirth } from "@essaim/accompaniment/worker/worker.rules";
import { workerKindLabels, workerKinds } from "@essaim/accompaniment/worker/worker.schema";
import { birthOf } from "@essaim/accompaniment/worker/worker.words";
import type { Commune, Neighbourhood } from "@essaim/territory/neighbourhood.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { RecordForm } from "~/record-form";
import { HomeFields } from "./home-fields";
import { LikelyHints, LikelyList } from "./likely-hints";

export type WorkerFormOptions = {
  coaches: readonly Coach[];
  neighbourhoods: readonly Neighbourhood[];
  communes: readonly Commune[];
};

type WorkerFormProps = {
  options: WorkerFormOptions;
  /** What the fields hold before anybody types. */
  initial: { coachId?: string | null; supportedFrom?: string };
  saved?: WorkerRecord;
  /** What was typed, when the form comes back. */
  state?: FormState;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
  /** The first day of the later homes that are asked about, when the form comes back for that. */
  replaceFrom?: string;
  /** Files that are likely the same person's, when the form comes back for that. */
  likely?: readonly LikelySame[];
};

/**
 * Who a person is, how to reach them, where they live and who accompanies them, in the order a conversation would. The
 * situation has a page of its own.
 */
export function WorkerForm(props: WorkerFormProps) {
  const { options, saved, state, initial } = props;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
    >
      {props.likely && <LikelyTwice likely={props.likely} state={state} />}
      <WhoFields state={state} saved={saved} />
      {/* Already told above, once the form was sent. */}
      {!saved && !props.likely && <LikelyHints />}
      <HomeFields state={state} saved={saved} options={options} replaceFrom={props.replaceFrom} />
      <Fieldset question={"Quand est-elle née\u202f?"}>
        <BirthField state={state} saved={saved} />
      </Fieldset>
      <Fieldset question={"Comment travaille cette personne\u202f?"}>
        <RadioGroup
          label="Type d’activité"
          options={workerKinds.map((value) => ({ value, label: workerKindLabels[value] }))}
          {...fieldProps(state, "kind", saved?.kind)}
        />
      </Fieldset>
      <Fieldset question={"Qui l’accompagne\u202f?"}>
        <Select
          label="Accompagnement par"
          optional
          width="long"
          placeholder="À attribuer plus tard"
          options={options.coaches.map(({ id, name }) => ({ value: id, label: name }))}
          {...fieldProps(state, "coachId", saved ? saved.coachId : initial.coachId)}
        />
        {!saved && (
          <DateField
            label="Début de l’accompagnement"
            hint="Le jour où cette personne s’est portée candidate. Les étapes suivantes s’ajoutent dans son parcours."
            {...fieldProps(state, "supportedFrom", initial.supportedFrom)}
          />
        )}
      </Fieldset>
    </RecordForm>
  );
}

/** Whose file it may already be, and the tick that says it is somebody else. */
function LikelyTwice({
  likely,
  state,
}: Pick<WorkerFormProps, "state"> & { likely: readonly LikelySame[] }) {
  return (
    <Fieldset question={"Cette personne a-t-elle déjà une fiche\u202f?"}>
      <LikelyList likely={likely} />
      <Checkbox
        name="somebodyElse"
        value="oui"
        label="C’est quelqu’un d’autre"
        error={state?.errors.somebodyElse}
        defaultChecked={state?.values.somebodyElse === "oui"}
      />
    </Fieldset>
  );
}

type Part = Pick<WorkerFormProps, "state" | "saved">;

function WhoFields({ state, saved }: Part) {
  return (
    <Fieldset question={"Qui est-ce\u202f?"}>
      <TextField
        label="Prénom"
        maxLength={80}
        autoComplete="off"
        {...fieldProps(state, "givenName", saved?.givenName)}
      />
      <TextField
        label="Nom"
        maxLength={80}
        autoComplete="off"
        {...fieldProps(state, "familyName", saved?.familyName)}
      />
      <TextField
        label="Téléphone"
        type="tel"
        optional
        width="medium"
        maxLength={30}
        autoComplete="off"
        {...fieldProps(state, "phone", saved?.phone && formatPhone(saved.phone))}
      />
      <TextField
        label="Adresse électronique"
        type="email"
        optional
        maxLength={254}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...fieldProps(state, "email", saved?.email)}
      />
    </Fieldset>
  );
}

function BirthField({ state, saved }: Part) {
  const birth = saved && birthOf(saved);
  return (
    <TextField
      label="Naissance"
      hint="Le jour, par exemple 12/03/1985, ou l’année seule."
      optional
      width="short"
      maxLength={10}
      autoComplete="off"
      {...fieldProps(state, "birth", birth && writeBirth(birth))}
    />
  );
}
