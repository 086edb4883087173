/**
 * A complete page for what happens outside Remix (body too large, crash, unknown method). It depends on
 * nothing, so it can be sent when everything else is broken.
 */
export function plainPage(
  title: string,
  message: string,
  nonce: string,
  language: "fr" | "en" = "fr",
): string {
  const [home, back] =
    language === "fr" ? ["/", "Retour à l’accueil"] : ["/en", "Back to the home page"];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${escapeHtml(nonce)}">
:root{color-scheme:light dark}
body{margin:0;padding:4rem 1.5rem;font:1.125rem/1.6 system-ui,sans-serif;background:#faf7f1;color:#23201b}
main{max-width:36rem;margin:0 auto}
h1{font-size:1.75rem;line-height:1.25}
a{color:inherit}
@media (prefers-color-scheme:dark){body{background:#1c1a16;color:#f3eee4}}
</style>
</head>
<body><main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(message)}</p>
<p><a href="${home}">${back}</a></p>
</main></body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) =>
      ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[character] ??
      character,
  );
}
