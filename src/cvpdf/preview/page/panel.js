// The panel beside the page: the status, the diagnostics with their lines, the checks.

import { $, el, fill, plural } from "./dom.js";
import { place } from "./lines.js";
import { pagesOf } from "./paper.js";

let announced = "";

/** Show the state of the chosen variant, and of cv.yaml as a whole. */
export function render(state, variant) {
  const lists = [state.general, variant?.diagnostics ?? { list: [], more: 0 }];
  const diagnostics = lists.flatMap((one) => one.list);
  const more = lists.reduce((sum, one) => sum + one.more, 0);
  const errors = diagnostics.filter((one) => one.severity === "error");
  const verdict = judge(state, variant, errors);
  $("verdict").dataset.state = verdict.state;
  $("verdict-title").textContent = verdict.title;
  $("verdict-facts").textContent = verdict.facts;
  const notice = verdict.notice ?? "";
  $("notice").textContent = notice;
  $("notice").hidden = !notice;
  fill($("problems"), { diagnostics, more }, problems);
  fill($("checks"), variant && !state.invalid ? [variant.passed, variant.failed] : [[], []], checks);
  $("checks").classList.toggle("old", Boolean(variant?.checking || variant?.stale));
  if (!state.busy) announce(verdict, errors);
}

function judge(state, variant, errors) {
  const wrong = plural(errors.length, "error");
  if (state.invalid) {
    const notice = variant?.version ? `These are the last good pages. ${state.file} has ${wrong}.` : null;
    return { state: "bad", title: `${state.file}: ${wrong}`, facts: "Nothing was built.", notice };
  }
  if (!variant) {
    return { state: "wait", title: state.busy ? "Building…" : "Nothing to show", facts: "The first build takes the longest." };
  }
  const facts = [pagesOf(variant)];
  if (variant.fill !== null) facts.push(`${variant.pages.length > 1 ? "last " : ""}${Math.round(variant.fill * 100)} % full`);
  if (variant.engine) facts.push(variant.engine);
  if (state.seconds !== null && !state.busy) facts.push(`${state.seconds.toFixed(2)} s`);
  const details = facts.filter(Boolean).join(" · ");
  if (variant.checking) return { state: "wait", title: "Checking…", facts: details };
  if (variant.outcome === "skipped") return { state: "wait", title: "Nothing to show", facts: "This variant is empty." };
  if (variant.stale) {
    const notice = `These are the last good pages. ${variant.name} could not be typeset.`;
    return { state: "bad", title: `Not typeset: ${wrong}`, facts: "The PDF was not changed.", notice };
  }
  if (variant.ok === false) {
    const failed = variant.failed.length;
    const title = failed ? `${failed} of ${plural(failed + variant.passed.length, "check")} failed` : wrong;
    return { state: "bad", title, facts: "The PDF in the output folder was not changed." };
  }
  if (variant.ok === null) return { state: "wait", title: "Building…", facts: details };
  return { state: "good", title: `All ${plural(variant.passed.length, "check")} passed`, facts: details };
}

function problems({ diagnostics, more }) {
  const items = diagnostics.map((one) => {
    const code = el("span.code", {}, one.severity, el("i", {}, one.code));
    const related = one.related.map((other) => el("div.related", {}, el("p", {}, other.message), ...place(other.at)));
    const hint = one.hint ? el("p.hint", {}, el("b", {}, "Hint: "), one.hint) : null;
    const at = one.at ? place(one.at) : [];
    return el("article.card.problem", { "data-severity": one.severity }, code, el("p.message", {}, one.message), ...at, hint, ...related);
  });
  if (more) items.push(el("p.aside", {}, `… and ${more} more`));
  return items;
}

function checks([passed, failed]) {
  if (!passed.length && !failed.length) return [];
  const item = (name, good) =>
    el("li", { class: good ? "good" : "bad" }, name, el("span.unseen", {}, good ? ": passed" : ": failed"));
  const list = el("ul", {}, ...failed.map((name) => item(name, false)), ...passed.map((name) => item(name, true)));
  return [el("h3", {}, "Checks"), list];
}

/** Announce errors to screen readers, and when they are fixed. */
function announce(verdict, errors) {
  const words = errors.length
    ? `${verdict.title}. ${errors[0].at?.place ?? ""} ${errors[0].message}`
    : announced
      ? verdict.title
      : "";
  if (words === announced || (!errors.length && !announced)) return;
  $("announcer").textContent = words;
  announced = errors.length ? words : "";
}
