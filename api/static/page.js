// Makes the page quicker to use; everything on it works without this script.
const root = new URL("../", import.meta.url);
const $ = (selector, within = document) => within.querySelector(selector);
const status = (text) => { const line = $("#status"); if (line) line.textContent = text; };

// Names in any script are suggested while they are typed.
function suggest(field, list, path) {
  if (!field) return;
  const options = $(`#${list}`);
  const before = options.innerHTML;
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const text = field.value.trim();
    if (text.length < 2) { options.innerHTML = before; return; }
    waiting = setTimeout(async () => {
      try {
        const answer = await fetch(new URL(`v1/${path}?limit=8&q=${encodeURIComponent(text)}`, root));
        if (!answer.ok) return;
        const found = (await answer.json()).items;
        options.replaceChildren(...found.map((one) => new Option(`${text} → ${one.name}`, one.name)));
      } catch { /* the form works without suggestions */ }
    }, 180);
  });
}
suggest($("#person"), "persons", "persons");
suggest($("#place"), "places", "places");

// A question in words may also be typed into the field of a person.
$("form.ask")?.addEventListener("submit", (event) => {
  const text = $("#person").value.trim();
  if (text.endsWith("?")) {
    event.preventDefault();
    location.href = new URL(`ask?q=${encodeURIComponent(text)}`, root);
    return;
  }
  for (const field of event.target.elements) {
    if (field.name && (field.value === "" || field.value === field.dataset.usual)) field.disabled = true;
  }
});
addEventListener("pageshow", () => document.querySelectorAll(".ask [disabled]").forEach((field) => { field.disabled = false; }));

const map = $("svg.map");
if (map && $("#world")) {
  zooming(map);
  sliding(map);
}

