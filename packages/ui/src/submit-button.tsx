import { type ButtonHTMLAttributes, useEffect, useRef, useState } from "react";
import { Button, type ButtonLook } from "./button.tsx";
import { useWords } from "./locale.tsx";

/**
 * Sends its form. `pending` comes from the router (`navigation.state !== "idle"`).
 * A second press is ignored while the first is on its way; the button is never `disabled`, so it keeps its focus and its value.
 */
export function SubmitButton({
  pending = false,
  pendingLabel,
  variant = "primary",
  children,
  onClick,
  ...rest
}: ButtonLook &
  ButtonHTMLAttributes<HTMLButtonElement> & { pending?: boolean; pendingLabel?: string }) {
  const words = useWords();
  const button = useRef<HTMLSpanElement>(null);
  const [sent, setSent] = useState(false);

  useEffect(() => {
    const form = button.current?.closest("form");
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const release = () => setSent(false);
    const onSubmit = (event: Event) => {
      // Once the other listeners ran we know who sends it: the router says when it is done, the browser leaves the page.
      timer = setTimeout(() => {
        setSent(true);
        if (event.defaultPrevented) timer = setTimeout(release, 1200);
      }, 0);
    };
    form.addEventListener("submit", onSubmit);
    window.addEventListener("pageshow", release);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("submit", onSubmit);
      window.removeEventListener("pageshow", release);
    };
  }, []);

  return (
    <span ref={button} className="contents">
      <Button
        type="submit"
        variant={variant}
        aria-disabled={pending || sent || undefined}
        onClick={(event) => {
          if (pending || sent) event.preventDefault();
          else onClick?.(event);
        }}
        {...rest}
      >
        {pending ? (pendingLabel ?? words.sending) : children}
      </Button>
    </span>
  );
}
