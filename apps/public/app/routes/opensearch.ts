import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerText } from "~/data/answer.server";
import { i18nAt } from "~/i18n/i18n";
import { pathsIn } from "~/paths";

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** How a browser searches the directory from its own bar (OpenSearch 1.1). */
export const loader = ({ request, context: { publicUrl } }: LoaderFunctionArgs) => {
  const { t } = i18nAt("/");
  const page = `${publicUrl}${pathsIn("fr").search()}?q={searchTerms}`;
  const feed = `${publicUrl}/donnees/flux.atom?q={searchTerms}`;
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${escaped(t("site.name"))}</ShortName>
<Description>${escaped(t("site.description"))}</Description>
<Language>fr</Language>
<InputEncoding>UTF-8</InputEncoding>
<Image height="16" width="16" type="image/svg+xml">${escaped(publicUrl)}/favicon.svg</Image>
<Url type="text/html" template="${escaped(page)}"/>
<Url type="application/atom+xml" template="${escaped(feed)}"/>
</OpenSearchDescription>
`;
  return answerText(text, {
    request,
    type: "application/opensearchdescription+xml; charset=utf-8",
  });
};
