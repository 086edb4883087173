import type { ButtonHTMLAttributes, ReactNode } from "react";
import { cx } from "./cx.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { Link, type LinkProps } from "./link.tsx";

type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonLook = {
  variant?: ButtonVariant;
  size?: "normal" | "small";
  icon?: IconName;
  iconAfter?: IconName;
  children: ReactNode;
};

const looks: Record<ButtonVariant, string> = {
  primary:
    "border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong hover:text-on-accent",
  secondary: "border-edge bg-surface text-ink hover:border-ink hover:bg-well hover:text-ink",
  quiet:
    "border-transparent bg-transparent text-accent underline decoration-1 underline-offset-4 hover:text-accent-strong hover:decoration-2",
  danger:
    "border-danger bg-danger text-on-danger hover:border-danger-strong hover:bg-danger-strong hover:text-on-danger",
};

/** Classes shared by buttons and links that look like buttons. */
export function buttonClass({
  variant = "secondary",
  size = "normal",
}: Pick<ButtonLook, "variant" | "size"> = {}): string {
  // Without a box to be seen, the words begin and end where the column does.
  const isBare = variant === "quiet";
  return cx(
    "inline-flex max-w-full items-center justify-center gap-2 rounded-md border text-center font-semibold no-underline aria-disabled:cursor-default aria-disabled:opacity-60 disabled:cursor-default disabled:opacity-60 print:hidden",
    size === "small" ? "min-h-8 py-1 text-sm pointer-coarse:min-h-11" : "min-h-11 py-2",
    isBare ? "min-w-8 px-0 pointer-coarse:min-w-11" : size === "small" ? "px-2.5" : "px-4",
    looks[variant],
  );
}

function Inside({ icon, iconAfter, size, children }: ButtonLook) {
  const px = size === "small" ? 16 : 18;
  return (
    <>
      {icon && <Icon name={icon} size={px} />}
      <span>{children}</span>
      {iconAfter && <Icon name={iconAfter} size={px} />}
    </>
  );
}

/** A button. `type` is "button" unless said; to send a form use SubmitButton. */
export function Button({
  variant,
  size,
  icon,
  iconAfter,
  children,
  className,
  type = "button",
  ...rest
}: ButtonLook & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type={type} className={cx(buttonClass({ variant, size }), className)} {...rest}>
      <Inside icon={icon} iconAfter={iconAfter} size={size}>
        {children}
      </Inside>
    </button>
  );
}

/** A link that looks like a button: for going somewhere, never for changing something. */
export function ButtonLink({
  variant,
  size,
  icon,
  iconAfter,
  children,
  className,
  ...rest
}: ButtonLook & LinkProps) {
  return (
    <Link className={cx(buttonClass({ variant, size }), className)} {...rest}>
      <Inside icon={icon} iconAfter={iconAfter} size={size}>
        {children}
      </Inside>
    </Link>
  );
}
