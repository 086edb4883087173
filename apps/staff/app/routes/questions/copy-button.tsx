import { Button } from "@essaim/ui/button";
import { useEffect, useState } from "react";

/** Copies a text, where the browser can; it is there to be selected by hand elsewhere. */
export function CopyButton({ text }: { text: string }) {
  const [canCopy, setCanCopy] = useState(false);
  const [told, setTold] = useState("");
  useEffect(() => setCanCopy(typeof navigator.clipboard?.writeText === "function"), []);
  if (!canCopy) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setTold("Copié."),
      () => setTold("Le navigateur a refusé\u202f: sélectionnez le texte et copiez-le."),
    );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button type="button" onClick={copy}>
        Copier le titre et le message
      </Button>
      <span role="status">{told}</span>
    </div>
  );
}
