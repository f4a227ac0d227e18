// The return form while it is typed: checks by the server, paste of a workbook's area, keys up, down and Enter. Works without.
(function () {
  "use strict";
  var form = document.getElementById("return");
  if (!form) { return; }
  var timer = 0;
  var number = 0;

  function inputs(row) { return Array.prototype.slice.call(row.querySelectorAll("td input")); }

  function below(input, step) {
    var row = input.closest("tr");
    var place = inputs(row).indexOf(input);
    for (row = step > 0 ? row.nextElementSibling : row.previousElementSibling; row;
         row = step > 0 ? row.nextElementSibling : row.previousElementSibling) {
      var there = inputs(row);
      if (there.length) { return there[Math.min(place, there.length - 1)]; }
    }
    return null;
  }

  function show(answer) {
    document.getElementById("check").innerHTML = answer.html;
    form.querySelectorAll("td[data-cell]").forEach(function (cell) {
      var key = cell.getAttribute("data-cell");
      cell.classList.toggle("suspect", answer.suspects.indexOf(key) >= 0);
      var output = cell.querySelector("output");
      if (output && key in answer.totals) { output.textContent = answer.totals[key]; }
    });
  }

  function check() {
    var mine = number += 1;
    fetch(form.getAttribute("data-check"), { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (answer) { if (answer && mine === number) { show(answer); } })
      .catch(function () { /* without the network the form is checked when it is saved */ });
  }

  form.addEventListener("input", function (event) {
    event.target.classList.remove("from-system");
    clearTimeout(timer);
    timer = setTimeout(check, 400);
  });

  form.addEventListener("keydown", function (event) {
    if (!event.target.matches("td input")) { return; }
    var step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
    var next = step ? below(event.target, step) : null;
    if (step) { event.preventDefault(); }
    if (next) { next.focus(); next.select(); }
  });

  form.addEventListener("paste", function (event) {
    var text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!event.target.matches("td input") || !/[\t\n]/.test(text.trim())) { return; }
    event.preventDefault();
    var start = inputs(event.target.closest("tr")).indexOf(event.target);
    var input = event.target;
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach(function (line) {
      if (!input) { return; }
      var row = inputs(input.closest("tr"));
      line.split("\t").forEach(function (value, place) {
        if (row[start + place]) {
          row[start + place].value = value.trim();
          row[start + place].classList.remove("from-system");
        }
      });
      input = below(row[start] || input, 1);
    });
    check();
  });
})();
