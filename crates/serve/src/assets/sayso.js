// What a browser can do besides; every page works without it.
"use strict";

const root = document.documentElement;
root.classList.add("js");

// Dark or light, before anything is painted.
const LOOK = "sayso-look";
const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const keep = (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* private window */ } };
const look = kept(LOOK);
if (look === "dark" || look === "light") root.dataset.look = look;

document.addEventListener("DOMContentLoaded", () => {
  looks();
  keys();
  folds();
  if (document.querySelector(".text")) tips();
  for (const form of document.querySelectorAll("[data-drop]")) drops(form);
  for (const field of document.querySelectorAll("[data-keep]")) {
    const key = `sayso-${field.dataset.keep}`;
    field.value ||= kept(key) ?? "";
    field.addEventListener("change", () => keep(key, field.value));
  }
  // Empty fields have no place in an address that is passed on.
  for (const form of document.querySelectorAll("form[method=get]")) {
    form.addEventListener("formdata", (event) => {
      for (const [key, value] of [...event.formData]) if (value === "") event.formData.delete(key);
    });
  }
});

function looks() {
  const button = document.querySelector("button[data-look]");
  if (!button) return;
  const dark = () => (root.dataset.look ? root.dataset.look === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const tell = () => button.setAttribute("aria-pressed", String(dark()));
  button.setAttribute("aria-label", "Dark");
  tell();
  button.addEventListener("click", () => {
    root.dataset.look = dark() ? "light" : "dark";
    keep(LOOK, root.dataset.look);
    tell();
  });
}

// `/` to the search, `j` and `k` through claims, mentions or statements, Enter opens.
function keys() {
  let here = null;
  const go = (step) => {
    const all = [...document.querySelectorAll("[data-step]")].filter((e) => e.checkVisibility?.() ?? true);
    if (!all.length) return;
    const at = all.indexOf(here);
    const first = all.findIndex((e) => e.getBoundingClientRect().top > 60);
    const next = at < 0 ? Math.max(first, 0) : Math.min(Math.max(at + step, 0), all.length - 1);
    here?.classList.remove("here");
    here = all[next];
    here.classList.add("here");
    here.scrollIntoView({ block: "nearest" });
    const bar = document.querySelector(".bar");
    const covered = getComputedStyle(bar ?? root).position === "sticky" ? bar.offsetHeight + 12 : 0;
    const top = here.getBoundingClientRect().top;
    if (top < covered) scrollBy(0, top - covered);
    here.querySelector("h2 a, h3 a, th a, a.no, a")?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "/") {
      const field = document.getElementById("find");
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
  });
}

// Over a statement in the text: its entry of the ledger, beside it; and all its pieces lit.
function tips() {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let shown = null;
  let leaving = 0;

  const scope = (element) => element.closest(".columns") ?? document;
  const pieces = (within, key) => within.querySelectorAll(`.text [data-s="${CSS.escape(key)}"]`);
  const entry = (within, key) => within.querySelector(`[data-entry="${CSS.escape(key)}"]`);

  const hide = () => {
    tip.hidden = true;
    if (!shown) return;
    for (const piece of document.querySelectorAll(".lit")) piece.classList.remove("lit");
    shown.removeAttribute("aria-describedby");
    shown = null;
  };
  const show = (element) => {
    clearTimeout(leaving);
    const within = scope(element);
    // Another piece of the same statement leaves the box where it is.
    if (shown && (shown === element || (shown.dataset.s === element.dataset.s && scope(shown) === within && element.matches("span")))) return;
    hide();
    const found = entry(within, element.dataset.s);
    if (!found) return;
    shown = element;
    for (const piece of pieces(within, element.dataset.s)) if (piece.matches("span")) piece.classList.add("lit");
    const copy = found.cloneNode(true);
    copy.removeAttribute("id");
    for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
    for (const away of copy.querySelectorAll(".inside, .correct, .content .no")) away.remove();
    for (const details of copy.querySelectorAll("details")) details.open = true;
    tip.className = `tip ${[...found.classList].find((c) => /^c\d/.test(c)) ?? ""}`;
    tip.replaceChildren();
    const group = found.closest(".group");
    if (!copy.querySelector(".nested") && group) {
      const who = document.createElement("p");
      who.className = "who";
      who.append(...[...(group.querySelector("h3")?.cloneNode(true).childNodes ?? [])]);
      tip.append(who);
      const way = group.querySelector(":scope > .way");
      if (way) tip.append(way.cloneNode(true));
    }
    tip.append(...copy.childNodes);
    tip.hidden = false;
    element.setAttribute("aria-describedby", "tip");
    // Below the whole statement where that is near, else below the line.
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const last = [...pieces(within, element.dataset.s)].filter((p) => p.matches("span.q")).pop()?.getBoundingClientRect().bottom ?? box.bottom;
    const bottom = last > box.bottom && last - box.bottom < 140 ? last : box.bottom;
    const below = bottom + 8 + tip.offsetHeight < innerHeight || box.top < tip.offsetHeight + 16;
    tip.style.left = `${Math.max(Math.min(box.left, innerWidth - tip.offsetWidth - 16), 8) + scrollX}px`;
    tip.style.top = `${scrollY + (below ? bottom + 8 : box.top - tip.offsetHeight - 8)}px`;
  };
  const later = () => { clearTimeout(leaving); leaving = setTimeout(hide, 180); };

  for (const text of document.querySelectorAll(".text")) {
    text.addEventListener("pointerover", (event) => {
      const piece = event.target.closest("[data-s]");
      piece ? show(piece) : later();
    });
    text.addEventListener("pointerleave", later);
    text.addEventListener("focusin", (event) => event.target.dataset.s && show(event.target));
    text.addEventListener("focusout", later);
    text.addEventListener("click", (event) => {
      const piece = event.target.closest("span[data-s]");
      if (!piece || String(getSelection())) return;
      const found = entry(scope(piece), piece.dataset.s);
      if (found) location.hash = found.id;
    });
  }
  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", later);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  // Over an entry of the ledger: its pieces in the text.
  for (const ledger of document.querySelectorAll(".ledger")) {
    const light = (event, on) => {
      const found = event.target.closest("[data-entry]");
      for (const piece of document.querySelectorAll(".lit")) piece.classList.remove("lit");
      if (found && on) for (const piece of pieces(scope(found), found.dataset.entry)) if (piece.matches("span")) piece.classList.add("lit");
    };
    ledger.addEventListener("pointerover", (event) => light(event, true));
    ledger.addEventListener("pointerleave", (event) => light(event, false));
    ledger.addEventListener("focusin", (event) => light(event, true));
  }
}

// A link into a folded part opens it.
function folds() {
  const open = () => {
    const element = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    let folded = false;
    for (let above = element; above; above = above.parentElement) {
      if (above.tagName === "DETAILS" && !above.open) folded = above.open = true;
    }
    if (folded) element.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", open);
  open();
}

// A file becomes the text of the form; it is read here and sent only with the form.
function drops(form) {
  const field = form.querySelector("textarea");
  const read = async (file) => {
    if (!file) return;
    if (file.size > 2_000_000) {
      field.setCustomValidity("This file is larger than 2 MB.");
      field.reportValidity();
      return;
    }
    field.setCustomValidity("");
    field.value = await file.text();
    field.focus();
  };
  form.querySelector("[data-file]")?.addEventListener("change", (event) => read(event.target.files[0]));
  field.addEventListener("input", () => field.setCustomValidity(""));
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
  }
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("over"); });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    read(event.dataTransfer.files[0]);
  });
}
