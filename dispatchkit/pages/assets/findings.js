// The page of the findings of a check: counts by rule, agency and file, and the findings with their lines.

const NO_AGENCY = "no agency";
const NONE = " ";
const chosen = { code: "", severity: "", agency: "", path: "" };
const KEYS = ["code", "severity", "agency"];

const counts = data.counts.map(([code, name, severity, agency, fixable, count]) => ({ code, name, severity, agency, fixable, count }));
const total = sum(counts.map((row) => row.count));
const passes = (row) => KEYS.every((key) => !chosen[key] || chosen[key] === (row[key] ?? NONE));
const contains = (path) => path.toLowerCase().includes(chosen.path.toLowerCase());

// Rows that have the same value of *key*, joined.
function joined(rows, key) {
  const found = new Map();
  for (const row of rows) {
    const value = row[key];
    if (!found.has(value)) found.set(value, { ...row, count: 0, safe: 0, unsafe: 0, codes: new Set(), severities: new Set() });
    const one = found.get(value);
    one.count += row.count;
    if (row.fixable) one[row.fixable] += row.count;
    one.codes.add(row.code);
    one.severities.add(row.severity);
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}

const graded = (severities) => data.severities.filter((severity) => severities.has(severity));
const badge = (severity) => el("span", { class: severity }, severity);
const about = (code) => (data.pages ? el("a", { href: `${data.pages}#${code}`, rel: "noreferrer" }, code) : code);

function byRule(rows) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  return table("Findings by rule", [
    text("Rule", (row) => row.code),
    text("Name", (row) => row.name),
    text("Severity", (row) => el("span", {}, ...graded(row.severities).flatMap((severity, at) => [at ? ", " : "", badge(severity)]))),
    number("Findings", (row) => row.count),
    bars((row) => row.count / most),
    number("Safe fixes", (row) => row.safe),
    number("Unsafe fixes", (row) => row.unsafe),
  ], rows);
}

function byAgency(rows) {
  const most = Math.max(1, ...rows.map((row) => row.count));
  return table("Findings by agency", [
    text("Agency", (row) => row.agency ?? NO_AGENCY),
    number("Findings", (row) => row.count),
    bars((row) => row.count / most),
    number("Rules", (row) => row.codes.size),
  ], rows);
}

function byFile() {
  const rows = data.files.map(([path, ...counted]) => ({ path, counted, count: sum(counted) })).filter((row) => contains(row.path));
  const most = Math.max(1, ...rows.map((row) => row.count));
  return table("Findings by file", [
    text("File", (row) => row.path || "further files"),
    number("Findings", (row) => row.count),
    bars((row) => row.count / most),
    ...data.severities.map((severity, at) => number(severity, (row) => row.counted[at])),
  ], rows);
}

function marked({ excerpt, mark }) {
  const [begin, end] = mark;
  // Columns count characters as Python does: code points.
  const letters = [...excerpt];
  const part = (from, to) => visible(letters.slice(from, to).join(""));
  return el("pre", { dir: "auto" }, part(0, begin), end > begin ? el("mark", {}, part(begin, end)) : "", part(end));
}

function finding(row) {
  return el("article", {},
    el("h3", {}, el("span", { class: "code", dir: "auto" }, `${visible(row.path)}:${row.line}:${row.column}`)),
    el("p", { class: "note" }, badge(row.severity), " ", about(row.code), " ", el("span", { dir: "auto" }, visible(row.message))),
    row.excerpt ? marked(row) : null,
    row.fix ? el("p", { class: "note", dir: "auto" }, visible(row.fix)) : null);
}

// A list of which more is shown when somebody asks for it.
function list(rows) {
  const box = el("div");
  const more = el("button", { type: "button", class: "more" });
  let at = 0;
  const draw = () => {
    box.append(...rows.slice(at, at + 2 * ROWS).map(finding));
    at += 2 * ROWS;
    more.hidden = at >= rows.length;
    more.textContent = `Show more (${figure.format(Math.max(0, rows.length - at))} are left)`;
  };
  more.addEventListener("click", draw);
  draw();
  return el("div", {}, box, more);
}

// --- the page --------------------------------------------------------------------------------------

const told = el("p", { class: "told", role: "status" });
const form = el("form", { "aria-label": "Filters" });
const parts = {
  rules: section("rules", "By rule"),
  agencies: section("agencies", "By agency"),
  files: section("files", "By file", el("p", { class: "note" },
    data.more_files ? `Those with most findings; ${figure.format(data.more_files)} more are left out. ` : "", "Only the last filter applies here.")),
  list: section("list", "The findings"),
};

function draw() {
  const rows = counts.filter(passes);
  const found = sum(rows.map((row) => row.count));
  told.textContent = found === total ? `All ${counted(total, "finding")}` : `${figure.format(found)} of ${counted(total, "finding")}`;
  parts.rules.draw(byRule(joined(rows, "code")));
  parts.agencies.draw(byAgency(joined(rows, "agency")));
  parts.files.draw(byFile());
  const listed = data.findings.filter((row) => passes(row) && contains(row.path));
  const left = total - data.findings.length;
  parts.list.draw(
    el("p", { class: "note" }, `${counted(listed.length, "finding")}.`,
      left ? ` This page lists the first ones of each rule; ${figure.format(left)} are counted above and not listed.` : ""),
    list(listed));
}

function filters() {
  const change = (key) => (value) => { chosen[key] = value; draw(); };
  const options = (key, words) => [...new Map(counts.map((row) => [row[key] ?? NONE, words(row)]))].sort((one, other) => one[1].localeCompare(other[1], "en"));
  const choices = [
    choice("Rule", options("code", (row) => `${row.code} ${row.name}`), change("code")),
    choice("Severity", options("severity", (row) => row.severity), change("severity")),
    choice("Agency", options("agency", (row) => row.agency ?? NO_AGENCY), change("agency")),
  ];
  const path = el("input", { type: "search", onchange: () => change("path")(path.value) });
  const clear = () => {
    for (const one of choices) one.select.value = "";
    path.value = "";
    for (const key of Object.keys(chosen)) chosen[key] = "";
    draw();
  };
  form.append(...choices.map((one) => one.made), field("File name contains", path),
    el("button", { type: "button", onclick: clear }, "Clear filters"), told);
  form.addEventListener("submit", (event) => { event.preventDefault(); change("path")(path.value); });
}

filters();
draw();
const remarks = data.notes.map((note) => el("p", { class: "note" }, visible(note)));
main.append(...remarks, form);
if (data.failed.length) {
  const failed = section("failed", "Inputs that could not be read");
  failed.draw(unreadable(data.failed));
  main.append(failed.made);
}
main.append(parts.rules.made, parts.agencies.made, parts.files.made, parts.list.made);
