import { useI18n } from "~/i18n/i18n";

/** The cooperatives that publish here, with their site where they have said it. */
export function PublisherList({
  publishers,
}: {
  publishers: readonly { name: string; websiteUrl: string | null }[];
}) {
  const { t } = useI18n();
  if (publishers.length === 0) return <p>{t("about.noOne")}</p>;
  return (
    <ul>
      {publishers.map(({ name, websiteUrl }) => (
        <li key={name}>
          {websiteUrl ? (
            <a rel="noopener" href={websiteUrl}>
              {name}
            </a>
          ) : (
            name
          )}
        </li>
      ))}
    </ul>
  );
}
