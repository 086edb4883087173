// Shows, while a title is typed, the records that are perhaps the same thing. The page says the same once it is sent.
(() => {
  const box = document.getElementById("ressemblances");
  const field = box && document.getElementById(box.dataset.field);
  if (!box || !field) return;
  const { kind, locale, title } = box.dataset;
  let timer;
  let asking;

  const show = (records) => {
    box.replaceChildren();
    if (records.length === 0) return;
    const heading = document.createElement("p");
    const list = document.createElement("ul");
    heading.textContent = title;
    heading.style.fontWeight = "600";
    for (const record of records) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.textContent = record.title;
      link.href = record.href;
      item.append(link);
      list.append(item);
    }
    box.append(heading, list);
  };

  const look = async () => {
    asking?.abort();
    asking = new AbortController();
    const words = field.value.trim();
    if (words.length < 4) {
      show([]);
      return;
    }
    const query = new URLSearchParams({ q: words, sorte: kind, langue: locale });
    try {
      const response = await fetch(`/proposer/doublons.json?${query}`, { signal: asking.signal });
      if (response.ok) show((await response.json()).records);
    } catch {
      // Typed on, or offline: nothing is lost, the form asks again.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 400);
  });
})();
