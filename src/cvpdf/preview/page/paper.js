// The pages of all variants. A page changes when its new image is decoded, and keeps its size and place until then.

import { $, el, plural } from "./dom.js";

const GAP = 20; // CSS pixels between pages, as in the style sheet
const WIDEST = 860; // CSS pixels: the widest page when it is fitted to the window
const STEP = 1.2;
const ZOOMS = [0.3, 5];
const SWITCH_DELAY = 500; // ms for which the old variant stays while the first page of the new one is fetched

const sheet = $("sheet");
const documents = new Map();
let current = null;
let zoom = 1;
let onChange = () => {};

/** Call `listener` whenever the pages of the shown variant are all up to date. */
export function whenDrawn(listener) {
  onChange = listener;
}

/** Update the variants; pages of the visible one are fetched at once. */
export function update(variants) {
  for (const [name, doc] of documents) {
    if (variants.some((one) => one.name === name && one.version)) continue;
    doc.element.remove();
    documents.delete(name);
    if (current === doc) current = null;
  }
  for (const one of variants) {
    if (!one.version) continue;
    const doc = documents.get(one.name) ?? add(one.name);
    doc.element.classList.toggle("stale", one.stale);
    if (doc.version === one.version) continue;
    doc.version = one.version;
    resize(doc, one.pages);
    if (doc === current) draw(doc);
  }
}

/** Show a variant that has pages. */
export async function show(name) {
  const doc = documents.get(name);
  if (doc === current) return;
  const wanted = (show.wanted = Symbol(name));
  lay(doc);
  // The old pages stay until the new ones are ready to paint.
  const drawing = draw(doc);
  if (current) await Promise.race([drawing, new Promise((done) => setTimeout(done, SWITCH_DELAY))]);
  if (show.wanted !== wanted) return;
  hide();
  current = doc;
  doc.element.hidden = false;
  [sheet.scrollLeft, sheet.scrollTop] = doc.scroll;
  label();
  onChange(doc);
}

/** Hide all pages. */
export function hide() {
  show.wanted = null;
  if (!current) return;
  current.scroll = [sheet.scrollLeft, sheet.scrollTop];
  current.element.hidden = true;
  current = null;
}

/** Zoom by steps; 0 fits the page to the window. */
export function zoomBy(steps) {
  zoom = steps ? Math.min(ZOOMS[1], Math.max(ZOOMS[0], zoom * STEP ** steps)) : 1;
  // Steps up and down again must give exactly 1.
  if (Math.abs(zoom - 1) < 0.01) zoom = 1;
  relay();
}

function add(name) {
  const element = el("div.document", { "data-variant": name });
  element.hidden = true;
  sheet.append(element);
  const doc = { name, element, version: null, pages: [], scroll: [0, 0], drawing: null };
  documents.set(name, doc);
  return doc;
}

function resize(doc, sizes) {
  while (doc.pages.length > sizes.length) doc.pages.pop().element.remove();
  for (const [index, size] of sizes.entries()) {
    let page = doc.pages[index];
    if (!page) {
      const lines = el("div.lines");
      const image = blank();
      const element = el("div.page", { "data-page": index + 1 }, image, lines);
      page = { element, image, lines, tag: null, pixels: 0, version: null };
      doc.pages.push(page);
      doc.element.append(element);
    }
    page.size = size;
    page.alt = `Page ${index + 1} of ${sizes.length}, variant ${doc.name}`;
  }
  lay(doc);
}

function blank() {
  return el("img", { alt: "", decoding: "sync", draggable: "false" });
}

/** Set the sizes of the pages on the screen, in whole device pixels. */
function lay(doc) {
  const ratio = window.devicePixelRatio || 1;
  const style = getComputedStyle(sheet);
  const room = sheet.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const widest = Math.max(...doc.pages.map((page) => page.size[0]), 1);
  for (const page of doc.pages) {
    const width = Math.max(120, Math.min(room, WIDEST)) * zoom * (page.size[0] / widest);
    page.wanted = Math.round(width * ratio);
    page.width = page.wanted / ratio;
    page.height = Math.round((page.wanted * page.size[1]) / page.size[0]) / ratio;
    page.element.style.width = `${page.width}px`;
    page.element.style.height = `${page.height}px`;
  }
}

/** Lay out again, and keep the middle of the view in place. */
function relay() {
  if (!current) return;
  const middle = sheet.clientHeight / 2;
  const [across, down] = [
    (sheet.scrollLeft + sheet.clientWidth / 2) / sheet.scrollWidth,
    (sheet.scrollTop + middle) / sheet.scrollHeight,
  ];
  lay(current);
  sheet.scrollLeft = across * sheet.scrollWidth - sheet.clientWidth / 2;
  sheet.scrollTop = down * sheet.scrollHeight - middle;
  label();
  draw(current);
}

function label() {
  const page = current?.pages[0];
  const percent = page ? Math.round((page.width / (page.size[0] * (96 / 72))) * 100) : 100;
  $("scale").textContent = `${percent} %`;
  $("fit").setAttribute("aria-label", `${percent} %, fit to the window`);
}

/** Fetch outdated pages: first the visible ones, all at once, then the others one by one. */
async function draw(doc) {
  doc.drawing?.abort();
  const drawing = (doc.drawing = new AbortController());
  const late = doc.pages.filter((page) => page.version !== doc.version || page.pixels !== page.wanted);
  const seen = late.filter((page) => inView(doc, page));
  const first = Promise.all(seen.map((page) => fetchPage(doc, page, drawing.signal, true)));
  first
    .then(async () => {
      for (const page of late.filter((one) => !seen.includes(one))) {
        if (drawing.signal.aborted) return;
        await fetchPage(doc, page, drawing.signal, false);
      }
      if (!drawing.signal.aborted && doc === current) onChange(doc);
    })
    .catch(() => {});
  await first.catch(() => {});
}

function inView(doc, page) {
  const top = doc === current ? sheet.scrollTop : doc.scroll[1];
  let above = 0;
  for (const one of doc.pages) {
    if (one === page) break;
    above += one.height + GAP;
  }
  return above < top + sheet.clientHeight && above + page.height > top;
}

async function fetchPage(doc, page, signal, visible) {
  const { version } = doc;
  const pixels = page.wanted;
  const number = doc.pages.indexOf(page) + 1;
  const base = `variants/${encodeURIComponent(doc.name)}/${version}`;
  const headers = page.tag && page.pixels === pixels ? { "If-None-Match": page.tag } : {};
  const url = `${base}/pages/${number}.png?width=${pixels}${visible ? "&in_view" : ""}`;
  const answer = await fetch(url, { headers, signal });
  if (answer.status === 200) {
    const next = blank();
    next.src = URL.createObjectURL(await answer.blob());
    next.alt = page.alt;
    await next.decode();
    if (signal.aborted) {
      URL.revokeObjectURL(next.src);
      return;
    }
    const old = page.image;
    old.replaceWith(next);
    page.image = next;
    page.tag = answer.headers.get("ETag");
    if (old.src) URL.revokeObjectURL(old.src);
  } else if (answer.status !== 304) {
    return; // a newer version will follow
  }
  page.image.alt = page.alt;
  page.pixels = pixels;
  page.version = version;
  page.element.dataset.version = version;
  page.element.dataset.tag = page.tag;
}

/** Return the number of pages in words. */
export const pagesOf = (variant) => (variant.pages.length ? plural(variant.pages.length, "page") : "");

new ResizeObserver(relay).observe(sheet);
const watchRatio = () => {
  matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
    "change",
    () => {
      relay();
      watchRatio();
    },
    { once: true },
  );
};
watchRatio();
