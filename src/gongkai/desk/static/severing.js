// Dragging over the page fills the form's percentages; without this script they are typed.
(function () {
  "use strict";
  const sheet = document.getElementById("sheet");
  const shade = document.getElementById("shade");
  const form = document.getElementById("area-form");
  if (!sheet || !form || !shade) return;
  let from = null;
  const at = (event) => {
    const box = sheet.getBoundingClientRect();
    const share = (value, start, length) => Math.min(100, Math.max(0, ((value - start) / length) * 100));
    return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
  };
  const fill = (one, other) => {
    const values = { left: Math.min(one[0], other[0]), top: Math.min(one[1], other[1]), right: Math.max(one[0], other[0]), bottom: Math.max(one[1], other[1]) };
    for (const name of Object.keys(values)) form.elements[name].value = values[name].toFixed(2);
    const [wide, high] = [sheet.clientWidth / 100, sheet.clientHeight / 100];
    shade.hidden = false;
    shade.setAttribute("width", (values.right - values.left) * wide);
    shade.setAttribute("height", (values.bottom - values.top) * high);
    shade.setAttribute("x", values.left * wide);
    shade.setAttribute("y", values.top * high);
  };
  sheet.addEventListener("pointerdown", (event) => { from = at(event); sheet.setPointerCapture(event.pointerId); event.preventDefault(); });
  sheet.addEventListener("pointermove", (event) => { if (from) fill(from, at(event)); });
  sheet.addEventListener("pointerup", (event) => { if (from) { fill(from, at(event)); from = null; form.elements.ground.focus(); } });
})();
