/** The most memory that the process held above what it holds now, seen often. */
export function watchMemory() {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 20);
  return {
    stop() {
      clearInterval(timer);
      look();
      return (most - before) / 1024 / 1024;
    },
  };
}
