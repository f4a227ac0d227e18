// Suggestions while typing. Without this file the boxes search all the same.
"use strict";
// Browsers hide what lacks the letters typed: for a word that only sounds like them the label repeats them.
const option = (value, typed) => {
  const made = Object.assign(document.createElement("option"), { value });
  if (!value.toLowerCase().includes(typed.toLowerCase())) made.label = value + "（" + typed + "）";
  return made;
};
for (const box of document.querySelectorAll("input[data-suggest]")) {
  const list = document.getElementById(box.getAttribute("list"));
  let timer = 0;
  let asked = "";
  const show = (values) => {
    list.replaceChildren(...values.map((value) => option(value, box.value)));
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
