// The page of a corpus: counts of the records that the filters let through, added up from the cubes of
// the summary; and the oddest records.

const TITLES = { agency: "Agency", language: "Language", month: "Month", year: "Year", form: "Form" };
const DIMENSIONS = ["agency", "language", "month", "form"];
const UNKNOWN = "not known";
// Stands for what is not known among the options of a choice: no value is a single space.
const NONE = " ";
const SUMS = ["records", "lines", "stripped_lines", "characters", "stripped_characters", "repeats"];

const named = (dimension, value) => {
  if (value === null) return UNKNOWN;
  return dimension === "agency" && Object.hasOwn(data.names, value) && data.names[value] !== value ? `${data.names[value]} (${value})` : value;
};

const { period } = data.sums;
const has = (cube, dimension) => cube.dimensions.includes(dimension);

const chosen = { agency: "", language: "", form: "", from: "", to: "" };

// Whether a value of a dimension is let through; a year is if one of its months is.
function passes(dimension, value) {
  if (dimension !== "month") return !chosen[dimension] || chosen[dimension] === (value ?? NONE);
  if (!chosen.from && !chosen.to) return true;
  if (value === null) return false;
  const within = (bound) => bound.slice(0, value.length);
  return (!chosen.from || value >= within(chosen.from)) && (!chosen.to || value <= within(chosen.to));
}

// The filters that are in use and cannot be applied to the details, in words.
function untold() {
  const asked = { agency: chosen.agency, language: chosen.language, form: chosen.form, month: chosen.from || chosen.to };
  const names = Object.keys(asked).filter((name) => asked[name] && !has(data.details, name));
  const by = names.length ? [`The filter by ${names.join(" and by ")} does not apply to these figures`] : [];
  if (asked.month && has(data.details, "month") && data.details.period !== period) by.push("These figures are of whole years");
  return by.length ? `${by.join(". ")}: there would be too many of them for a page.` : null;
}

// The cells of a cube that are let through, as (values, counts by number of their kind).
function* cells(cube) {
  const passing = cube.values.map((values, at) => values.map((value) => passes(cube.dimensions[at], value)));
  for (const cell of cube.cells) {
    if (passing.every((ok, at) => ok[cell[at]])) yield cell;
  }
}

const empty = () => Object.fromEntries(SUMS.map((name) => [name, 0]));

// The sums of what is let through, in all and by each value of each dimension.
function added() {
  const cube = data.sums;
  const names = cube.kinds.map((kind) => kind[0]);
  const total = empty();
  const by = Object.fromEntries(cube.dimensions.map((name, at) => [name, cube.values[at].map((value) => ({ value, ...empty() }))]));
  for (const cell of cells(cube)) {
    const counts = cell[cube.dimensions.length];
    const rows = [total, ...cube.dimensions.map((name, at) => by[name][cell[at]])];
    for (let at = 0; at < counts.length; at += 2) {
      for (const row of rows) row[names[counts[at]]] += counts[at + 1];
    }
  }
  // A dimension that was left out of the cube is shown whole: see its note.
  for (const name of DIMENSIONS) by[name] = by[name] ? by[name].filter((row) => row.records) : data.by[name];
  return { total, by };
}

// The counts of details that are let through, by their kind.
function detailed() {
  const cube = data.details;
  const totals = new Array(cube.kinds.length).fill(0);
  for (const cell of cells(cube)) {
    const counts = cell[cube.dimensions.length];
    for (let at = 0; at < counts.length; at += 2) totals[counts[at]] += counts[at + 1];
  }
  const by = { section: [], encoding: [], role: [], missing: [], lines: [], characters: [] };
  cube.kinds.forEach((kind, at) => { if (totals[at]) by[kind[0]].push({ names: kind.slice(1), count: totals[at] }); });
  for (const rows of Object.values(by)) rows.sort((one, other) => other.count - one.count);
  return by;
}

const share = (row) => percent(row.stripped_characters, row.characters);

