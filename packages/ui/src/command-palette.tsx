// biome-ignore-all lint/a11y: the combobox pattern keeps the focus in the box; its keys are handled there, not on each option.
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { cx } from "./cx.tsx";
import { Icon, type IconName } from "./icon.tsx";

export type PaletteItem = {
  id: string;
  label: string;
  /** Second line or aside: « Lille, Moulins », « FSE+ 2026 ». */
  hint?: string;
  /** The heading it goes under: « Personnes », « Financements », « Actions ». */
  kind?: string;
  icon?: IconName;
  href?: string;
  /** Reaches the action from anywhere, written as "Alt+N". A modifier is wanted so that dictating or typing never triggers it. */
  shortcut?: string;
};

type CommandPaletteProps = {
  /** People, grants, activities… for a few letters; not called on an empty box. */
  search: (query: string) => Promise<PaletteItem[]>;
  /** What can be done, always at hand and found by its words. */
  actions: readonly PaletteItem[];
  onSelect: (item: PaletteItem) => void;
  /** Where the full search is; also what the search link does without JavaScript. */
  searchHref?: string;
};

/** Lower case without accents: « eleve » finds « Élève ». */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Ctrl K or ⌘ K, or any link marked `data-command-palette` (StaffShell has one; without JavaScript it just leads to the search page).
 * Combobox pattern: the focus stays in the box, arrows move, Enter goes, Escape closes. Closed, it is empty: every page
 * bears it.
 */
