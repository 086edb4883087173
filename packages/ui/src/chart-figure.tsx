import { Component, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { type ChartFrameProps, ChartWithTable } from "./chart-with-table.tsx";
import { useWords } from "./locale.tsx";

/**
 * A chart drawn in the browser, once the page works and when it comes near the screen. Without JavaScript nothing is
 * missing but the drawing.
 * @param plot classes of the drawing's box, its height among them
 * @param keys what the strokes mean, where the drawing cannot say it beside them
 */
export function ChartFigure({
  plot,
  drawing,
  keys,
  ...frame
}: Omit<ChartFrameProps, "isOpen"> & { plot: string; drawing: ReactNode; keys?: ReactNode }) {
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    // Drawn when it comes near the screen: a dashboard has many.
    if (!place.current || typeof IntersectionObserver === "undefined") return setReady(true);
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          setReady(true);
          observer.disconnect();
        }
      },
      { rootMargin: "400px" },
    );
    observer.observe(place.current);
    const now = () => setReady(true);
    window.addEventListener("beforeprint", now);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", now);
    };
  }, []);

  return (
    <ChartWithTable {...frame} isOpen={failed}>
      {failed ? (
        <p className="text-sm text-muted">{words.chartFailed}</p>
      ) : (
        <>
          {keys}
          <div ref={place} className="@container min-w-0">
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
    </ChartWithTable>
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