function groups(dimension, rows) {
  const ordered = ["month", "year"].includes(dimension) ? rows : [...rows].sort((one, other) => other.records - one.records);
  const most = Math.max(1, ...rows.map((row) => row.records));
  return table(`Records by ${dimension}`, [
    text(TITLES[dimension], (row) => named(dimension, row.value)),
    number("Records", (row) => row.records),
    bars((row) => row.records / most),
    number("Lines", (row) => row.lines),
    number("Characters", (row) => row.characters),
    number("Stripped", share, asPercent),
    number("Repeats", (row) => row.repeats),
  ], ordered);
}

// A table of counts with a bar and a share of *whole*.
function counts(caption, title, rows, whole) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  return table(caption, [
    text(title, (row) => row.names.join(" ") || UNKNOWN),
    number("Number", (row) => row.count),
    bars((row) => row.count / most),
    number("Share", (row) => percent(row.count, whole), asPercent),
  ], rows);
}

// The months or years from the first to the last one, those without records too, unless somebody has
// dated a record so far off that the plot would be empty.
const MOST_COLUMNS = 600;
function spread(names) {
  const [first, last] = [names[0], names.at(-1)];
  const number = (name) => (name.length > 4 ? 12 * Number(name.slice(0, 4)) + Number(name.slice(5)) - 1 : Number(name));
  const [from, to] = [number(first), number(last)];
  if (to - from >= MOST_COLUMNS) return names;
  const year = (count) => String(count).padStart(4, "0");
  const name = (at) => (first.length > 4 ? `${year(Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, "0")}` : year(at));
  return Array.from({ length: to - from + 1 }, (_, at) => name(from + at));
}

// The sums of months by their years; null where the page tells no months apart.
function years(rows) {
  if (period === "year") return null;
  const found = new Map();
  for (const row of rows) {
    const value = row.value && row.value.slice(0, 4);
    if (!found.has(value)) found.set(value, { value, ...empty() });
    for (const name of SUMS) found.get(value)[name] += row[name];
  }
  return groups("year", [...found.values()].sort((one, other) => compared(one.value ?? "", other.value ?? "")));
}

