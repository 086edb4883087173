import autocannon from "autocannon";

/** Answers per second, and the time in ms under which 95 of 100 answers came. */
export type Speed = { perSecond: number; p95: number };

const connections = 10;
/** Seconds run before anything counts. */
const warmUp = 1;

/** @throws when an answer is not the page: a fast error is not speed */
export async function measureHttp(
  target: { url: string; headers: Record<string, string> },
  seconds: number,
): Promise<Speed> {
  await cannon(target, warmUp);
  return cannon(target, seconds);
}

function cannon(
  target: { url: string; headers: Record<string, string> },
  seconds: number,
): Promise<Speed> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const run = autocannon({ ...target, connections, duration: seconds }, (error, result) => {
      if (error) return reject(error);
      const bad = result.non2xx + result.errors + result.timeouts;
      if (bad > 0) return reject(new Error(`${target.url}: ${bad} answers were not the page`));
      resolve({ perSecond: result.requests.total / result.duration, p95: percentile95(times) });
    });
    run.on("response", (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
}

/** The same work in as many loops as there are connections. */
export async function measureWork(work: () => Promise<unknown>, seconds: number): Promise<Speed> {
  await loops(work, warmUp);
  return loops(work, seconds);
}

async function loops(work: () => Promise<unknown>, seconds: number): Promise<Speed> {
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const start = performance.now();
        await work();
        times.push(performance.now() - start);
      }
    }),
  );
  const elapsed = (performance.now() - begun) / 1000;
  return { perSecond: times.length / elapsed, p95: percentile95(times) };
}

/**
 * Work begun so many times a second, evenly, whether the one before has ended or not. (Autocannon's own rate sends a
 * second's requests all at once.)
 */
export async function measurePaced(
  work: () => Promise<unknown>,
  seconds: number,
  rate: number,
): Promise<Speed> {
  const times: number[] = [];
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let turn = 0; turn < rate * seconds; turn++) {
    await until(begun + (turn * 1000) / rate);
    const start = performance.now();
    running.push(
      work().then(() => {
        times.push(performance.now() - start);
      }),
    );
  }
  await Promise.all(running);
  return {
    perSecond: times.length / ((performance.now() - begun) / 1000),
    p95: percentile95(times),
  };
}

const until = (instant: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - performance.now())));

export function percentile95(times: number[]): number {
  const sorted = times.sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}