function zooming(svg) {
  const [left, top, still, high] = svg.getAttribute("viewBox").split(" ").map(Number);
  const width = +(svg.dataset.width ?? still), height = width * high / still;
  let view = [left, top, still];
  const draw = () => {
    const [x, y, w] = view;
    const h = w * height / width;
    view = [Math.min(Math.max(x, 0), width - w), Math.min(Math.max(y, 0), height - h), w];
    svg.setAttribute("viewBox", `${view[0]} ${view[1]} ${w} ${h}`);
    svg.closest(".frame").style.touchAction = w === still ? "pan-y" : "none";
  };
  const zoom = (factor, cx = view[0] + view[2] / 2, cy = view[1] + view[2] * height / width / 2) => {
    const w = Math.min(Math.max(view[2] * factor, width / 12), width);
    const f = w / view[2];
    view = [cx - (cx - view[0]) * f, cy - (cy - view[1]) * f, w];
    draw();
  };
  const move = (dx, dy) => { view[0] += dx * view[2]; view[1] += dy * view[2]; draw(); };
  const box = document.createElement("div");
  box.className = "zoom";
  for (const [sign, name, factor] of [["+", "Zoom in", 0.6], ["−", "Zoom out", 1 / 0.6]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => zoom(factor));
    box.append(button);
  }
  svg.after(box);
  svg.tabIndex = 0;
  svg.addEventListener("keydown", (event) => {
    const keys = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.06], ArrowDown: [0, 0.06] };
    if (event.target !== svg) return;
    if (keys[event.key]) { if (view[2] !== still || still < width) { event.preventDefault(); move(...keys[event.key]); } }
    else if (event.key === "+") zoom(0.6);
    else if (event.key === "-") zoom(1 / 0.6);
  });
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [view[0] + (event.clientX - box.left) / box.width * view[2],
            view[1] + (event.clientY - box.top) / box.width * view[2]];
  };
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && view[2] === still) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...at(event));
  }, { passive: false });
  let from = null, moved = false;
  svg.addEventListener("pointerdown", (event) => { from = event; moved = false; });
  addEventListener("pointermove", (event) => {
    if (!from || view[2] === still) return;
    const wide = svg.getBoundingClientRect().width;
    if (Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > 3) moved = true;
    move((from.clientX - event.clientX) / wide, (from.clientY - event.clientY) / wide);
    from = event;
  });
  addEventListener("pointerup", () => { from = null; });
  svg.addEventListener("click", (event) => { if (moved) { event.preventDefault(); moved = false; } }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

function sliding(svg) {
  const slide = $("#slide"), play = $("#play");
  if (!slide) return;
  slide.closest("[hidden]").hidden = false;
  play.hidden = new URL(location.href).searchParams.has("place"); // each day is a page of its own
  const days = slide.dataset.days.split(" ").map(Number);
  const here = new URL(location.href);
  const { first, wide, narrow } = slide.dataset;
  // After `wide` a step is a day; the years before it are drawn narrower, as on the strip.
  const ordinal = (step) => step >= +narrow ? +wide + (step - narrow) : Math.round(+first + step * (wide - first) / narrow);
  const step = (ordinal) => ordinal >= +wide ? +narrow + (ordinal - wide) : Math.round((ordinal - first) * narrow / (wide - first));
  const day = (ordinal) => new Date((ordinal - 719163) * 864e5);
  const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  let asked = 0, waiting = 0, playing = 0;
  const show = () => {
    const on = day(ordinal(+slide.value));
    $("#day").textContent = words.format(on);
    slide.setAttribute("aria-valuetext", words.format(on));
    const part = (slide.value - slide.min) / (slide.max - slide.min) * 100;
    $(".strip .here").setAttribute("cx", `${part}%`);
    clearTimeout(waiting);
    waiting = setTimeout(() => load(on.toISOString().slice(0, 10)), 120);
  };
  const load = async (on) => {
    const mine = ++asked;
    const page = new URL(here);
    page.searchParams.set("on", on);
    if (!page.searchParams.has("person")) page.searchParams.set("person", svg.dataset.person);
    if (page.searchParams.has("place")) {
      if (!playing) location.href = page;
      return;
    }
    try {
      const answer = await fetch(page);
      if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
      const text = await answer.text();
      if (mine !== asked) return;
      const fresh = new DOMParser().parseFromString(text, "text/html");
      const news = new Map([...fresh.querySelectorAll("svg.map a")].map((one) => [one.dataset.id + one.classList.contains("dot"), one]));
      for (const one of svg.querySelectorAll("a")) {
        const other = news.get(one.dataset.id + one.classList.contains("dot"));
        if (!other) continue;
        one.setAttribute("href", other.getAttribute("href"));
        one.setAttribute("class", other.getAttribute("class") ?? "");
        if (other.hasAttribute("fill")) one.setAttribute("fill", other.getAttribute("fill")); else one.removeAttribute("fill");
        $("title", one).textContent = $("title", other).textContent;
      }
      for (const part of ["h1", ".head .sub", ".legend", "figcaption", ".steps", ".list", ".take"]) {
        $(part)?.replaceWith(fresh.querySelector(part));
      }
      document.title = fresh.title;
      $("#on").value = on;
      history.replaceState(null, "", page);
      status(`${words.format(new Date(on))}: ${$("h1").textContent}`);
    } catch (error) {
      status(`The map of ${on} could not be loaded (${error.message}). Move the slider to try again.`);
      $("#day").textContent = "not loaded: move the slider to try again";
    }
  };
  slide.addEventListener("input", show);
  play.addEventListener("click", () => {
    if (playing) { clearInterval(playing); playing = 0; }
    else playing = setInterval(() => {
      const next = days.find((one) => step(one) > +slide.value);
      if (next === undefined) { clearInterval(playing); playing = 0; }
      else { slide.value = step(next); show(); }
      label();
    }, 900);
    label();
  });
  const label = () => { play.textContent = playing ? "Pause" : "Play"; play.setAttribute("aria-pressed", String(!!playing)); };
}
