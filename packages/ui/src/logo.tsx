/** The mark: a small swarm leaning the same way. Decorative; the name is always written beside it. */
export function Mark({
  size = 28,
  className = "text-accent",
}: {
  size?: number;
  className?: string;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 28 28"
      fill="currentColor"
      aria-hidden="true"
      focusable="false"
      className={`shrink-0 ${className}`}
    >
      <g transform="rotate(-32 14 14)">
        <ellipse cx="13" cy="14" rx="4.6" ry="3" />
        <ellipse cx="22.4" cy="14.6" rx="3" ry="2" />
        <ellipse cx="17.6" cy="7.4" rx="3.4" ry="2.2" />
        <ellipse cx="17" cy="20.8" rx="3" ry="2" />
        <ellipse cx="7.2" cy="7.8" rx="2.4" ry="1.6" />
        <ellipse cx="6.6" cy="19.6" rx="2.2" ry="1.5" />
        <ellipse cx="2.6" cy="13.4" rx="1.6" ry="1.1" />
      </g>
    </svg>
  );
}
