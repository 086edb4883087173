/** What the summary of a form says when its file is refused: no browser keeps one, so it is chosen again. */
export const fileRefused = (errors: Record<string, string> | undefined) =>
  errors?.file ? { title: "Le fichier n’est pas accepté", intro: "Choisissez-le de nouveau." } : {};
