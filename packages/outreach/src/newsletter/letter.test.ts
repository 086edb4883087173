import fc from "fast-check";
import { expect, test } from "vitest";
import { letterHtml } from "./letter.html.ts";
import { letterText } from "./letter.text.ts";
import { addressed, type Letter, type Sender } from "./letter.ts";

const sender: Sender = {
  organisation: "Optéos & amis",
  websiteUrl: "https://opteos.exemple.fr",
  contact: "donnees@exemple.fr",
  publicUrl: "https://essaim.exemple.fr",
};
const letter = (change: Partial<Letter> = {}): Letter => ({
  subject: "Nouvelles <de mars>",
  introduction: "Bonjour,\n\n## Ce mois-ci\n\n- **un** [atelier](/rencontres)\n- deux",
  items: [
    {
      kind: "piece",
      id: "0190aaaa-0000-7000-8000-000000000000",
      label: "Vidéo",
      title: 'Régler "ses" freins',
      summary: "En dix minutes.",
      words: "",
      path: "/mediatheque/freins",
    },
  ],
  ...change,
});

test("a letter as a page stands by itself, and takes leave by one link", () => {
  const html = letterHtml(letter(), sender, { canLeave: true });
  expect(html).toContain("<title>Nouvelles &lt;de mars&gt;</title>");
  expect(html).toContain('<a href="https://essaim.exemple.fr/rencontres" style="color:#0b5cad">');
  expect(html).toContain('href="https://essaim.exemple.fr/mediatheque/freins"');
  expect(html).toContain("Régler &quot;ses&quot; freins</a>");
  expect(html).toContain("En dix minutes.");
  const mine = addressed(html, "https://essaim.exemple.fr/lettre/desinscription/abc");
  expect(mine).toContain('href="https://essaim.exemple.fr/lettre/desinscription/abc"');
  expect(mine).not.toContain(".invalid");
  expect(html).not.toMatch(/<(img|script|link|iframe|form|style)\b|\bclass=/);
  expect(letterHtml(letter(), sender, { canLeave: false })).toContain("écrivez à donnees@");
});

test("on a page of ours, a style sheet says how it looks", () => {
  const html = letterHtml(letter(), sender, { canLeave: false, nonce: "n0nce" });
  expect(html).toContain('<style nonce="n0nce">');
  expect(html).not.toContain("style=");
});

test("the editor's words come before the summary", () => {
  const [item] = letter().items;
  const own = letter({ items: item ? [{ ...item, words: "À voir <vite>" }] : [] });
  expect(letterHtml(own, sender, { canLeave: true })).toContain("À voir &lt;vite&gt;");
  expect(letterText(own, sender, true)).not.toContain("En dix minutes.");
});

test("the same letter in words alone", () => {
  expect(addressed(letterText(letter(), sender, true), "https://x.fr/d")).toBe(`Nouvelles <de mars>
===================

Bonjour,

Ce mois-ci
----------

- un atelier (https://essaim.exemple.fr/rencontres)
- deux

Régler "ses" freins (Vidéo)
En dix minutes.
https://essaim.exemple.fr/mediatheque/freins

--
Optéos & amis
https://opteos.exemple.fr
Vous recevez cette lettre parce que votre adresse est parmi les contacts de Optéos & amis. Rien n’y dit si vous l’ouvrez.
Ne plus recevoir ces lettres\u202f: https://x.fr/d
`);
});

test("nothing of a text becomes a script, a picture or an address that runs", () => {
  const bits = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![pixel](https://traceur.exemple.fr/p.gif)",
    "[clic](javascript:alert(1))",
    "[clic](data:text/html,x)",
    "[a](https://a.fr 'title\" onclick=\"x')",
    '<https://b.fr/">',
    "\n\n",
    "- [x] fait ",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "note[^1]\n\n[^1]: dite\n",
    "`",
    "&lt;script&gt;",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 8 }), (chosen) => {
      const html = letterHtml(letter({ introduction: chosen.join("") }), sender, {
        canLeave: true,
      });
      expect(html).not.toMatch(/<(img|script|iframe|input|object|form)\b/i);
      expect(html).not.toMatch(/\shref="(?!https?:|mailto:|tel:)/i);
      expect(html).not.toMatch(/<[^>]*\son\w+=/i);
    }),
  );
});
