"use strict";
// Filters rows that are already in the page and keeps the choice in the address (#filter:verdict=fail&q=school).
(() => {
  const PREFIX = "#filter:";
  const filter = document.querySelector("[data-rows]");
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  const printed = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details:not([open])")) { each.open = true; printed.push(each); }
  });
  addEventListener("afterprint", () => { while (printed.length) printed.pop().open = false; });
  if (!filter) { addEventListener("hashchange", open); return open(); }

  const rows = [...document.querySelectorAll(`[data-table=${filter.dataset.rows}] tbody tr`)];
  const texts = rows.map((row) => row.textContent.normalize("NFKC").toLowerCase());
  const fields = [...filter.querySelectorAll("[name]")];
  const status = filter.querySelector("[role=status]");
  const fits = (row, text, name, value) =>
    name === "q" ? value.normalize("NFKC").toLowerCase().split(/\s+/).every((word) => text.includes(word))
    : (row.dataset[name] || "").split(" ").includes(value);

  function apply(remember) {
    const chosen = fields.filter((field) => field.value.trim()).map((field) => [field.name, field.value.trim()]);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !chosen.every(([name, value]) => fits(row, texts[index], name, value));
      if (!row.hidden) shown += 1;
    });
    status.textContent = status.dataset.text.replace("{n}", shown).replace("{all}", rows.length);
    if (!remember) return;
    const state = new URLSearchParams(chosen).toString();
    history.replaceState(null, "", state ? PREFIX + state : location.pathname + location.search);
  }
  function restore() {
    if (!location.hash.startsWith(PREFIX)) { apply(false); return open(); }
    const state = new URLSearchParams(location.hash.slice(PREFIX.length));
    for (const field of fields) field.value = state.get(field.name) || "";
    apply(false);
  }
  filter.hidden = false;
  filter.addEventListener("input", () => apply(true));
  filter.addEventListener("submit", (event) => event.preventDefault());
  const clear = filter.querySelector("button");
  if (clear) clear.addEventListener("click", () => { for (const field of fields) field.value = ""; apply(true); });
  addEventListener("hashchange", restore);
  restore();
})();
