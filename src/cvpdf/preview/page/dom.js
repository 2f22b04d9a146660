// Elements from plain data. All text is inserted as text, never as HTML: cv.yaml can contain anything.

export const $ = (id) => document.getElementById(id);

/** Create an element: `el("p.note", {title}, "text", child)`. */
export function el(form, attributes = {}, ...children) {
  const [name, ...classes] = form.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Fill an element, but only if its data has changed, so that focus and selection stay. */
export function fill(element, data, make) {
  const key = JSON.stringify(data);
  if (element.dataset.shows === key) return;
  element.dataset.shows = key;
  element.replaceChildren(...make(data));
}

export const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

/** Copy a text, and confirm it on the button. */
export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return;
  }
  button.dataset.copied = "";
  setTimeout(() => delete button.dataset.copied, 1200);
}
