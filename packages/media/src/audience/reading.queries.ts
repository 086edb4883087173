import { defineHouseQuery } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";

export type PageToRead = { pieceId: string; url: string };

/** Pages of PeerTube whose views are read, of every piece. */
export const listPagesToRead = defineHouseQuery({
  name: "listPagesToRead",
  permission: "house:keep",
  input: z.object({}),
  run: async ({ db }): Promise<PageToRead[]> => {
    const { rows } = await sql<PageToRead>`
      select piece_id as "pieceId", target_url as url from piece_place
      where platform = 'peertube' and target_url is not null order by target_url, piece_id`.execute(
      db,
    );
    return rows;
  },
});
