import type { PublishedPiece } from "../piece/published-piece.schema.ts";

/** A video of a repair café, with all that a piece may say. */
export const video = {
  kind: "video",
  title: "Régler ses freins à l’atelier",
  summary: "Dix minutes avec une bénévole du repair café de Wazemmes.",
  body: "Tourné un samedi matin.",
  language: "fr",
  licenceExpression: "CC-BY-SA-4.0",
  durationSeconds: 614,
  credits: [
    { name: "Awa Diop", role: "filmed" },
    { name: "Théo Lemaire", role: "camera" },
  ],
  series: { slug: "les-mains-dans-le-cambouis", title: "Les mains dans le cambouis", episode: 2 },
  chapters: [
    { startSeconds: 0, title: "Avant de commencer" },
    { startSeconds: 83.4, title: "Tendre le câble" },
  ],
  subtitles: [
    {
      language: "fr",
      vtt: "WEBVTT\n\n00:01:23.400 --> 00:01:28.000\nOn tend le câble à la main.\n",
    },
  ],
  transcript: [
    { startSeconds: 0, speaker: "Awa Diop", text: "Bonjour, on parle des freins." },
    { startSeconds: 83.4, speaker: "", text: "On tend le câble à la main." },
  ],
  steps: [],
  images: [],
  posterId: null,
  places: [
    {
      platform: "youtube",
      url: "https://www.youtube.com/watch?v=abcdefghijk",
      publishedOn: "2026-03-02",
      file: null,
    },
    {
      platform: "peertube",
      url: "https://tube.exemple.fr/w/kkGMgK9ZtnKfYAgnEtQxbv",
      publishedOn: "2026-03-01",
      file: {
        url: "https://tube.exemple.fr/static/freins.mp4?a=1&b=2",
        mediaType: "video/mp4",
        bytes: 48_000_000,
      },
    },
  ],
  activityIds: [],
  resourceIds: [],
  questions: [{ text: "Où trouver des câbles d’occasion ?", url: null }],
} satisfies PublishedPiece;

/** A programme to hear, of the same series. */
export const audio = {
  ...video,
  kind: "audio",
  title: "Ce que réparer veut dire",
  summary: "Une heure à l’antenne avec celles et ceux qui tiennent l’atelier.",
  body: "",
  durationSeconds: 3480,
  credits: [{ name: "Awa Diop", role: "voice" }],
  series: { ...video.series, episode: 1 },
  chapters: [],
  subtitles: [],
  transcript: [
    { startSeconds: 12, speaker: "Awa Diop", text: "Un vélo qui freine, c’est un vélo qui roule." },
    { startSeconds: 1800, speaker: "Awa Diop", text: "Le câble casse toujours au même endroit." },
    { startSeconds: 1835, speaker: "", text: "Alors on garde les câbles, et les gaines." },
    { startSeconds: 2000, speaker: "", text: "Un câble de frein se change en dix minutes." },
    { startSeconds: 2400, speaker: "", text: "Sans câble, pas de frein." },
  ],
  places: [
    {
      platform: "podcast",
      url: "https://sons.exemple.fr/emissions/reparer",
      publishedOn: "2026-02-10",
      file: {
        url: "https://sons.exemple.fr/reparer.mp3",
        mediaType: "audio/mpeg",
        bytes: 55_680_000,
      },
    },
  ],
  questions: [],
} satisfies PublishedPiece;

/** A tutorial without a recording, in English. */
export const tutorial = {
  ...audio,
  kind: "tutorial",
  title: "Build a saddle bag out of an old tent",
  summary: "Four steps, an afternoon, and no new fabric.",
  language: "en",
  licenceExpression: "CC0-1.0",
  durationSeconds: null,
  credits: [],
  series: null,
  transcript: [],
  steps: [
    { title: "Wash the fabric", text: "Cold water, **no** soap.", minutes: 20, imageIds: [] },
    { title: "Cut", text: "Along the seams.", minutes: 45, imageIds: [] },
  ],
  places: [],
} satisfies PublishedPiece;
