import type { SheetDrop } from "@essaim/media/sheet/sheet.schema";
import { useSubmit } from "@remix-run/react";
import {
  createContext,
  type DragEvent,
  type ReactNode,
  useContext,
  useEffect,
  useState,
} from "react";

type Target = { id: string; where: SheetDrop };
type Drag = {
  dragged: string | null;
  target: Target | null;
  begin: (id: string | null) => void;
  over: (target: Target | null) => void;
  drop: (id: string, target: Target) => void;
};

const DragContext = createContext<Drag | null>(null);

/** Lets the mouse move sheets where scripts run; the buttons move them everywhere. */
export function DragSheets({ canWrite, children }: { canWrite: boolean; children: ReactNode }) {
  const submit = useSubmit();
  const [isReady, setReady] = useState(false);
  const [dragged, begin] = useState<string | null>(null);
  const [target, over] = useState<Target | null>(null);
  useEffect(() => setReady(canWrite), [canWrite]);
  const drop: Drag["drop"] = (id, { id: targetId, where }) => {
    begin(null);
    over(null);
    if (id === targetId) return;
    submit({ intent: "drop", id, targetId, where }, { method: "post", preventScrollReset: true });
  };
  return (
    <DragContext.Provider value={isReady ? { dragged, target, begin, over, drop } : null}>
      {children}
    </DragContext.Provider>
  );
}

/** Of a row: its upper part drops before it, its lower part after it, the middle below it in the tree. */
function partOf(event: DragEvent<HTMLElement>): SheetDrop {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  const at = (event.clientY - top) / height;
  return at < 0.3 ? "before" : at > 0.7 ? "after" : "inside";
}

const marks: Record<SheetDrop, string> = {
  before: "shadow-[0_-3px_0_0_var(--color-accent)]",
  after: "shadow-[0_3px_0_0_var(--color-accent)]",
  inside: "bg-accent-soft",
};

/** What makes a row one that the mouse takes, and drops others on. `mark`: classes that show where it would fall. */
export function useDraggedRow(id: string) {
  const drag = useContext(DragContext);
  if (!drag) return { mark: "", handlers: {} };
  const isTarget = drag.dragged !== null && drag.target?.id === id && drag.dragged !== id;
  return {
    mark: `cursor-grab ${isTarget && drag.target ? marks[drag.target.where] : ""}`,
    handlers: {
      draggable: true,
      onDragStart: (event: DragEvent<HTMLElement>) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", id);
        drag.begin(id);
      },
      onDragOver: (event: DragEvent<HTMLElement>) => {
        if (drag.dragged === null) return;
        event.preventDefault();
        const where = partOf(event);
        if (drag.target?.id !== id || drag.target.where !== where) drag.over({ id, where });
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        if (drag.dragged === null) return;
        event.preventDefault();
        drag.drop(drag.dragged, { id, where: partOf(event) });
      },
      onDragEnd: () => {
        drag.begin(null);
        drag.over(null);
      },
    },
  };
}