export function CommandPalette({
  search,
  actions,
  onSelect,
  searchHref = "/recherche",
}: CommandPaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<PaletteItem[]>([]);
  const [state, setState] = useState<"idle" | "searching" | "failed">("idle");
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const id = useId();

  const open = useCallback(() => setOpen(true), []);

  useEffect(() => {
    if (!isOpen || dialog.current?.open) return;
    dialog.current?.showModal();
    input.current?.focus();
  }, [isOpen]);

  const forget = () => {
    setOpen(false);
    setQuery("");
    setActive(0);
  };

  const choose = useCallback(
    (item: PaletteItem) => {
      dialog.current?.close();
      onSelect(item);
    },
    [onSelect],
  );

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (
        (event.ctrlKey || event.metaKey) &&
        !event.altKey &&
        !event.shiftKey &&
        event.key.toLowerCase() === "k"
      ) {
        event.preventDefault();
        open();
        return;
      }
      const action = actions.find((item) => item.shortcut && matches(event, item.shortcut));
      if (action) {
        event.preventDefault();
        choose(action);
      }
    };
    const onClick = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      if (!(event.target instanceof Element) || !event.target.closest("[data-command-palette]"))
        return;
      event.preventDefault();
      event.stopPropagation();
      open();
    };
    document.addEventListener("keydown", onKey);
    // In the capture phase, before the router's own link handler.
    document.addEventListener("click", onClick, true);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick, true);
    };
  }, [actions, choose, open]);

  useEffect(() => {
    const wanted = query.trim();
    if (!wanted) {
      setFound([]);
      setState("idle");
      return;
    }
    let stale = false;
    setState("searching");
    const timer = setTimeout(() => {
      search(wanted).then(
        (items) => {
          if (stale) return;
          setFound(items);
          setState("idle");
        },
        () => {
          if (!stale) setState("failed");
        },
      );
    }, 120);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query, search]);

  const groups = useMemo(() => {
    if (!isOpen) return [];
    const words = fold(query).split(/\s+/).filter(Boolean);
    const begins = (item: PaletteItem) =>
      words[0] !== undefined && fold(item.label).startsWith(words[0]) ? 1 : 0;
    const offered = actions
      .filter((item) =>
        words.every((word) => fold(`${item.label} ${item.hint ?? ""}`).includes(word)),
      )
      // « parten » means « Partenaires » before « Nouveau partenaire ».
      .sort((a, b) => begins(b) - begins(a));
    const byKind = new Map<string, PaletteItem[]>();
    for (const item of [...found, ...offered.map((action) => ({ kind: "Actions", ...action }))]) {
      const kind = item.kind ?? "Résultats";
      byKind.set(kind, [...(byKind.get(kind) ?? []), item]);
    }
    return [...byKind];
  }, [isOpen, actions, found, query]);

  const flat = groups.flatMap(([, items]) => items);
  const current = flat[Math.min(active, flat.length - 1)];
  const optionId = (item: PaletteItem) => `${id}-${item.id}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the element sought moves with `active`.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1 };
    const next = moves[event.key];
    if (next !== undefined && flat.length > 0) {
      event.preventDefault();
      setActive((next + flat.length) % flat.length);
    } else if (event.key === "Enter" && current) {
      event.preventDefault();
      choose(current);
    }
  };

  const count =
    flat.length === 0
      ? "Aucun résultat"
      : flat.length === 1
        ? "1 résultat"
        : `${flat.length} résultats`;

  return (
    <dialog
      ref={dialog}
      aria-label="Rechercher ou agir"
      className="palette mx-auto mt-[10vh] mb-auto w-[min(40rem,calc(100vw-2rem))] max-w-none overflow-hidden rounded-lg border border-edge bg-surface p-0 text-ink shadow-2xl max-sm:mt-4"
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
      onClose={forget}
    >
      {isOpen && (
        <form method="get" action={searchHref} role="search" className="flex max-h-[75vh] flex-col">
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Icon name="search" className="text-muted" />
            <input
              ref={input}
              type="text"
              name="q"
              role="combobox"
              aria-label="Une personne, un financement, une activité, une action"
              aria-expanded={flat.length > 0}
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={current ? optionId(current) : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder="Un nom, un financement, une activité, une action…"
              className="min-h-14 min-w-0 flex-1 bg-transparent text-lg outline-none"
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setActive(0);
              }}
              onKeyDown={onKeyDown}
            />
            <button
              type="button"
              onClick={() => dialog.current?.close()}
              aria-label="Fermer (Échap)"
              className="inline-flex min-h-8 items-center justify-center rounded-sm border border-line bg-paper px-2 text-xs text-muted hover:border-edge hover:text-ink pointer-coarse:size-11 pointer-coarse:border-transparent"
            >
              <span className="pointer-coarse:hidden">Échap</span>
              <Icon name="close" size={20} className="hidden pointer-coarse:block" />
            </button>
          </div>
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label="Résultats"
            tabIndex={-1}
            className="overflow-y-auto p-2 outline-none empty:hidden"
          >
            {groups.map(([kind, items]) => (
              <div key={kind} role="group" aria-label={kind} className="pb-1">
                <div aria-hidden="true" className="px-3 pt-2 pb-1 text-xs font-semibold text-muted">
                  {kind}
                </div>
                {items.map((item) => (
                  <div
                    key={item.id}
                    id={optionId(item)}
                    role="option"
                    aria-selected={item === current}
                    className={cx(
                      "flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5",
                      item === current &&
                        "bg-accent-soft shadow-[inset_3px_0_0_var(--color-accent)]",
                    )}
                    onMouseMove={() => setActive(flat.indexOf(item))}
                    onClick={() => choose(item)}
                  >
                    <Icon name={item.icon ?? "arrowRight"} size={18} className="text-muted" />
                    <span className="min-w-0 flex-1">
                      <span className="font-semibold">{item.label}</span>
                      {item.hint && (
                        <span className="ml-2 text-sm text-muted max-sm:ml-0 max-sm:block">
                          {item.hint}
                        </span>
                      )}
                    </span>
                    {item.shortcut && (
                      <kbd className="pointer-coarse:hidden rounded-sm border border-line bg-paper px-1.5 font-sans text-xs text-muted">
                        {item.shortcut.replace("+", "\u00a0")}
                      </kbd>
                    )}
                  </div>
                ))}
              </div>
            ))}
          </div>
          <div className="border-t border-line bg-well px-4 py-2 text-xs text-muted">
            <p role="status" className="flex flex-wrap justify-between gap-x-4">
              <span>
                {state === "failed"
                  ? "La recherche ne répond pas\u202f; les actions restent disponibles."
                  : state === "searching" && found.length === 0
                    ? "Recherche…"
                    : query
                      ? count
                      : "Tapez quelques lettres"}
              </span>
              <span aria-hidden="true" className="max-sm:hidden pointer-coarse:hidden">
                ↑ ↓ pour choisir · Entrée pour ouvrir
              </span>
            </p>
            {query && flat.length === 0 && state !== "searching" && (
              <p className="mt-1">
                <a href={`${searchHref}?q=${encodeURIComponent(query)}`}>
                  Chercher « {query} » dans toutes les fiches
                </a>
              </p>
            )}
          </div>
        </form>
      )}
    </dialog>
  );
}

function matches(event: globalThis.KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split("+");
  const key = parts.pop()?.toLowerCase();
  const wants = (name: string) => parts.includes(name);
  return (
    event.altKey === wants("Alt") &&
    event.ctrlKey === wants("Ctrl") &&
    event.shiftKey === wants("Maj") &&
    !event.metaKey &&
    parts.length > 0 &&
    event.code.replace(/^(Key|Digit)/, "").toLowerCase() === key
  );
}
