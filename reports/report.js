"use strict";
// Filters the findings that are already in the page, and keeps the choice in the address (#filter:code=VAL002&at=d1-s2).
(() => {
  const form = document.getElementById("filter");
  const boxes = form ? [...form.querySelectorAll("[name=severity]")] : [];
  const chosen = (name) => form.querySelector(`[name=${name}]`);
  const findings = [...document.querySelectorAll("article.finding")];
  const PREFIX = "#filter:";
  let filtered = false;

  // Opens the folded parts around the place that the address names, and undoes a filter that hides it.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]") && form) clear();
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  const clear = () => {
    for (const box of boxes) box.checked = true;
    chosen("code").value = chosen("at").value = "";
    apply(false);
  };
  const inPrint = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details:not([open], .text)")) { each.open = true; inPrint.push(each); }
  });
  addEventListener("afterprint", () => { while (inPrint.length) inPrint.pop().open = false; });

  function apply(remember) {
    const severities = boxes.filter((box) => box.checked).map((box) => box.value);
    const code = chosen("code").value, at = chosen("at").value;
    const root = at && document.getElementById(at);
    const all = severities.length === boxes.length && !code && !root;
    let shown = 0;
    for (const each of findings) {
      const fits = all || (severities.some((name) => each.classList.contains(name)) &&
        (!code || each.dataset.code === code) && (!root || root.contains(each)));
      each.hidden = !fits;
      if (fits) shown += 1;
    }
    // What a filter has emptied goes with it, and so do the notes beside the documents.
    if (!all || filtered) {
      for (const kind of [".fold", ".group", ".level", ".section", ".document"])
        for (const each of document.querySelectorAll(kind)) {
          const inside = each.querySelector("article.finding");
          each.hidden = Boolean(inside) && !each.querySelector("article.finding:not([hidden])");
          if (kind === ".fold" && code) each.open = true;
        }
      for (const each of document.querySelectorAll(".note"))
        each.hidden = document.getElementById(each.hash.slice(1)).hidden;
    }
    filtered = !all;
    const status = form.querySelector("[role=status]");
    status.textContent = status.dataset.text.replace("{n}", shown).replace("{all}", findings.length);
    if (!remember) return;
    const state = new URLSearchParams();
    if (severities.length < boxes.length) state.set("severity", severities.join());
    if (code) state.set("code", code);
    if (at) state.set("at", at);
    history.replaceState(null, "", state.size ? PREFIX + state : location.pathname + location.search);
  }

  function restore() {
    if (!form || !location.hash.startsWith(PREFIX)) return reveal();
    const state = new URLSearchParams(location.hash.slice(PREFIX.length));
    const severities = state.has("severity") ? state.get("severity").split(",") : null;
    for (const box of boxes) box.checked = !severities || severities.includes(box.value);
    for (const name of ["code", "at"]) chosen(name).value = state.get(name) || "";
    apply(false);
  }

  if (form) {
    form.querySelector(".scripted").hidden = false;
    form.addEventListener("change", () => apply(true));
    form.querySelector("button").addEventListener("click", () => { clear(); apply(true); });
    apply(false);
  }
  addEventListener("hashchange", restore);
  restore();
})();
