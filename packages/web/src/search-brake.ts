import type { RequestHandler } from "express";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { sendPage } from "./guards.ts";

const SECONDS = 10;

/**
 * Refuses (429) an address that searches (`?q=`) more than `rate` times in 10 seconds. Counted in this process
 * alone: a brake on one machine that insists, not a limit to rely on.
 */
export function searchBrake(rate: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: rate, duration: SECONDS });
  return (request, response, next) => {
    const words = new URLSearchParams(request.originalUrl.split("?")[1]).get("q");
    if (!words?.trim()) {
      next();
      return;
    }
    limiter.consume(request.ip ?? "").then(
      () => next(),
      ({ msBeforeNext }: RateLimiterRes) => {
        response.set("retry-after", String(Math.ceil(msBeforeNext / 1000)));
        if (/^\/en(\/|$)/.test(request.path)) {
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
