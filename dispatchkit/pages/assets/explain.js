// The page of a trace: the source lines of a dispatch with their labels, beside them its record; what is
// chosen on one side is marked on the other. One dispatch is drawn at a time.

const KINDS = { field: "becomes a field", body: "paragraph", inset: "crosshead, list, table", boilerplate: "boilerplate", blank: "blank" };
// Lines are drawn in blocks, which the browser lays out when they come near; the first at once, the
// others in slices of time, so that the page answers from the beginning.
const BLOCK = 100;
const FIRST = 400;
const SLICE = 12;
// Paragraphs that the record shows before somebody asks for more.
const PARAGRAPHS = 200;
// Controls, and what is not seen or breaks a line: format characters, marks of direction, fillers, tags.
const UNSEEN = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u;
// Scripts whose letters take other forms beside a joiner or non-joiner.
const JOINING = ["Arabic", "Syriac", "Nko", "Mongolian", "Adlam", "Hanifi_Rohingya", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar", "Tibetan"]
  .map((script) => `\\p{Script_Extensions=${script}}`).join("");
// Where such characters are part of what is printed: flags of regions, emoji, keys, forms of ideographs,
// signs and Mongolian letters, joiners of a script.
const NEEDED = [
  "\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{1,16}\\u{e007f}",
  "\\p{Extended_Pictographic}(?:[\\ufe0e\\ufe0f]|\\p{Emoji_Modifier}|\\u200d(?=\\p{Extended_Pictographic})\\p{Extended_Pictographic})*",
  "[0-9#*]\\ufe0f\\u20e3",
  "\\p{Script=Han}[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]",
  "\\p{S}[\\ufe00-\\ufe0f]",
  "\\p{Script=Mongolian}[\\u180b-\\u180f]",
  `(?=\\p{L}|\\p{M})[${JOINING}][\\u200c\\u200d]`,
  `(?<![\\u200c\\u200d])[\\u200c\\u200d](?=(?=\\p{L}|\\p{M})[${JOINING}])`,
];
const UNSEEN_OR_NEEDED = new RegExp(`${NEEDED.join("|")}|(${UNSEEN.source})`, "gu");

const parts = data.inputs.flatMap((input, place) => input.parts.map((part, at) => ({ ...part, input, place, at, of: input.parts.length })));
const labels = data.labels.map(([word, kind]) => ({ word, kind }));
const rules = data.rules.map(([name, why]) => ({ name, why }));

let part = null;
let now = 0;
let rows = [];
let drawn = 0;
let wake = 0;
let current = -1;
// The line that Tab goes to: the current one, or one near it if that is hidden.
let stop = 0;
let tied = [];
let records = [];
const hiddenKinds = new Set();
const hiddenLabels = new Set();
let keysOn = true;

// --- text ------------------------------------------------------------------------------------------

const code = (sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

// A text as nodes: what is not seen stands in it as the picture or number of the character.
function seen(words) {
  const nodes = [];
  let from = 0;
  for (const found of UNSEEN.test(words) ? words.matchAll(UNSEEN_OR_NEEDED) : []) {
    if (!found[1]) continue;
    if (found.index > from) nodes.push(words.slice(from, found.index));
    const picture = visible(found[0]);
    nodes.push(el("span", { class: "unseen", title: code(found[0]) }, picture === found[0] ? code(found[0]) : picture));
    from = found.index + found[0].length;
  }
  if (from < words.length || !nodes.length) nodes.push(words.slice(from));
  return nodes;
}

const labelled = (label) => el("span", { class: `label of-${label.kind}` }, label.word);
const headline = (one) => (one.record ? one.record.headline ?? "no headline" : "no dispatch");

// --- the lines -------------------------------------------------------------------------------------

const list = el("div", { class: "lines", role: "listbox", "aria-label": "Source lines", "aria-multiselectable": "true" });
const labelOf = (at) => labels[part.labels[at]];
const isHidden = (at) => hiddenKinds.has(labelOf(at).kind) || hiddenLabels.has(labelOf(at).word);

function row(at) {
  const label = labelOf(at);
  const made = el("div", {
    class: `line of-${label.kind} is-${label.word}`, role: "option", tabindex: at === stop ? "0" : "-1", "aria-selected": "false", hidden: isHidden(at),
  }, el("span", { class: "place" }, String(part.numbers[at])), labelled(label), el("span", { class: "words", dir: "auto" }, ...seen(part.texts[at])));
  rows[at] = made;
  return made;
}

function block() {
  const end = Math.min(drawn + BLOCK, part.texts.length);
  const made = el("div", { class: "block", role: "presentation" });
  while (drawn < end) made.append(row(drawn++));
  list.append(made);
}

function drawUntil(end) {
  while (drawn < Math.min(end, part.texts.length)) block();
  list.setAttribute("aria-busy", String(drawn < part.texts.length));
}

function drawOn() {
  const until = performance.now() + SLICE;
  while (drawn < part.texts.length && performance.now() < until) drawUntil(drawn + BLOCK);
  if (drawn < part.texts.length) wake = setTimeout(drawOn);
}

const placeOf = (target) => {
  const found = target instanceof Element ? target.closest(".line") : null;
  return found ? rows.indexOf(found) : -1;
};

// --- what is said of a line ------------------------------------------------------------------------

const detail = el("aside", { class: "detail", "aria-live": "polite", "aria-label": "The line" });

function describe(at) {
  if (at < 0) {
    detail.replaceChildren(el("p", { class: "note" }, "Point at a line, or press j, to see the rule that gave its label. ? shows all keys."));
    return;
  }
  const rule = rules[part.rules[at]];
  const why = part.whys[part.numbers[at]];
  detail.replaceChildren(el("p", {},
    el("span", { class: "place" }, `Line ${part.numbers[at]}`), " ", labelled(labelOf(at)), " ",
    rule.name === "blank" ? null : el("span", { class: "code" }, seen(rule.name)[0]), " ",
    el("span", { class: "why", dir: "auto" }, ...seen(rule.why))),
  why ? el("p", { class: "note" }, visible(why)) : "");
}

function stopAt(at) {
  rows[stop]?.setAttribute("tabindex", "-1");
  stop = at;
  rows[stop]?.setAttribute("tabindex", "0");
}

function stand(at, focus = true) {
  if (at < 0 || at >= part.texts.length) return;
  drawUntil(at + 1);
  current = at;
  stopAt(at);
  describe(at);
  if (focus) {
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }
}

// The next line that is shown, in a direction, for which *wanted* holds.
function next(from, step, wanted = () => true) {
  for (let at = from + step; at >= 0 && at < part.texts.length; at += step) {
    if (!isHidden(at) && wanted(at)) return at;
  }
  return -1;
}

const other = (step) => {
  const from = Math.max(current, 0);
  return next(from, step, (at) => part.labels[at] !== part.labels[from] && labelOf(at).kind !== "blank");
};

// --- choosing on both sides ------------------------------------------------------------------------

function untie() {
  for (const one of tied) {
    one.classList.remove("is-tied");
    if (one.getAttribute("role") === "option") one.setAttribute("aria-selected", "false");
  }
  for (const one of records) one.button?.setAttribute("aria-pressed", "false");
  tied = [];
}

function tie(lines, items) {
  untie();
  if (lines.length) drawUntil(lines.at(-1) + 1);
  for (const at of lines) {
    rows[at].classList.add("is-tied");
    rows[at].setAttribute("aria-selected", "true");
    tied.push(rows[at]);
  }
  for (const item of items) {
    item.made.classList.add("is-tied");
    item.button?.setAttribute("aria-pressed", "true");
    tied.push(item.made);
  }
}

function chooseLine(at) {
  const items = records.filter((item) => item.lines.includes(at));
  tie([at], items);
  if (items.length && !items[0].made.hidden) items[0].made.scrollIntoView({ block: "nearest" });
  const went = { blank: "is blank", boilerplate: "is kept as boilerplate" }[labelOf(at).kind] ?? "is in no field of its own";
  say(`Line ${part.numbers[at]} ${items.length ? `is in: ${items.map((one) => one.name).join(", ")}` : went}`);
}

function chooseItem(item) {
  const again = item.made.classList.contains("is-tied") && tied.length === item.lines.length + 1;
  if (again) { untie(); return; }
  tie(item.lines, [item]);
  const first = item.lines.find((at) => !isHidden(at));
  if (first !== undefined) {
    stand(first, false);
    rows[first].scrollIntoView({ block: "center" });
  }
  say(`${item.name}: ${counted(item.lines.length, "line")}`);
}

// --- the record ------------------------------------------------------------------------------------

const record = el("section", { class: "record", id: "record", tabindex: "0", "aria-labelledby": "headline" });

const spoken = { copyrightnotice: "copyright notice", usageterms: "usage terms", altid: "id of the message", ednote: "note to editors" };
const numbersOf = (lines) => {
  const [first, last] = [part.numbers[lines[0]], part.numbers[lines.at(-1)]];
  return first === last ? `line ${first}` : `lines ${first}–${last}`;
};

// A part of the record; if it stands in lines, it can be chosen by its button or anywhere on it.
function item(name, lines, kind, body, title = name) {
  const made = el("div", { class: `item ${kind}` });
  const button = lines.length ? el("button", { type: "button", "aria-pressed": "false", "aria-label": `${name}, ${numbersOf(lines)}` }, title) : null;
  const one = { name, lines, made, button };
  made.append(el("div", { class: "name" }, button ?? title), ...body);
  if (lines.length) {
    made.classList.add("has-lines");
    made.addEventListener("click", () => { if (!String(getSelection())) chooseItem(one); });
  }
  records.push(one);
  return made;
}

const value = (words) => el("div", { class: "value", dir: "auto" }, ...seen(String(words)));

function extra(pairs) {
  return el("div", { class: "note extra" }, ...pairs.filter(([, said]) => said !== null && said !== undefined && String(said) !== "")
    .map(([name, said]) => el("span", {}, `${name} `, el("bdi", {}, ...seen(Array.isArray(said) ? said.join(", ") : String(said))))));
}

const BODIES = {
  agency: (said) => [value(said.name), extra([["id", said.id]])],
  keywords: (said) => [value(said.join(", "))],
  dateline: (said) => [value(said.text), extra([["place", said.place], ["region", said.region], ["country", said.country], ["date", said.date], ["credits", said.agencies], ["reporter", said.byline]])],
  notice: (said) => [value(said.text), extra([["kind", said.kind], ["number", said.number]])],
};

function fields(found) {
  const made = [];
  const missing = [];
  for (const [name, said] of Object.entries(found)) {
    if (name === "paragraphs") continue;
    const title = spoken[name] ?? name;
    if (said === null || (Array.isArray(said) && !said.length)) { missing.push(title); continue; }
    if (name === "byline") {
      said.forEach((person, at) => made.push(item(`${person.role} ${person.name}`, part.places[`byline ${at}`] ?? [], "a-field", [value(person.name)], person.role)));
      continue;
    }
    made.push(item(title, part.places[name] ?? [], "a-field", BODIES[name] ? BODIES[name](said) : [value(said)]));
  }
  return { made, missing };
}

// The places of the lines with the numbers from *first* to *last* that print something of the body.
function within(first, last) {
  const found = [];
  for (let at = lowest(first); at < part.numbers.length && part.numbers[at] <= last; at += 1) {
    if (["body", "inset"].includes(labelOf(at).kind)) found.push(at);
  }
  return found;
}

// The first place whose number is not below *wanted*; numbers grow but for the parts of some mails.
function lowest(wanted) {
  let [low, high] = [0, part.numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (part.numbers[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function paragraphs(found) {
  const made = found.map((one, at) => {
    const title = one.role === "body" ? `${at + 1}` : `${at + 1} ${one.role}`;
    return item(`paragraph ${at + 1}, ${one.role}`, within(...one.lines), `a-paragraph is-${one.role}`, [value(one.text)], title);
  });
  if (made.length <= PARAGRAPHS) return made;
  made.slice(PARAGRAPHS).forEach((one) => { one.hidden = true; });
  const more = el("button", { type: "button", class: "more", onclick: () => { made.forEach((one) => { one.hidden = false; }); more.remove(); } }, `Show all ${counted(made.length, "paragraph")}`);
  return [...made, more];
}

function drawRecord() {
  records = [];
  const found = part.record;
  const how = el("details", {}, el("summary", {}, "How it was read"),
    el("ul", { class: "reasons" }, ...part.input.facts.map(([name, said]) => el("li", {}, `${name} `, el("bdi", {}, ...seen(said)))),
      ...part.evidence.map((said) => el("li", { dir: "auto" }, ...seen(said)))));
  if (!found) {
    record.replaceChildren(el("h2", { id: "headline" }, "No dispatch"), el("p", { class: "note" }, "These lines hold no text of a story. They are kept as boilerplate of the dispatch beside them, if there is one."), how);
    return;
  }
  const { made, missing } = fields(found);
  record.replaceChildren(
    el("h2", { id: "headline", dir: "auto" }, ...seen(found.headline ?? "No headline")), how,
    el("h3", {}, "Fields"), ...made,
    el("p", { class: "note" }, `Not in the source: ${missing.join(", ")}.`),
    el("h3", {}, counted(found.paragraphs.length, "paragraph")), ...paragraphs(found.paragraphs));
}

// --- toggles ---------------------------------------------------------------------------------------

const toggles = el("div", { class: "toggles", role: "group", "aria-label": "Labels that are shown" });

function counts() {
  const by = new Map();
  for (const number of part.labels) by.set(number, (by.get(number) ?? 0) + 1);
  return Object.keys(KINDS).map((kind) => ({ kind, labels: [...by].filter(([number]) => labels[number].kind === kind).sort((one, two) => two[1] - one[1]) })).filter((one) => one.labels.length);
}

function show() {
  rows.forEach((made, at) => { made.hidden = isHidden(at); });
  const near = Math.max(current, 0);
  if (isHidden(near)) stopAt(Math.max(next(near, 1), next(near, -1), 0));
  else stopAt(near);
  for (const button of toggles.querySelectorAll("button")) {
    const { kind, label, of } = button.dataset;
    const off = kind ? hiddenKinds.has(kind) : hiddenKinds.has(of) || hiddenLabels.has(label);
    button.setAttribute("aria-pressed", String(!off));
  }
  count();
}

function toggle(set, name) {
  if (!set.delete(name)) set.add(name);
  show();
}

// Shows all lines of a kind, or hides them; what was said of its labels one by one is forgotten.
function toggleKind(kind) {
  labels.filter((one) => one.kind === kind).forEach((one) => hiddenLabels.delete(one.word));
  toggle(hiddenKinds, kind);
}

// Shows or hides the lines of one label; where its whole kind is hidden, the others of it stay so.
function toggleLabel(word, kind) {
  if (hiddenKinds.delete(kind)) {
    labels.filter((one) => one.kind === kind).forEach((one) => hiddenLabels.add(one.word));
    hiddenLabels.delete(word);
    show();
  } else toggle(hiddenLabels, word);
}

function chip(words, number, attributes, press) {
  return el("button", { type: "button", "aria-pressed": "true", onclick: press, ...attributes }, words, " ", el("span", { class: "count" }, figure.format(number)));
}

// A kind of which there is one label needs no button besides.
function drawToggles() {
  toggles.replaceChildren(...counts().map(({ kind, labels: found }) => el("div", { class: `kind of-${kind}` },
    found.length === 1 ? null : chip(KINDS[kind], sum(found.map(([, number]) => number)), { class: "whole", "data-kind": kind }, () => toggleKind(kind)),
    ...found.map(([number, times]) => chip(labels[number].word, times, { class: found.length === 1 ? "whole" : null, "data-label": labels[number].word, "data-of": kind }, () => toggleLabel(labels[number].word, kind))))));
}

// --- going from dispatch to dispatch ---------------------------------------------------------------

const status = el("p", { class: "told", role: "status" });
const say = (words) => { status.textContent = words; };
const count = () => {
  const all = part.texts.length;
  const left = part.labels.reduce((found, _, at) => found + (isHidden(at) ? 0 : 1), 0);
  say(left === all ? counted(all, "line") : `${figure.format(left)} of ${counted(all, "line")}`);
};

const select = el("select", { onchange: () => go(Number(select.value)) });
const before = el("button", { type: "button", "aria-label": "Previous dispatch", onclick: () => go(now - 1) }, "‹");
const after = el("button", { type: "button", "aria-label": "Next dispatch", onclick: () => go(now + 1) }, "›");

function address() {
  try {
    history.replaceState(null, "", `#${now + 1}${current < 0 ? "" : `:${part.numbers[current]}`}`);
  } catch { /* Some browsers keep a file from changing its address; only the link is lost. */ }
}

function go(to, line = null) {
  if (to < 0 || to >= parts.length) return;
  clearTimeout(wake);
  now = to;
  part = parts[to];
  [rows, drawn, current, stop, tied] = [[], 0, -1, 0, []];
  list.replaceChildren();
  select.value = String(to);
  before.disabled = to === 0;
  after.disabled = to === parts.length - 1;
  drawToggles();
  drawUntil(FIRST);
  drawRecord();
  show();
  drawOn();
  describe(-1);
  record.scrollTop = 0;
  if (line !== null && part.numbers.includes(line)) stand(part.numbers.indexOf(line));
}

function goByAddress() {
  const found = /^#(\d{1,7})(?::(\d{1,7}))?$/.exec(location.hash);
  if (found && Number(found[1]) >= 1 && Number(found[1]) <= parts.length) go(Number(found[1]) - 1, found[2] ? Number(found[2]) : null);
  return Boolean(found);
}

// --- keys ------------------------------------------------------------------------------------------

const scrollToTop = () => scrollTo({ top: 0 });
const KEYS = [
  ["j", "next line", () => stand(next(current, 1))],
  ["k", "previous line", () => stand(next(current < 0 ? 1 : current, -1))],
  ["n", "next line whose label is another", () => stand(other(1))],
  ["p", "previous line whose label is another", () => stand(other(-1))],
  ["]", "next dispatch", () => { go(now + 1); scrollToTop(); }],
  ["[", "previous dispatch", () => { go(now - 1); scrollToTop(); }],
  ["b", "hide or show boilerplate and blank lines", () => { const off = hiddenKinds.has("boilerplate"); for (const kind of ["boilerplate", "blank"]) { if (off) hiddenKinds.delete(kind); else hiddenKinds.add(kind); } show(); }],
  ["?", "these keys", () => dialog.showModal()],
];
const MOVES = {
  ArrowDown: () => next(current, 1), ArrowUp: () => next(current, -1), Home: () => next(-1, 1), End: () => next(part.texts.length, -1),
};

const single = el("input", { type: "checkbox", id: "single", checked: true, onchange: () => { keysOn = single.checked; } });
const close = el("button", { type: "button", onclick: () => dialog.close() }, "Close");
const dialog = el("dialog", { "aria-labelledby": "keys" },
  el("h2", { id: "keys" }, "Keys"),
  el("dl", { class: "keys" }, ...[...KEYS, ["Enter", "on a line: mark what became of it in the record"], ["Esc", "mark nothing"]].map(([key, does]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)))),
  el("p", { class: "note" }, single, " ", el("label", { for: "single" }, "Keys of one letter are on")), close);

const isTyping = (target) => target instanceof Element && target.closest("select, input, textarea, dialog") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const found = keysOn ? KEYS.find(([key]) => key === event.key) : null;
  const onLine = placeOf(event.target);
  if (found) found[2]();
  else if (event.key === "Escape") untie();
  else if (onLine >= 0 && Object.hasOwn(MOVES, event.key)) stand(MOVES[event.key]());
  else if (onLine >= 0 && (event.key === "Enter" || event.key === " ")) chooseLine(onLine);
  else return;
  event.preventDefault();
});

list.addEventListener("click", (event) => {
  const at = placeOf(event.target);
  // Whoever marks text to copy it chooses nothing.
  if (at < 0 || String(getSelection())) return;
  stand(at);
  chooseLine(at);
  address();
});
list.addEventListener("mouseover", (event) => { const at = placeOf(event.target); if (at >= 0) describe(at); });
list.addEventListener("mouseleave", () => describe(current));
list.addEventListener("focusin", (event) => { const at = placeOf(event.target); if (at >= 0 && at !== current) stand(at, false); });
addEventListener("hashchange", goByAddress);
addEventListener("beforeprint", () => drawUntil(part.texts.length));

// --- the page --------------------------------------------------------------------------------------

function chooser() {
  const options = data.inputs.map(() => []);
  parts.forEach((one, at) => options[one.place].push(el("option", { value: String(at) }, visible(`${one.of > 1 ? `${one.at + 1}. ` : ""}${headline(one)}`))));
  if (data.inputs.length > 1) select.append(...data.inputs.map((input, place) => el("optgroup", { label: visible(input.path) }, ...options[place])));
  else select.append(...options[0]);
  const several = parts.length > 1 ? [field(`Dispatch (${figure.format(parts.length)})`, select), el("div", { class: "steps" }, before, after)] : [];
  const bar = el("form", { "aria-label": "Dispatches" }, ...several, status,
    el("a", { class: "to-record", href: "#record" }, "To the record"),
    el("button", { type: "button", onclick: () => dialog.showModal() }, "Keys"));
  bar.addEventListener("submit", (event) => event.preventDefault());
  return bar;
}

if (data.failed.length) {
  main.append(el("details", { class: "failed" }, el("summary", {}, `What could not be read (${figure.format(data.failed.length)})`),
    unreadable(data.failed)));
}
main.append(chooser(), el("div", { class: "sides" }, el("section", { class: "source", "aria-labelledby": "source" }, el("h2", { id: "source" }, "Source"), toggles, list), record), detail, dialog);
if (!goByAddress()) go(0);
