/** The look of a page that stands by itself: the house's tokens (packages/ui/src/theme.css), in light, in dark and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --color-paper: #faf6ee; --color-well: #f2ecdf; --color-line: #ddd4c3; --color-edge: #877c69;
  --color-ink: #25211b; --color-muted: #5e5648; --color-accent: #1d5072;
  --color-chart-1: #1d5072; --color-chart-2: #b36b00; --color-chart-3: #2f7f6d; --color-chart-4: #8b4f7c;
  --color-chart-unknown: #b5ab99; --color-chart-grid: #e5dccb;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --color-paper: #181613; --color-well: #2b2722; --color-line: #423c33; --color-edge: #958a78;
    --color-ink: #ece5d8; --color-muted: #b9ae9c; --color-accent: #92c1de;
    --color-chart-1: #7fb3d5; --color-chart-2: #e0a347; --color-chart-3: #6fbfaa; --color-chart-4: #c792b8;
    --color-chart-unknown: #6f6759; --color-chart-grid: #37322a;
  }
}
@media print {
  :root { --color-paper: #ffffff; --color-well: #ffffff; --color-line: #bbbbbb; --color-ink: #000000; --color-muted: #333333; }
  @page { margin: 16mm 15mm 18mm; }
  html { font-size: 10.5pt !important; }
  nav { display: none; }
  h1, h2, h3, caption { break-after: avoid; }
  tr, figure, dl > div, .signature { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible !important; }
}
@media screen { .drawn-strokes { display: none; } }
html {
  background: var(--color-paper); color: var(--color-ink); font-size: 17px; line-height: 1.55;
  font-family: "Atkinson Hyperlegible Next", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  overflow-wrap: break-word; -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
body { margin: 0 auto; max-width: 52rem; padding: 2rem 1rem 3rem; }
h1, h2, h3, th, dt, caption, figcaption { font-weight: 600; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 0.75rem; padding-top: 0.75rem; border-top: 3px solid var(--color-accent); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
p, ul, dl, blockquote, figure { margin: 0 0 1rem; }
p, li, blockquote { max-width: 68ch; }
.lead { color: var(--color-muted); font-size: 1.1rem; margin-top: 0.5rem; }
nav { margin: 1.5rem 0; }
nav ul { padding-left: 1.25rem; }
a { color: var(--color-accent); }
:focus-visible { outline: 3px solid var(--color-accent); outline-offset: 2px; }
blockquote { border-left: 3px solid var(--color-line); padding-left: 1rem; }
blockquote p:last-child { margin-bottom: 0; }
dl > div { display: grid; grid-template-columns: minmax(8rem, 32%) 1fr; gap: 0 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--color-line); }
dt { color: var(--color-muted); }
dd { margin: 0; white-space: pre-line; }
.scroll { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; line-height: 1.4; font-variant-numeric: tabular-nums lining-nums; }
caption { text-align: left; padding-bottom: 0.4rem; font-size: 1rem; }
thead { border-top: 2px solid var(--color-ink); border-bottom: 1px solid var(--color-edge); }
thead th { color: var(--color-muted); vertical-align: bottom; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; }
th:first-child { padding-left: 0.25rem; }
tbody th { font-weight: 400; min-width: 6rem; }
tbody tr { border-bottom: 1px solid var(--color-line); }
.figure { text-align: right; }
.total { background: var(--color-well); }
.total > * { font-weight: 600; }
figcaption { margin-bottom: 0.5rem; }
svg { display: block; width: 100%; height: auto; max-width: 45rem; }
.phone { display: none; }
@media screen and (max-width: 36rem) {
  .phone { display: block; max-width: 24rem; }
  .phone + .wide { display: none; }
  dl > div { grid-template-columns: 1fr; }
  table, caption, tbody, tbody tr, tbody th, tbody td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody { border-top: 2px solid var(--color-ink); }
  tbody tr { padding: 0.5rem 0; }
  tbody th, tbody td { padding: 0.1rem 0.25rem; }
  tbody th { font-weight: 600; }
  td::before { content: attr(data-column) "\\a0: "; color: var(--color-muted); font-weight: 400; }
  td.figure { display: flex; justify-content: space-between; gap: 1rem; }
  td.figure::before { text-align: left; }
  tbody td:empty { display: none; }
}
.signature { padding-bottom: 6rem; }
footer { margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--color-line); color: var(--color-muted); font-size: 0.85rem; }
`.trim();
