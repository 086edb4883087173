import { Button, type ButtonLook } from "@essaim/ui/button";
import { useFetcher, useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useState } from "react";

/**
 * One click that changes a line of the page: a form of one button. It comes back to the page it was on; without a
 * script, to its line.
 * @param fields what is sent, by name
 * @param line the id of the line's element
 * @param back where to go afterwards, when it is not the page itself
 */
export function StepForm({
  action,
  fields,
  line,
  back,
  className,
  children,
  ...look
}: Omit<ButtonLook, "children"> & {
  action: string;
  fields: Record<string, string>;
  line?: string;
  back?: string;
  className?: string;
  children: ReactNode;
}) {
  const fetcher = useFetcher();
  const { pathname, search } = useLocation();
  // With a script the page stays where it is scrolled.
  const [isLive, setIsLive] = useState(false);
  useEffect(() => setIsLive(true), []);
  const isSending = fetcher.state !== "idle";
  return (
    <fetcher.Form method="post" action={action} preventScrollReset className={className}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="retour" value={back ?? pathname + search} />
      {line && !isLive && <input type="hidden" name="ligne" value={line} />}
      <Button
        type="submit"
        size="small"
        aria-disabled={isSending || undefined}
        onClick={(event) => {
          if (isSending) event.preventDefault();
        }}
        {...look}
      >
        {children}
      </Button>
    </fetcher.Form>
  );
}
