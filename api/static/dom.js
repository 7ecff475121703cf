// Small pieces: elements whose text is never markup, and identifiers as words.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// As in the text of an answer: `may arrest` would read like a permission.
const SAID = { may_arrest: "no duty; national law decides" };

export const words = (id) => SAID[id] ?? id.replaceAll("_", " ").replaceAll("-", " ");

export function sentence(text) {
  const trimmed = text.trim();
  return trimmed ? trimmed[0].toUpperCase() + trimmed.slice(1) + (/[.!?]$/.test(trimmed) ? "" : ".") : "";
}
