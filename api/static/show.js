// From an answer (an assessment as JSON, and its explanation as text) to elements.

import { element, sentence, words } from "./dom.js";
import { proof, recordsOf } from "./proof.js";

const STANDINGS = {
  court_current: "the Court today",
  court_superseded: "the Court formerly",
  court_reported: "the Court, as the press reports",
  states: "States",
  dissent: "a dissent",
  academic: "writers",
};
const CONTESTED = {
  true: "contested",
  false: "not contested",
  null: "contested or not: depends on facts not on record",
};
const LEADS = {
  true: "Another reading of the law that is held today leads to another outcome.",
  false: "No reading that the Court or States hold today leads to another outcome; others differ.",
  null: "Whether the answer is contested depends on facts that are not on record.",
};
// Shown from the data instead.
const SHOWN = ["Why:", "Sources:", "Other States with a role there:"];

export function verdict(answer, text, url) {
  const [first, , ...blocks] = text.trim().split("\n\n");
  // The first paragraph is the answer, then what of it is known only up to an earlier day.
  const [headline, aged] = first.split("\n");
  const part = document.createDocumentFragment();
  const grade = blocks.find((block) => block.startsWith("Exposure, in law:"));
  part.append(head(answer, headline, aged, grade));
  if (answer.turns_on.length) part.append(readings(answer));
  if (answer.states.length > 1) part.append(states(answer));
  part.append(why(answer));
  let resting = false;
  for (const block of blocks) {
    const [first, ...lines] = block.split("\n");
    if (SHOWN.includes(first) || block === grade || first === answer.disclaimer) continue;
    if (!lines.length && !resting) part.append(heading("How long it holds, and how sure it is"));
    resting ||= !lines.length;
    part.append(...told(first, lines));
  }
  part.append(sources(answer), links(answer, url));
  return part;
}

function head(answer, headline, aged, grade) {
  const asked = [answer.person.name, answer.place.name, answer.on, `reading: ${words(answer.profile)}`];
  for (const how of [answer.presence, answer.purpose]) {
    if (!["ground", "unspecified"].includes(how)) asked.push(words(how));
  }
  if (answer.known_on) asked.push(`as known on ${answer.known_on}`);
  const badge = (name, value) => element("li", {}, `${name}: `, element("b", {}, value));
  const badges = element(
    "ul",
    { class: "badges", "aria-label": "In short" },
    element("li", { class: "outcome" }, words(answer.outcome)),
    badge("exposure", answer.exposure),
    element("li", {}, element("b", {}, CONTESTED[answer.contested])),
    answer.grounds.length ? badge("bound", answer.grounds.map(words).join(", ")) : null,
    ...answer.qualifications.map((one) => element("li", {}, words(one))),
    badge("records", `${answer.confidence} confidence`),
  );
  return element(
    "header",
    { class: `verdict ${answer.outcome}` },
    element("p", { class: "asked" }, asked.join(" · ")),
    element("h2", {}, headline),
    aged ? element("p", { class: "aged" }, aged) : null,
    badges,
    grade ? element("p", { class: "aged" }, grade) : null,
  );
}

const heading = (text) => element("h3", {}, text);
const outcome = (id) => element("span", { class: `outcome-word ${id}` }, words(id));

function table(caption, columns, rows) {
  const header = element("tr", {}, ...columns.map((one) => element("th", { scope: "col" }, one)));
  return element(
    "div",
    { class: "scroll" },
    element("table", {}, element("caption", {}, caption), element("thead", {}, header), element("tbody", {}, ...rows)),
  );
}

