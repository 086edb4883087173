import type { LinkProps } from "@essaim/ui/link";
import { Link } from "@remix-run/react";

/**
 * The router's link, put under every link of the design system. On the server it is the anchor that the router would
 * write: it resolves each address against every route it stands in, which costs more than the rest of a page of links,
 * and ours are whole addresses.
 * @param discover "none" for links so many that the router must not ask for their routes ahead
 */
export function RouterLink({
  href,
  discover = "render",
  ...rest
}: LinkProps & { discover?: "render" | "none" }) {
  if (!import.meta.env.SSR) return <Link to={href} discover={discover} {...rest} />;
  return <a href={href} data-discover={discover === "render" ? "true" : undefined} {...rest} />;
}
