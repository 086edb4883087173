import type { EventRecord } from "@essaim/accompaniment/event/event.queries";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { eventKinds, sessionKindLabels } from "@essaim/accompaniment/workshop/workshop.schema";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { RecordForm } from "~/record-form";
import { CoachField } from "../meetings/meeting-fields";
import {
  DescriptionField,
  PlacesAndPublic,
  TitleField,
  WhenAndWhere,
} from "../meetings/session-fields";

type EventFormProps = {
  hosts: readonly Coach[];
  campaigns: readonly { id: string; name: string }[];
  initial: Partial<EventRecord>;
  state?: FormState;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
};

/** What the event is and for whom, when and where, for how many, and of which campaign. */
export function EventForm({ initial, state, hosts, campaigns, ...props }: EventFormProps) {
  return (
    <RecordForm state={state} {...props}>
      <Fieldset question={"Que proposez-vous\u202f?"}>
        <RadioGroup
          label="Événement"
          inline
          options={eventKinds.map((value) => ({ value, label: sessionKindLabels[value] }))}
          {...fieldProps(state, "kind", initial.kind)}
        />
        <TitleField state={state} initial={initial} />
        <TextField
          label="Pour qui"
          hint={"Par exemple\u202f: les autres coopératives d’activités et d’emploi."}
          optional
          width="full"
          maxLength={200}
          autoComplete="off"
          {...fieldProps(state, "audience", initial.audience)}
        />
        <DescriptionField state={state} initial={initial} label="Ce qui s’y passe" />
      </Fieldset>
      <WhenAndWhere state={state} initial={initial} />
      <Fieldset question={"Avec qui, et pour combien de personnes\u202f?"}>
        <CoachField state={state} initial={initial} coaches={hosts} label="Mené par" />
        {campaigns.length > 0 && (
          <Select
            label="Campagne"
            optional
            width="long"
            placeholder="Aucune"
            options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
            {...fieldProps(state, "campaignId", initial.campaignId ?? undefined)}
          />
        )}
        <PlacesAndPublic state={state} initial={initial} />
      </Fieldset>
    </RecordForm>
  );
}
