import { type SheetMove, sheetMoveLabels } from "@essaim/media/sheet/sheet.schema";
import { buttonClass } from "@essaim/ui/button";
import { Icon, type IconName } from "@essaim/ui/icon";
import { Form } from "@remix-run/react";

const icons: Record<SheetMove, IconName> = {
  up: "arrowUp",
  down: "arrowDown",
  indent: "chevronRight",
  outdent: "chevronLeft",
};

/** One press, one step: the same by the mouse, the keys or a finger, with or without a script. */
export function MoveButtons({
  id,
  title,
  moves,
}: {
  id: string;
  title: string;
  /** Those that lead somewhere. */
  moves: readonly SheetMove[];
}) {
  return (
    <Form method="post" className="flex flex-wrap gap-1 print:hidden" preventScrollReset>
      <input type="hidden" name="id" value={id} />
      {moves.map((move) => (
        <button
          key={move}
          type="submit"
          name="move"
          value={move}
          className={buttonClass({ size: "small" })}
          title={sheetMoveLabels[move]}
        >
          <Icon name={icons[move]} size={16} />
          <span className="sr-only">
            {sheetMoveLabels[move]}&#8239;: {title}
          </span>
        </button>
      ))}
    </Form>
  );
}
