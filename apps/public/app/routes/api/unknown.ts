import { refuse } from "~/data/answer.server";

/** Any other address of the API. */
export const loader = () => refuse(404);
