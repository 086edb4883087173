import type { RequestHandler } from "express";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { isEnglish, sendPage } from "./guards.ts";

const SECONDS = 10;

/** What one address may ask for in 10 seconds, and where it counts. */
export type Brake = {
  rate: number;
  /** Of the addresses that are a search, whatever the search is by, or a file of all records. */
  searches: RegExp;
};

/**
 * Refuses (429) an address that searches more than `rate` times in 10 seconds. Put behind the pages kept in memory: what
 * is sent again costs nothing and is not counted. Counted in this process alone: a brake on one machine that insists,
 * not a limit to rely on.
 */
export function searchBrake({ rate, searches }: Brake): RequestHandler {
  const limiter = new RateLimiterMemory({ points: rate, duration: SECONDS });
  return (request, response, next) => {
    if (!searches.test(request.path)) {
      next();
      return;
    }
    limiter.consume(request.ip ?? "").then(
      () => next(),
      ({ msBeforeNext }: RateLimiterRes) => {
        response.set("retry-after", String(Math.ceil(msBeforeNext / 1000)));
        if (isEnglish(request)) {
          const message =
            "Many searches came from your connection. Wait a few seconds, then reload the page.";
          sendPage(response, 429, "Too many searches at once", message, "en");
        } else {
          const message =
            "Beaucoup de recherches viennent de votre connexion. Attendez quelques secondes, puis rechargez la page.";
          sendPage(response, 429, "Trop de recherches d’un coup", message);
        }
      },
    );
  };
}
