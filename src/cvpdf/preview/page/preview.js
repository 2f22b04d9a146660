// Connects the parts of the page: states from the server, the selected variant, keys.

import { $, el, fill } from "./dom.js";
import * as lines from "./lines.js";
import * as panel from "./panel.js";
import * as paper from "./paper.js";
import { follow } from "./stream.js";

const THEMES = { auto: "system setting", light: "light", dark: "dark" };

let state = null;
let chosen = decodeURIComponent(location.hash.slice(1)) || null;

function receive(next) {
  // A server that has just started has no pages yet; keep the ones that are shown.
  if (state?.variants.length && !next.variants.length && next.busy) return;
  state = next;
  const names = state.variants.map((one) => one.name);
  if (!names.includes(chosen)) {
    // The requested variant may not be built yet.
    const wanted = chosen ?? state.begin;
    if (names.length && (!state.busy || !wanted || names.includes(wanted))) {
      chosen = names.includes(wanted) ? wanted : names[0];
      prefer();
    }
  }
  // Images first, because they take longest.
  paper.update(state.variants);
  present();
}

function present() {
  const variant = state.variants.find((one) => one.name === chosen);
  if (variant?.version) paper.show(chosen);
  // Before the first build is complete, pages may follow soon.
  else if (variant?.outcome) paper.hide();
  panel.render(state, variant);
  $("file").textContent = state.file.split(/[\\/]/).at(-1);
  $("file").title = state.file;
  document.title = `${state.invalid || variant?.ok === false ? "✗ " : ""}${chosen ?? "cvpdf"} – ${state.file}`;
  $("empty").hidden = Boolean(variant?.version);
  $("waiting").textContent = state.busy ? "Building the first pages…" : "No pages to show.";
  $("empty").classList.toggle("idle", !state.busy);
  fill($("variants"), state.variants.map(({ name, ...one }) => ({ name, mark: markOf(one), chosen })), tabs);
}

function markOf({ checking, ok, stale, outcome }) {
  if (checking || ok === null || outcome === "skipped") return "wait";
  return stale || !ok ? "bad" : "good";
}

function tabs(variants) {
  const focused = document.activeElement?.getAttribute("role") === "tab";
  const made = variants.map(({ name, mark }, index) => {
    const is = name === chosen;
    return el(
      "button.tab",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(is),
        "aria-controls": "sheet",
        tabindex: is ? "0" : "-1",
        title: index < 9 ? `${name} (${index + 1})` : name,
        "data-state": mark,
        onclick: () => choose(name),
      },
      el("span.light", { "aria-hidden": "true" }),
      name,
      el("span.unseen", {}, { wait: "", bad: ", with errors", good: ", passed" }[mark]),
    );
  });
  if (focused) queueMicrotask(() => made.find((tab) => tab.tabIndex === 0)?.focus());
  return made;
}

function choose(name) {
  if (!name || name === chosen) return;
  chosen = name;
  lines.deselect();
  prefer();
  present();
}

function prefer() {
  history.replaceState(null, "", `#${encodeURIComponent(chosen)}`);
  fetch(`prefer/${encodeURIComponent(chosen)}`, { method: "POST" }).catch(() => {});
}

function step(by) {
  const names = state?.variants.map((one) => one.name) ?? [];
  if (names.length) choose(names[(names.indexOf(chosen) + by + names.length) % names.length]);
}

function theme() {
  const next = window.cvpdfTheme.next();
  showTheme(next);
}

function showTheme(which) {
  $("theme").setAttribute("aria-label", `Theme: ${THEMES[which]}`);
  $("theme").title = `Theme: ${THEMES[which]} (t)`;
  $("theme").dataset.theme = which;
}

const KEYS = {
  "[": () => step(-1),
  "]": () => step(1),
  "+": () => paper.zoomBy(1),
  "=": () => paper.zoomBy(1),
  "-": () => paper.zoomBy(-1),
  0: () => paper.zoomBy(0),
  l: () => lines.enter(),
  c: () => lines.copyPlace(),
  t: theme,
  "?": () => $("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (event.target.getAttribute?.("role") === "tab" && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    event.preventDefault();
    step(event.key === "ArrowLeft" ? -1 : 1);
  } else if (event.key === "Escape") {
    lines.deselect();
    $("sheet").focus({ preventScroll: true });
  } else if (/^[1-9]$/.test(event.key)) {
    choose(state?.variants[Number(event.key) - 1]?.name);
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

$("smaller").addEventListener("click", () => paper.zoomBy(-1));
$("larger").addEventListener("click", () => paper.zoomBy(1));
$("fit").addEventListener("click", () => paper.zoomBy(0));
$("theme").addEventListener("click", theme);
$("help").addEventListener("click", () => $("keys").showModal());
showTheme(window.cvpdfTheme.chosen());
paper.whenDrawn((doc) => lines.lay(doc));
follow(receive, (connected) => {
  $("lost").hidden = connected;
});