function months(rows) {
  const known = rows.filter((row) => row.value !== null).sort((one, other) => compared(one.value, other.value));
  if (!known.length) return el("p", { class: "note" }, "No record has a day.");
  const found = new Map(known.map((row) => [row.value, row]));
  const points = spread(known.map((row) => row.value)).map((name) => found.get(name) ?? { value: name, ...empty() }).map((row) => ({
    name: row.value,
    count: row.records,
    part: row.records * (row.characters ? row.stripped_characters / row.characters : 0),
    words: `${asPercent(share(row))} stripped`,
  }));
  const top = known.reduce((one, other) => (other.records > one.records ? other : one));
  const label = `Records from ${known[0].value} to ${known.at(-1).value}; most, ${figure.format(top.records)}, in ${top.value}`;
  const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Plot by ${period}` }, plot(label, points));
  return el("div", {}, box,
    el("p", { class: "note" }, el("span", { class: "legend" }, "records"), " ", el("span", { class: "legend of-cut" }, "share of the characters that were stripped")),
    el("details", {}, el("summary", {}, "The figures as a table"), groups("month", rows)));
}

function stripped(by) {
  const lines = new Map(by.lines.map((row) => [row.names.join(" "), row.count]));
  const rules = by.characters.map((row) => ({ label: row.names[0], rule: row.names[1], characters: row.count, lines: lines.get(row.names.join(" ")) ?? 0 }));
  const labels = Object.values(rules.reduce((found, row) => {
    found[row.label] ??= { label: row.label, characters: 0, lines: 0 };
    found[row.label].characters += row.characters;
    found[row.label].lines += row.lines;
    return found;
  }, Object.create(null)));
  labels.sort((one, other) => other.characters - one.characters);
  const all = sum(rules.map((row) => row.characters));
  const columns = (rows) => [
    number("Lines", (row) => row.lines),
    number("Characters", (row) => row.characters),
    bars((row) => row.characters / Math.max(1, ...rows.map((other) => other.characters)), "cut"),
    number("Share of what was stripped", (row) => percent(row.characters, all), asPercent),
  ];
  return [
    table("Stripped by label", [text("Label", (row) => row.label), ...columns(labels)], labels),
    table("Stripped by rule", [text("Rule", (row) => row.rule), text("Label", (row) => row.label), ...columns(rules)], rules),
  ];
}

function facts(total) {
  const pairs = [
    ["records", figure.format(total.records)],
    ["lines", figure.format(total.lines)],
    ["characters", figure.format(total.characters)],
    ["lines stripped", asPercent(percent(total.stripped_lines, total.lines))],
    ["characters stripped", asPercent(percent(total.stripped_characters, total.characters))],
    ["repeat others", figure.format(total.repeats)],
  ];
  return el("dl", { class: "figures" }, ...pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

const pass = (record) => [["agency", record.agency], ["language", record.language], ["form", record.form], ["month", record.day]]
  .every(([dimension, value]) => passes(dimension, dimension === "month" && value ? value.slice(0, 7) : value));

const numbered = (lines) => (lines === null ? "" : lines[0] === lines[1] ? String(lines[0]) : `${lines[0]}–${lines[1]}`);

function odd(record) {
  const rows = record.lines.map((row) => ({ ...row, style: row.rule ? "stripped" : null }));
  const lines = el("details", {}, el("summary", {}, `Its labelled lines${record.left_out ? `, without ${counted(record.left_out, "line")} in the middle` : ""}`));
  // Drawn when somebody looks: twenty records may have thousands of lines.
  lines.addEventListener("toggle", () => {
    if (lines.childElementCount === 1) {
      lines.append(table(`Labelled lines of ${record.path}`, [
        text("Label", (row) => row.label),
        text("Line", (row) => numbered(row.lines)),
        text("Rule", (row) => row.rule ?? ""),
        text("Text", (row) => row.text, { style: "words" }),
      ], rows));
    }
  });
  const place = record.index ? ` (number ${record.index + 1} in it)` : "";
  return el("article", {},
    el("h3", { dir: "auto" }, visible(record.headline ?? "no headline")),
    el("p", { class: "note" }, el("span", { class: "code", dir: "auto" }, visible(record.path)), place,
      ` · score ${record.score.toFixed(1)}, compared with ${counted(record.kin_records, "record")} (${visible(record.kin)})`,
      record.alike > 1 ? ` · ${figure.format(record.alike)} are odd in the same way` : ""),
    el("ul", { class: "reasons" }, ...record.reasons.filter((reason) => reason.bits >= 1).map((reason) => el("li", {}, `${visible(reason.why)} (${reason.bits.toFixed(1)})`))),
    lines);
}

// --- the page --------------------------------------------------------------------------------------

const told = el("p", { class: "told", role: "status" });
const form = el("form", { "aria-label": "Filters" });
const parts = {
  figures: section("figures", "In figures"),
  month: section("months", period === "year" ? "By year" : "By month and year"),
  agency: section("agencies", "By agency"),
  language: section("languages", "By language"),
  form: section("forms", "By form", el("p", { class: "note" }, "The format of the input, and the profile that read it.")),
  stripped: section("stripped", "What was stripped"),
  encoding: section("encodings", "Encodings"),
  section: section("sections", "Sections"),
  role: section("roles", "Roles of paragraphs"),
  missing: section("missing", "Fields that are empty"),
  repeats: section("repeats", "Duplicates, and what was not read", el("p", { class: "note" }, "Of the whole corpus, whatever the filters say.")),
  oddest: section("oddest", "The oddest records", el("p", { class: "note" }, "Records that differ most from others of the same agency and form; worth a look, and not always wrong. A score of n means that one record in 2ⁿ differs as much.")),
};

function draw() {
  const { total, by } = added();
  const details = detailed();
  const all = data.records;
  told.textContent = total.records === all ? `All ${counted(all, "record")}` : `${figure.format(total.records)} of ${counted(all, "record")}`;
  parts.figures.draw(facts(total));
  parts.month.draw(months(by.month), years(by.month));
  for (const name of ["agency", "language", "form"]) parts[name].draw(groups(name, by[name]));
  const note = () => { const words = untold(); return words && el("p", { class: "note" }, words); };
  const records = sum(details.encoding.map((row) => row.count));
  parts.stripped.draw(note(), ...stripped(details));
  parts.encoding.draw(note(), counts("Records by encoding", "Encoding", details.encoding, records));
  parts.section.draw(note(), counts("Records by section", "Section", details.section, records));
  parts.role.draw(note(), counts("Paragraphs by role", "Role", details.role, sum(details.role.map((row) => row.count))));
  parts.missing.draw(note(), counts("Records in which a field is empty", "Field", details.missing, records));
  const found = data.oddest.filter(pass);
  parts.oddest.draw(...(found.length ? found.map(odd) : [el("p", { class: "note" }, "None of the oddest is among these.")]));
}

// The names of a list of which the page has the first ones, and where the others are.
function firsts({ rows, total, file }, caption, columns) {
  const more = total > rows.length ? el("p", { class: "note" }, `The first ${figure.format(rows.length)} of ${figure.format(total)}; all are in ${file}.`) : null;
  return el("div", {}, table(caption, columns, rows), ...(more ? [more] : []));
}

const place = (record) => (record.index ? `${record.path} (number ${record.index + 1})` : record.path);

const repeated = () => firsts(data.repeated, "Which record repeats which", [
  text("Record", place), text("How", (row) => row.kind), text("Of", (row) => place(row.of)),
]);

const unread = () => firsts(data.unread, "Inputs and parts of them that were not read", [
  text("Input", (row) => row.path), text("Part", (row) => row.place ?? ""), text("Why", (row) => row.reason),
]);

function filters() {
  const distinct = (dimension) => {
    const cube = data.sums;
    return has(cube, dimension) ? cube.values[cube.dimensions.indexOf(dimension)] : [];
  };
  const change = (key) => (value) => { chosen[key] = value; draw(); };
  const pick = (key, dimension, title, options) => choice(title, options, change(key), has(data.sums, dimension) ? null : "too many to choose from");
  const options = (dimension) => distinct(dimension).map((value) => [value ?? NONE, named(dimension, value)])
    .sort((one, other) => one[1].localeCompare(other[1], "en"));
  const periods = [...new Set(distinct("month").filter((value) => value !== null))].map((value) => [value, value]);
  const choices = [
    pick("agency", "agency", "Agency", options("agency")),
    pick("language", "language", "Language", options("language")),
    pick("form", "form", "Form", options("form")),
    pick("from", "month", `From ${period}`, periods),
    pick("to", "month", `To ${period}`, periods),
  ];
  const clear = () => {
    for (const one of choices) one.select.value = "";
    for (const key of Object.keys(chosen)) chosen[key] = "";
    draw();
  };
  form.append(...choices.map((one) => one.made), el("button", { type: "button", onclick: clear }, "Clear filters"), told);
  form.addEventListener("submit", (event) => event.preventDefault());
}

filters();
draw();
const pairs = (object) => Object.entries(object).map(([name, count]) => ({ names: [name], count }));
parts.repeats.draw(
  counts("Records that repeat others", "How", pairs(data.repeats_by_kind), data.records),
  repeated(),
  counts("What was rejected", "Error", pairs(data.rejects), sum(Object.values(data.rejects))),
  unread());
main.append(form, parts.figures.made, parts.month.made,
  parts.agency.made, parts.language.made, parts.form.made, parts.stripped.made,
  el("div", { class: "pair" }, parts.encoding.made, parts.section.made, parts.role.made, parts.missing.made),
  parts.repeats.made, parts.oddest.made);
