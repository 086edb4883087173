// A list answers in place: what is chosen changes it without a new page, and the address follows. Without this script
// every choice is a link or a button, and does the same.
(() => {
  const form = document.querySelector("[data-list-form]");
  const status = document.querySelector("[data-list-status]");
  const list = () => document.getElementById("liste");
  if (!form || !list() || !window.fetch || !window.DOMParser) return;
  let turn = 0;

  /** What was open and where the keyboard was, found again in what comes. */
  function remember() {
    const open = [...list().querySelectorAll("details")].map((one) => one.open);
    const choice = document.activeElement?.closest("[data-choice]")?.dataset.choice;
    return () => {
      for (const [at, one] of list().querySelectorAll("details").entries())
        if (open[at]) one.open = true;
      if (!choice) return;
      const same = list().querySelector(`[data-choice="${CSS.escape(choice)}"]`);
      (same ?? list()).focus({ preventScroll: true });
    };
  }

  async function show(address) {
    const mine = ++turn;
    list().setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("liste");
      if (!answer.ok || !fresh) throw new Error("not a list");
      // Something else was chosen meanwhile.
      if (mine !== turn) return;
      const find = remember();
      list().replaceWith(document.adoptNode(fresh));
      find();
      const kept = page.querySelector("[data-list-kept]");
      if (kept) form.querySelector("[data-list-kept]")?.replaceWith(document.adoptNode(kept));
      document.title = page.title;
      if (address !== location.href) history.pushState(null, "", address);
      if (status)
        status.textContent = fresh.querySelector("[data-list-summary]")?.textContent ?? "";
    } catch {
      location.assign(address);
    }
  }

  function addressOfForm() {
    const query = new URLSearchParams();
    // What goes without saying stays out of the address, as in the links.
    const idle = {
      tri: "pertinence",
      rayon: form.elements.commune?.value ? "10" : form.elements.rayon?.value,
    };
    for (const [name, value] of new FormData(form))
      if (value && value !== idle[name]) query.append(name, String(value));
    const text = query.toString();
    return form.action + (text ? `?${text}` : "");
  }

  form.addEventListener("change", ({ target }) => {
    // Words are sent by their button: leaving the field says nothing.
    if (target.type !== "search") show(addressOfForm());
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-choice]");
    if (
      !link ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    show(link.href);
  });
  // Back: the page as it was.
  addEventListener("popstate", () => location.reload());
})();
