// Plain JavaScript without dependency: start.mjs uses it before anything is installed.
const out = process.stdout;

/** Seconds with one decimal and a French comma, e.g. « 1,4 s ». */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1).replace(".", ",")} s`;
}

/** A failure that the person can act on: its message is the whole output, without a stack. */
export class Stop extends Error {
  name = "Stop";
}

/**
 * Runs one step and shows it: the title while it runs, then ✓ or ✗ and how long it took.
 * `work` receives a function that says what is being done at the moment.
 */
export async function step(title, work) {
  const started = Date.now();
  let detail = "";
  const line = () =>
    `  … ${title}${detail ? ` : ${detail}` : ""}${Date.now() - started > 2000 ? ` (${Math.round((Date.now() - started) / 1000)} s)` : ""}`;
  const redraw = () =>
    out.isTTY && out.write(`\r\x1b[2K${line().slice(0, (out.columns || 80) - 1)}`);
  const timer = setInterval(redraw, 500);
  redraw();
  if (!out.isTTY) out.write(`  … ${title}\n`);
  try {
    const result = await work((text) => {
      detail = text;
      redraw();
    });
    finish("✓");
    return result;
  } catch (error) {
    finish("✗");
    throw error;
  } finally {
    clearInterval(timer);
  }

  function finish(mark) {
    clearInterval(timer);
    out.write(
      `${out.isTTY ? "\r\x1b[2K" : ""}  ${mark} ${title} (${seconds(Date.now() - started)})\n`,
    );
  }
}
