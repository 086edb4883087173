import type { openDataFr } from "./open-data.fr";

export const openDataEn: typeof openDataFr = {
  nav: "Open data",
  title: "Open data",
  lead: "Everything the directory says may be taken up, changed and published elsewhere, even to make a living.",
  experience: "Experience of {{name}}: {{activity}}",
  licenceTitle: "The licence",
  licence: "The data is under the",
  licenceAsks:
    "Name “Annuaire Essaim” with a link to the record, say what you changed, and share what you make of it under the same licence.",
  filesTitle: "Files",
  filesLead: "Written when you ask for them, always up to date, with no registration.",
  all: "Every record, whole, with the experiences that people lived",
  activities: "Activities, one a line",
  resources: "Open resources, one a line",
  places: "The places where each activity works, at the centre of the municipality",
  offline:
    "The whole directory as pages to read without a network, from a USB key, with the data: open index.html",
  catalogue: "The description for data portals (DCAT-AP)",
  units:
    "Amounts are in euro cents, dates in ISO 8601, municipalities by their INSEE code. An empty cell means “not stated”, never zero.",
  apiTitle: "The API",
  apiLead: "Read only, without a key, open to every site.",
  apiDocument: "Its full description (OpenAPI 3.1)",
  apiSearch: "Search activities, around a municipality or a point",
  apiRecord: "Read a record",
  apiChanges:
    "Keep a copy up to date: give the “position” of the last answer as “since”; withdrawals are told",
  apiPolite:
    "Keep the “ETag” of each answer and give it back: what has not changed is not sent again.",
  feedsTitle: "Feeds",
  feedsLead: "To be followed in a feed reader (Atom): everything, a sector, or a search.",
  feedAll: "Everything new",
  feedSearch: "A search, “vélo” for instance",
  visitsTitle: "What we count",
  visits:
    "We count how many times each page is read, without cookies and without knowing by whom: a fingerprint that leads back to nobody, forgotten every night. If your browser asks not to be tracked, it is not counted.",
  embedLink: "Embed the directory in your site",
  embed: {
    title: "Embed the directory in your site",
    lead: "A list or a map of the directory in your page, always up to date, without scripts or cookies.",
    listTitle: "A list",
    listLabel: "List of activities of the Essaim directory",
    listText: "The activities that answer a search.",
    mapTitle: "A map",
    mapLabel: "Map of activities of the Essaim directory",
    mapText: "The municipalities where they work.",
    snippet: "To be pasted in your page",
    choose: "Choose what is shown",
    chooseText:
      "Search the directory, then copy the end of its address (after the “?”) in place of this one. The filters are the same.",
    height: "Change the height as you wish: the page fits its width.",
    see: "See what it looks like",
    none: "Nothing in the directory answers this search for now.",
    unknown:
      "The address of this frame asks for what the directory does not know ({{filters}}). Copy it again from a search.",
    noPlace: "None of these activities has a known place yet.",
    more: "The whole list in the directory",
    count_one: "{{count}} activity",
    count_other: "{{count}} activities",
    credit: "Annuaire Essaim, CC BY-SA 4.0",
  },
};
