import { Component, type ReactNode, Suspense, useEffect, useId, useRef, useState } from "react";
import { Disclosure } from "./disclosure.tsx";
import { useWords } from "./locale.tsx";

/**
 * What every chart is made of: its sentence, the drawing (loaded once the page works and when it comes near the
 * screen), and its numbers in a table. Without JavaScript nothing is missing but the drawing.
 * @param plot classes of the drawing's box, its height among them
 * @param keys what the strokes mean, where the drawing cannot say it beside them
 * @param fold puts the table one click away
 */
export function ChartFigure({
  title,
  description,
  level,
  plot,
  drawing,
  keys,
  table,
  fold,
  source,
}: {
  title: string;
  description: string;
  level: 2 | 3 | 4;
  plot: string;
  drawing: ReactNode;
  keys?: ReactNode;
  table: ReactNode;
  fold: boolean;
  source?: ReactNode;
}) {
  const words = useWords();
  const titleId = useId();
  const figure = useRef<HTMLElement>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  const Heading = `h${level}` as const;

  useEffect(() => {
    // Drawn when it comes near the screen: a dashboard has many.
    if (!figure.current || typeof IntersectionObserver === "undefined") return setReady(true);
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          setReady(true);
          observer.disconnect();
        }
      },
      { rootMargin: "400px" },
    );
    observer.observe(figure.current);
    const now = () => setReady(true);
    window.addEventListener("beforeprint", now);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", now);
    };
  }, []);

  return (
    <figure ref={figure} aria-labelledby={titleId} className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-col gap-0.5">
        <Heading id={titleId} className="text-lg">
          {title}
        </Heading>
        <p className="max-w-measure">{description}</p>
      </figcaption>
      {failed ? (
        <p className="text-sm text-muted">{words.chartFailed}</p>
      ) : (
        <>
          {keys}
          <div className="@container min-w-0">
            <div className={`chart-plot relative min-w-0 ${plot}`}>
              {ready && (
                <ChartBoundary onError={() => setFailed(true)}>
                  <Suspense fallback={null}>{drawing}</Suspense>
                </ChartBoundary>
              )}
            </div>
          </div>
        </>
      )}
      {fold ? (
        <Disclosure summary={words.showTable} open={failed || undefined}>
          {table}
        </Disclosure>
      ) : (
        table
      )}
      {source && <p className="text-xs text-muted">{source}</p>}
    </figure>
  );
}

/** A chart that cannot load (network, old browser) leaves its table, never a broken page. */
class ChartBoundary extends Component<
  { onError: () => void; children: ReactNode },
  { broken: boolean }
> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override componentDidCatch() {
    this.props.onError();
  }
  override render() {
    return this.state.broken ? null : this.props.children;
  }
}
