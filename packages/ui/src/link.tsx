import {
  type AnchorHTMLAttributes,
  type ComponentType,
  createContext,
  type ReactNode,
  useContext,
} from "react";

export type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  href: string;
  [data: `data-${string}`]: string | undefined;
};

const LinkContext = createContext<ComponentType<LinkProps> | null>(null);

/**
 * Lets an application put its router's link under every link of this package.
 * In Remix: `<LinkProvider component={({ href, ...rest }) => <RemixLink to={href} {...rest} />}>`,
 * with the component defined once, outside of any render.
 */
export function LinkProvider({
  component,
  children,
}: {
  component: ComponentType<LinkProps>;
  children: ReactNode;
}) {
  return <LinkContext.Provider value={component}>{children}</LinkContext.Provider>;
}

/** A link. Only addresses of the application (`/…`, `?…`) go through the router; anchors, mail and other sites are plain `<a>`. */
export function Link(props: LinkProps) {
  const Routed = useContext(LinkContext);
  const inApplication =
    (props.href.startsWith("/") && !props.href.startsWith("//")) || props.href.startsWith("?");
  if (!Routed || !inApplication || props.download !== undefined) return <a {...props} />;
  return <Routed {...props} />;
}
