import {
  linkKindLabels,
  type RecordImage,
  type RecordLink,
} from "@essaim/directory/content.schema";
import { Section } from "@essaim/ui/section";
import type { ReactNode } from "react";

/** A link to somebody else’s site. */
export function WebLink({ url, children }: { url: string; children: ReactNode }) {
  return (
    <a href={url} rel="noopener noreferrer" className="break-words">
      {children}
    </a>
  );
}

/** What can be seen, heard or read elsewhere. Nothing when nothing is known. */
export function Links({ links }: { links: readonly RecordLink[] }) {
  if (links.length === 0) return null;
  return (
    <Section title="À voir, à écouter, à lire">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {links.map(({ kind, title, url }) => (
          <li key={url}>
            <WebLink url={url}>{title}</WebLink>{" "}
            <span className="text-sm text-muted">{linkKindLabels[kind].fr}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the images show, in words. */
export function Images({ images }: { images: readonly RecordImage[] }) {
  if (images.length === 0) return null;
  return (
    <Section title="Images">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {images.map(({ id, alt, credit }) => (
          <li key={id}>
            {alt}
            {credit && <span className="text-sm text-muted"> {credit}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
