// The printed lines as buttons over the pages, which lead to the line in cv.yaml by mouse or keyboard.

import { $, copy, el } from "./dom.js";

const NEAR = 0.02; // of a page's height: a click this close to a line selects it

const ROW = 200; // weight of the vertical distance compared with the horizontal one

const sheet = $("sheet");
let state = null; // {doc, lines, base}
let selected = null; // index of the line whose place in cv.yaml is shown

/** Put the lines of a document over its pages, if they are not there yet. */
export async function lay(doc) {
  const base = `variants/${encodeURIComponent(doc.name)}/${doc.version}`;
  if (state?.base === base && state.doc === doc) return;
  let answer;
  try {
    answer = await fetch(`${base}/lines`);
    if (!answer.ok) return;
  } catch {
    return; // the event stream reports the lost connection
  }
  const lines = await answer.json();
  if (doc.version !== base.split("/").at(-1)) return;
  const before = state;
  state = { doc, base, lines };
  const focused = before?.doc === doc ? indexOf(document.activeElement) : null;
  const kept = before?.doc === doc && selected !== null ? sameLine(before.lines[selected], selected) : null;
  for (const [index, page] of doc.pages.entries()) {
    page.lines.replaceChildren(...lines.flatMap((line, n) => (line.page === index ? [button(line, n)] : [])));
  }
  rove(focused ?? 0);
  if (focused !== null) buttonOf(Math.min(focused, lines.length - 1))?.focus({ preventScroll: true });
  select(kept);
  if (kept !== null) lookUp(kept);
}

/** Focus the lines: the selected one, or the first in view. */
export function enter() {
  if (!state?.lines.length) return;
  const top = sheet.getBoundingClientRect().top;
  const first = state.lines.findIndex((_, n) => buttonOf(n).getBoundingClientRect().top >= top);
  focus(selected ?? Math.max(0, first));
}

/** Deselect the line; return whether one was selected. */
export function deselect() {
  const had = selected !== null || !$("source").hidden;
  select(null);
  $("source").hidden = true;
  return had;
}

export const copyPlace = () => $("source-body").querySelector("button.place")?.click();

/** Return a place as a button that copies it, and its line of cv.yaml. */
export function place(at) {
  const button = el("button.place", { type: "button", title: "Copy this place" }, at.place);
  button.addEventListener("click", () => copy(at.place, button));
  if (!at.text) return [button];
  const [before, marked, after] = at.text;
  const line = el("code", {}, before, el("mark", marked ? {} : { class: "point" }, marked), after);
  return [button, el("pre.excerpt", { "data-line": at.line }, line)];
}

function button(line, number) {
  const [left, top, width, height] = line.box;
  const element = el("button.line", {
    type: "button",
    tabindex: "-1",
    "data-line": number,
    "data-value": line.value,
    "aria-label": line.label,
  });
  for (const [side, share] of Object.entries({ left, top, width, height })) {
    element.style[side] = `${share * 100}%`;
  }
  return element;
}

const buttonOf = (number) => state?.doc.element.querySelector(`.line[data-line="${number}"]`);

function indexOf(element) {
  return element?.matches?.(".line") ? Number(element.dataset.line) : null;
}

/** Find a line of an earlier version among the current lines: the nearest one of the same value. */
function sameLine(line, number) {
  let best = null;
  for (const [index, one] of state.lines.entries()) {
    if (one.label !== line.label) continue;
    if (best === null || Math.abs(index - number) < Math.abs(best - number)) best = index;
  }
  return best;
}

function select(number) {
  for (const old of sheet.querySelectorAll(".line.selected, .line.kin")) old.classList.remove("selected", "kin");
  selected = number;
  if (number === null) return;
  const value = state.lines[number].value;
  for (const one of state.doc.element.querySelectorAll(`.line[data-value="${value}"]`)) one.classList.add("kin");
  buttonOf(number)?.classList.add("selected");
}

/** Make one line reachable by Tab; the arrow keys lead to the others. */
function rove(number) {
  for (const old of sheet.querySelectorAll('.line[tabindex="0"]')) old.tabIndex = -1;
  const next = buttonOf(number);
  if (next) next.tabIndex = 0;
}

function focus(number, preventScroll = false) {
  const next = buttonOf(number);
  if (!next) return;
  rove(number);
  next.focus({ preventScroll });
}

async function lookUp(number) {
  let found = null;
  try {
    const answer = await fetch(`${state.base}/lines/${number}`);
    if (answer.ok) found = await answer.json();
  } catch {
    // the event stream reports the lost connection
  }
  if (!found || selected !== number) return;
  const changed = found.same ? null : el("p.aside", {}, "This line has changed since the page was built.");
  $("source-body").replaceChildren(...place(found), ...(changed ? [changed] : []));
  $("source").hidden = false;
}

function choose(number) {
  focus(number, true);
  select(number);
  lookUp(number);
}

/** Return the line that a click between lines selects: the nearest one at about the same height. */
function nearest(page, x, y) {
  let best = null;
  let least = Infinity;
  for (const [index, line] of state.lines.entries()) {
    if (line.page !== page) continue;
    const [left, top, width, height] = line.box;
    const [above, aside] = [Math.max(top - y, y - top - height, 0), Math.max(left - x, x - left - width, 0)];
    if (above > NEAR) continue;
    const distance = above * ROW + aside;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

/** Return the line above or below: the nearest one of the next printed row. */
function row(number, step) {
  const from = state.lines[number];
  const [left, top, width, height] = from.box;
  const middle = (line) => line.page + line.box[1] + line.box[3] / 2;
  let best = null;
  for (const [index, line] of state.lines.entries()) {
    const down = (middle(line) - middle(from)) * step;
    if (down < (line.page === from.page ? height / 2 : 0.001)) continue;
    const aside = Math.abs(line.box[0] + line.box[2] / 2 - left - width / 2);
    if (!best || down < best.down - height / 2 || (down < best.down + height / 2 && aside < best.aside)) {
      best = { index, down, aside };
    }
  }
  return best?.index ?? number;
}

sheet.addEventListener("click", (event) => {
  const page = event.target.closest(".page");
  if (!page || !state?.doc.element.contains(page)) return;
  const exact = indexOf(event.target.closest(".line"));
  const box = page.getBoundingClientRect();
  const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  const number = exact ?? nearest(Number(page.dataset.page) - 1, x, y);
  if (number !== null) choose(number);
});

sheet.addEventListener("keydown", (event) => {
  const number = indexOf(event.target);
  if (number === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const last = state.lines.length - 1;
  const next = {
    ArrowRight: () => Math.min(last, number + 1),
    ArrowLeft: () => Math.max(0, number - 1),
    ArrowDown: () => row(number, 1),
    ArrowUp: () => row(number, -1),
    Home: () => 0,
    End: () => last,
  }[event.key];
  if (!next) return;
  event.preventDefault();
  focus(next());
});

sheet.addEventListener("focusin", (event) => {
  const number = indexOf(event.target);
  if (number !== null) rove(number);
});

$("deselect").addEventListener("click", () => deselect());
