// Suggestions while typing. Without this file the boxes search all the same.
"use strict";
for (const box of document.querySelectorAll("input[data-suggest]")) {
  const list = document.getElementById(box.getAttribute("list"));
  let timer = 0;
  let asked = "";
  const show = (values) => {
    list.replaceChildren(...values.map((value) => Object.assign(document.createElement("option"), { value })));
  };
  const ask = async () => {
    const text = box.value.trim();
    if (text === asked) return;
    asked = text;
    if (!text) return show([]);
    try {
      const answer = await fetch(box.dataset.suggest + "?q=" + encodeURIComponent(text));
      if (answer.ok && text === box.value.trim()) show((await answer.json())[1]);
    } catch {
      // no network: the box works without
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
}
