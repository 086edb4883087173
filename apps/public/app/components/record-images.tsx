import type { RecordImage } from "@essaim/directory/content.schema";
import type { ImageSizes } from "@essaim/directory/images/image.queries";
import { typo } from "@essaim/ui/format";
import { Picture } from "@essaim/ui/picture";
import { createContext, useContext } from "react";
import { useI18n } from "~/i18n/i18n";
import { useContentLang } from "./french";

/** The sizes of the images of the page being rendered, by their id. */
const Sizes = createContext<Readonly<Record<string, ImageSizes>>>({});

export const ImageSizesProvider = Sizes.Provider;

/** One image, with whose it is. Nothing when its file is not there. */
export function Figure({ image, lang }: { image: RecordImage; lang: string | undefined }) {
  const { id, alt, credit } = image;
  const sizes = useContext(Sizes)[id];
  if (!sizes) return null;
  return (
    <figure className="flex flex-col gap-1">
      <Picture
        sizes={sizes}
        addressOf={(width, format) => `/images/${id}/${width}.${format}`}
        alt={alt}
        lang={lang}
        className="h-auto max-w-full rounded-sm"
      />
      {credit && (
        <figcaption lang={lang} className="text-sm text-muted">
          {typo(credit)}
        </figcaption>
      )}
    </figure>
  );
}

/** The images of a record, told to whoever does not see them. Nothing where there is none. */
export function RecordImages({ images }: { images: readonly RecordImage[] }) {
  const { t } = useI18n();
  const lang = useContentLang();
  const sizes = useContext(Sizes);
  const shown = images.filter(({ id }) => Object.hasOwn(sizes, id));
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="images" className="flex flex-col gap-4 border-t border-line pt-6">
      <h2 id="images">{t("history.images")}</h2>
      <ul className="grid gap-6 sm:grid-cols-2">
        {shown.map(({ id, alt, credit }) => (
          <li key={id} className="print:break-inside-avoid">
            <Figure image={{ id, alt, credit }} lang={lang} />
          </li>
        ))}
      </ul>
    </section>
  );
}
