import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);
const face = "@expo-google-fonts/atkinson-hyperlegible-next";

/** The typefaces of what is printed, as files. */
export const fonts = {
  text: resolve(`${face}/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf`),
  strong: resolve(`${face}/600SemiBold/AtkinsonHyperlegibleNext_600SemiBold.ttf`),
};
