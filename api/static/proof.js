// The proof tree: rules with what they rest on, what they overcame, what does not apply.

import { element, sentence, words } from "./dom.js";

const OPEN_DEPTH = 2;
const BASES = { asked: "as asked", presumed: "presumed", no_record: "nothing on record", assumed: "assumed", unknown: "not known" };

export function proof(nodes, numbers) {
  return element("ul", { class: "proof" }, ...nodes.map((node) => item(node, numbers, 0)));
}

// The id of every record at a leaf, each once, in the order of reading.
export function recordsOf(nodes) {
  return [...new Set(nodes.flatMap((node) => [...(node.records ?? []), ...recordsOf(children(node))]))];
}

function children(node) {
  return ["because", "rebutted_by", "lacking", "fails", "defeated", "held_off", "supporting", "opposing"].flatMap((name) => node[name] ?? []);
}

function item(node, numbers, depth) {
  if ("fact" in node) return fact(node, numbers);
  if ("issue" in node) {
    return leaf(element("span", { class: "tag" }, "reading followed"), sentence(node.title), why(node.holders.join("; ")));
  }
  const [tag, text] = label(node);
  const line = [
    tag ? element("span", { class: "tag" }, tag) : null,
    text,
    node.cite ? element("span", { class: "cite" }, ` ${node.cite}`) : null,
  ];
  const below = children(node);
  if (!below.length) return leaf(...line);
  return element(
    "li",
    {},
    element(
      "details",
      { open: depth < OPEN_DEPTH },
      element("summary", {}, ...line),
      node.says ? element("p", { class: "quote" }, node.says) : null,
      element("ul", {}, ...below.map((one) => item(one, numbers, depth + 1))),
    ),
  );
}

function label(node) {
  if ("not_established" in node) return ["not established", sentence(words(node.not_established))];
  if ("unresolved" in node) return ["left open", sentence(words(node.unresolved))];
  if ("fails" in node) return ["does not apply", sentence(node.title)];
  if ("by" in node) return ["overcome", sentence(node.title)];
  return ["", sentence(node.title)];
}

function fact(node, numbers) {
  const marks = node.records.map((record) => {
    const number = numbers.get(record);
    return element("a", { href: `#record-${number}`, "aria-label": `source ${number}` }, `[${number}]`);
  });
  const basis = [BASES[node.basis], node.reason].filter(Boolean).join(": ");
  const made = leaf(sentence(node.says), " ", ...marks, basis ? why(basis) : null);
  if (node.basis !== "record") made.classList.add("supposed");
  return made;
}

const leaf = (...parts) => element("li", { class: "leaf" }, ...parts);
const why = (text) => element("span", { class: "why" }, ` ${text}`);