function readings(answer) {
  const part = document.createDocumentFragment();
  part.append(heading(answer.contested ? "This is contested" : "Readings of the law"));
  part.append(element("p", {}, LEADS[answer.contested]));
  for (const turn of answer.turns_on) {
    const rows = turn.positions.map((position) =>
      element(
        "tr",
        { class: position.chosen ? "chosen" : undefined },
        element(
          "th",
          { scope: "row" },
          position.title,
          position.chosen ? element("span", { class: "followed" }, " – followed here") : null,
          element("span", { class: "holders" }, position.holders.join("; ")),
        ),
        element("td", { "data-label": "Held by" }, STANDINGS[position.standing] ?? words(position.standing)),
        element("td", { "data-label": "Outcome" }, outcome(position.outcome)),
      ),
    );
    const given = Object.entries(turn.given).map(([issue, position]) => `${words(issue)}: ${words(position)}`);
    const caption = turn.question + (given.length ? ` (Supposing ${given.join(", ")}.)` : "");
    part.append(table(caption, ["Reading", "Held by", "Outcome"], rows));
  }
  return part;
}

function states(answer) {
  const rows = answer.states.map((state) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, state.name),
      element("td", { "data-label": "Role" }, words(state.role)),
      element("td", { "data-label": "Outcome" }, outcome(state.outcome)),
    ),
  );
  const part = document.createDocumentFragment();
  part.append(heading("States with a role there"));
  part.append(table("Where title and control differ, each State is asked.", ["State", "Role", "Outcome"], rows));
  return part;
}

function why(answer) {
  const part = document.createDocumentFragment();
  if (!answer.proof.length) return part;
  const tree = proof(answer.proof, sourceNumbers(answer));
  const all = (open) => () => tree.querySelectorAll("details").forEach((one) => { one.open = open; });
  const button = (text, act) => {
    const made = element("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  };
  const tools = element("p", { class: "tools" }, button("Open all", all(true)), button("Close all", all(false)));
  part.append(heading("Why"));
  if (answer.on < new Date().toISOString().slice(0, 10)) part.append(element("p", {}, "As it stood on that day:"));
  part.append(tools, tree);
  return part;
}

function told(first, lines) {
  if (!lines.length) return [element("p", { class: "rests" }, first)];
  const items = lines.map((line) => element("li", {}, line.trim()));
  return [heading(first.replace(/:$/, "")), element("ul", {}, ...items)];
}

function sourceNumbers(answer) {
  return new Map(recordsOf(answer.proof).map((record, index) => [record, index + 1]));
}

const reference = (source) =>
  /^https?:/.test(source.url ?? "")
    ? element("a", { href: source.url, rel: "noreferrer" }, source.title)
    : source.title;

function sources(answer) {
  const part = document.createDocumentFragment();
  const records = recordsOf(answer.proof).map((id) => answer.records[id]);
  if (!records.length) return part;
  const items = records.map((record, index) =>
    element(
      "li",
      { id: `record-${index + 1}` },
      `${sentence(record.says)} `,
      element("span", { class: "cite" }, `Confidence: ${record.confidence}.`),
      element(
        "ul",
        { class: "docs" },
        ...record.sources.map((source) => element("li", {}, reference(source))),
      ),
    ),
  );
  part.append(heading("Sources"), element("ol", { class: "sources" }, ...items));
  return part;
}

function links(answer, url) {
  return element(
    "p",
    { class: "links" },
    element("a", { href: url }, "This answer as JSON"),
    ` · records ${answer.world.slice(0, 12)}, compiled ${answer.reaches.record} · rules ${answer.rules.slice(0, 12)}`,
  );
}

export function problem(found, query) {
  const part = element("div", { class: "problem", role: "alert" }, element("h2", {}, found.title));
  if (!found.errors.length) part.append(element("p", {}, sentence(found.detail)));
  for (const error of found.errors) {
    if (!error.suggestions.length) {
      part.append(element("p", {}, sentence(error.message)));
      continue;
    }
    part.append(element("p", {}, `“${error.value}” is not a ${error.field.replace("other_", "")} on record. Did you mean:`));
    const near = error.suggestions.map((suggestion) => {
      const other = new URLSearchParams(query);
      other.set(error.field, suggestion.id);
      return element("li", {}, element("a", { href: `?${other}` }, suggestion.name));
    });
    part.append(element("ul", { class: "near" }, ...near));
  }
  if (found.type) part.append(element("p", { class: "help" }, element("a", { href: found.type }, "What this means")));
  return part;
}
