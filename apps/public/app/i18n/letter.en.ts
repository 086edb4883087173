import type { letterFr } from "./letter.fr";

export const letterEn: typeof letterFr = {
  title: "Stop receiving these letters?",
  ask: "{{organisation}} will send no more letters to the address where this one arrived.",
  send: "Stop receiving them",
  doneTitle: "Done",
  done: "No more letters will leave for this address.",
  unknownTitle: "This link no longer works",
  unknown:
    "The letter that held it was erased, or the address is incomplete. If letters still come, open the link of the latest.",
};
