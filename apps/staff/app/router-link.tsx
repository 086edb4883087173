import type { LinkProps } from "@essaim/ui/link";
import { Link } from "@remix-run/react";

/** The router's link, put under every link of the design system. */
export function RouterLink({ href, ...rest }: LinkProps) {
  return <Link to={href} {...rest} />;
}
