// What all pages share: elements, tables, bars, choices, and the button of the colours. Text reaches
// the page as text nodes and attributes only, so nothing in the data can become mark-up.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const main = document.getElementById("main");
const SVG = "http://www.w3.org/2000/svg";
const figure = new Intl.NumberFormat("en");
// Rows of a table, and items of a list, that are shown before somebody asks for more.
const ROWS = 25;

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick" || name === "onchange") made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

// Control characters as the pictures that Unicode has for them.
const visible = (text) =>
  text.replace(/[\u0000-\u001f\u007f]/g, (found) => (found === "\u007f" ? "\u2421" : String.fromCharCode(0x2400 + found.charCodeAt(0))));

const percent = (part, whole) => (whole ? Math.round((1000 * part) / whole) / 10 : 0);
const asPercent = (value) => `${value.toFixed(1)} %`;
const counted = (count, word) => `${figure.format(count)} ${word}${count === 1 ? "" : "s"}`;
const sum = (values) => values.reduce((one, other) => one + other, 0);

function bar(share, kind = "fill") {
  const wide = Math.max(0, Math.min(100, 100 * share));
  return svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
    svg("rect", { class: kind, x: 0, y: 1, width: wide, height: 8 }));
}

// A section with its heading; what is in it is drawn anew when the choice changes.
function section(id, heading, ...children) {
  const body = el("div");
  const made = el("section", { "aria-labelledby": id }, el("h2", { id }, heading), ...children, body);
  return { made, draw: (...nodes) => body.replaceChildren(...nodes.filter((node) => node !== null)) };
}

// A column: its heading, the value by which it sorts, and how it is shown: "text" (the row's header if
// it is the first), "number", or "bar" (without a heading: its number stands beside it).
const text = (title, of, more = {}) => ({ title, of, kind: "text", ...more });
const number = (title, of, show = figure.format) => ({ title, of, kind: "number", show });
const bars = (of, style) => ({ of, kind: "bar", style });

function cell(column, row, first) {
  const value = column.of(row);
  if (column.kind === "bar") return el("td", { class: "bar" }, bar(value, column.style));
  if (column.kind === "number") return el("td", { class: "number" }, column.show(value));
  const node = value instanceof Node ? value : document.createTextNode(visible(String(value)));
  return first ? el("th", { scope: "row", dir: "auto" }, node) : el("td", { dir: "auto", class: column.style }, node);
}

const comparable = (value) => (value instanceof Node ? value.textContent : value);

function compared(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), "en");
}

// A table that can be sorted by each column; it begins in the order of its rows.
function table(caption, columns, rows) {
  if (!rows.length) return el("p", { class: "note" }, `${caption}: none.`);
  let open = rows.length <= ROWS + 5;
  let sorted = rows;
  const body = el("tbody");
  const more = el("button", { type: "button", class: "more", onclick: () => { open = !open; draw(); } });
  const draw = () => {
    const part = open ? sorted : sorted.slice(0, ROWS);
    body.replaceChildren(...part.map((row) => el("tr", { class: row.style }, ...columns.map((column, at) => cell(column, row, at === 0)))));
    more.textContent = open ? `Show ${ROWS}` : `Show all ${figure.format(rows.length)}`;
  };
  const heads = columns.map((column) => {
    if (column.kind === "bar") return el("td");
    const head = el("th", { scope: "col", class: column.kind === "number" ? "number" : null });
    const sort = () => {
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : column.kind === "number";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sorted = [...rows].sort((one, other) => (down ? -1 : 1) * compared(comparable(column.of(one)), comparable(column.of(other))));
      draw();
    };
    return fill(head, {}, [el("button", { type: "button", onclick: sort }, column.title)]);
  });
  draw();
  const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, ...heads)), body));
  return el("div", {}, box, rows.length > ROWS + 5 ? more : null);
}

// What could not be read, as rows of path and problem.
const unreadable = (failed) => table("Inputs with the reasons", [
  text("Input", (row) => row.path), text("Reason", (row) => row.problem, { style: "words" }),
], failed);

// A field of the form with its label.
function field(label, control) {
  control.id = `field-${label.toLowerCase().replaceAll(" ", "-")}`;
  return el("div", { class: "field" }, el("label", { for: control.id }, label), control);
}

// A choice of one of several options ([value, words]); "" is all of them. *none*: why there is no choice.
function choice(label, options, change, none = null) {
  const select = el("select", { onchange: () => change(select.value), disabled: Boolean(none) },
    el("option", { value: "" }, none || "all"),
    ...options.map(([value, words]) => el("option", { value }, visible(words))));
  return { made: field(label, select), select };
}

// Columns of counts over time, with a share as columns of another colour in them.
function plot(label, points) {
  const [wide, high, left, below] = [900, 220, 56, 22];
  const most = Math.max(1, ...points.map((point) => point.count));
  const step = (wide - left) / points.length;
  const y = (count) => (high - below) * (1 - count / most) + 6;
  const columns = points.map((point, at) => {
    const x = left + at * step;
    const width = Math.max(0.5, step * 0.85);
    return svg("g", {}, svg("title", {}, `${point.name}: ${figure.format(point.count)}, ${point.words}`),
      svg("rect", { class: "fill", x, y: y(point.count), width, height: y(0) - y(point.count) }),
      svg("rect", { class: "cut", x, y: y(point.part), width, height: y(0) - y(point.part) }));
  });
  const lines = [0, 0.5, 1].map((part) => svg("g", {},
    svg("line", { class: "grid", x1: left, x2: wide, y1: y(most * part), y2: y(most * part) }),
    svg("text", { x: left - 6, y: y(most * part) + 4, "text-anchor": "end" }, figure.format(Math.round(most * part)))));
  const every = Math.max(1, Math.ceil(points.length / 10));
  const names = points.map((point, at) => (at % every ? null
    : svg("text", { x: Math.min(left + at * step, wide - 60), y: high + 4 }, point.name)));
  return svg("svg", { class: "plot", viewBox: `0 0 ${wide} ${high + 8}`, role: "img", "aria-label": label },
    ...lines, ...columns, ...names);
}

function colours() {
  const button = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const show = () => { button.textContent = isDark() ? "Light colours" : "Dark colours"; };
  button.addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; show(); });
  dark.addEventListener("change", show);
  button.hidden = false;
  show();
}
colours();
