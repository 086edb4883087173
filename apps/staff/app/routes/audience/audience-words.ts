import {
  type AudienceIndicator,
  type AudiencePlatform,
  audiencePlatformLabels,
} from "@essaim/media/audience/audience.schema";
import { plural } from "@essaim/ui/format";
import { paths } from "~/paths";

/** What is counted of each: « 1 250 vues ». */
export const writeAudience = (indicatorKey: AudienceIndicator, value: number) =>
  indicatorKey === "video_views"
    ? plural(value, "vue", "vues")
    : plural(value, "visite", "visites");

export const indicatorNames: Record<AudienceIndicator, string> = {
  video_views: "Vues des vidéos",
  text_audio_visits: "Visites des contenus écrits et audio",
};

/** « YouTube », « Podcast, Ausha ». */
export const whereSeen = ({
  platform,
  service,
}: {
  platform: AudiencePlatform;
  service: string;
}) =>
  service ? `${audiencePlatformLabels[platform]}, ${service}` : audiencePlatformLabels[platform];

export const audienceCrumbs = [{ label: "Audience", href: paths.audience() }];

/** « mars 2026 » in an address: « 2026-03 ». */
export const monthInAddress = (month: string) => month.slice(0, 7);
