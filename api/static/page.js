// The page asks the same service as everybody else and shows what it says.
// All text is set as text, never as markup. Addresses are relative to the page, which may lie below
// any path.

import { words } from "./dom.js";
import { problem, verdict } from "./show.js";

const form = document.querySelector("#question");
const article = document.querySelector("#answer");
const examples = document.querySelector("#examples");
const status = document.querySelector("#status");
const title = document.title;
let asking = 0;

function fill(query) {
  for (const field of form.elements) {
    if (field.name) field.value = query.get(field.name) ?? "";
  }
  const more = form.querySelector("details");
  if ([...more.querySelectorAll("[name]")].some((field) => query.get(field.name))) more.open = true;
}

async function ask(query, { focus }) {
  const mine = ++asking;
  const blank = !query.size;
  examples.hidden = !blank;
  article.hidden = true;
  document.title = title;
  if (blank) return;
  status.textContent = "Asking…";
  const whole = new URLSearchParams(query);
  whole.set("include", "all"); // in place of what the address may name
  const url = `v1/travel-risk?${whole}`;
  let shown;
  try {
    const response = await fetch(url);
    const found = await response.json();
    if (response.ok) {
      const text = await fetch(url, { headers: { Accept: "text/plain" } });
      shown = verdict(found, await text.text(), url);
      form.elements.person.value = found.person.name;
      form.elements.place.value = found.place.name;
    } else {
      shown = problem(found, query);
    }
  } catch {
    shown = problem({ title: "The service cannot be reached", detail: "Please try again.", errors: [] }, query);
  }
  if (mine !== asking) return; // a later question has overtaken this one
  status.textContent = "";
  article.replaceChildren(shown);
  article.hidden = false;
  document.title = `${article.querySelector("h2").textContent} – ${title}`;
  if (focus) article.focus();
}

function show({ focus }) {
  const query = new URLSearchParams(location.search);
  fill(query);
  ask(query, { focus });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) query.set(name, value.trim());
  history.pushState(null, "", `?${query}`);
  ask(query, { focus: true });
});
addEventListener("popstate", () => show({ focus: false }));

async function offer(path, list) {
  const { items } = await (await fetch(path)).json();
  document.querySelector(list).replaceChildren(
    ...items.map(({ name }) => Object.assign(document.createElement("option"), { value: name })),
  );
}

async function offerProfiles() {
  const { profiles } = await (await fetch("v1/issues")).json();
  const [first, ...others] = profiles;
  const select = form.elements.profile;
  const option = (value, text) => new Option(text, value);
  select.replaceChildren(option("", first.title), ...others.map(({ id, title }) => option(id, title)));
  select.value = new URLSearchParams(location.search).get("profile") ?? "";
}

async function offerValues(select) {
  const { fact } = await (await fetch(`v1/facts/${select.dataset.fact}`)).json();
  const [first, ...others] = fact.values;
  select.replaceChildren(new Option(words(first), ""), ...others.map((one) => new Option(words(one), one)));
  select.value = new URLSearchParams(location.search).get(select.name) ?? "";
}

show({ focus: false });
// What can be asked about is offered, but a name can be typed without it.
Promise.allSettled([
  offer("v1/persons?limit=500", "#persons"),
  offer("v1/places?limit=500", "#places"),
  offerProfiles(),
  ...[...form.querySelectorAll("[data-fact]")].map(offerValues),
]);
