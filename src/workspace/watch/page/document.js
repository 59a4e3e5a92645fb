"use strict";

// The address is /TOKEN/ for the one document, /TOKEN/show/ID for one of many.
const shown = location.pathname.match(/^(\/[0-9a-f]+\/)(?:show\/([0-9a-f]+))?$/);
const root = shown[1];
const id = shown[2] || "";
const at = (name) => document.getElementById(name);
const pages = at("pages");

const words = {
  fr: {
    fit: "Largeur", findings: "Constats", back: "Toutes les propositions", none: "Rien à signaler.",
    stale: "Ces pages ne sont plus à jour", gone: "L'aperçu est terminé : relancez propose watch",
    missing: "Pas de pages", waiting: "Mise en page…", page: "Page", smaller: "Réduire", larger: "Agrandir",
    error: "erreur", warning: "avertissement", info: "info",
    count: (pages, errors, warnings) => `${pages} page${pages > 1 ? "s" : ""} · ${errors} erreur${errors > 1 ? "s" : ""} · ${warnings} avertissement${warnings > 1 ? "s" : ""}`,
  },
  en: {
    fit: "Fit", findings: "Findings", back: "All proposals", none: "Nothing to report.",
    stale: "These pages are out of date", gone: "The preview has ended: run propose watch again",
    missing: "No pages", waiting: "Setting the pages…", page: "Page", smaller: "Smaller", larger: "Larger",
    error: "error", warning: "warning", info: "info",
    count: (pages, errors, warnings) => `${pages} page${pages === 1 ? "" : "s"} · ${errors} error${errors === 1 ? "" : "s"} · ${warnings} warning${warnings === 1 ? "" : "s"}`,
  },
};
let say = words[navigator.language.startsWith("fr") ? "fr" : "en"];

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Zoom: a width in pixels, or null to fit.
const store = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* private windows */ } };
const stored = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
let width = Number(stored("width")) || null;
const POINT = 96 / 72;

function fitted() {
  return Math.max(200, Math.min(pages.clientWidth - 48, 1000));
}

function layOut() {
  for (const image of pages.children) {
    const own = Number(image.dataset.width) * POINT;
    const shownWidth = width ? own * width : Math.min(fitted(), own * 1.6);
    image.style.width = `${shownWidth}px`;
    image.style.aspectRatio = `${image.dataset.width} / ${image.dataset.height}`;
  }
}

function zoom(factor) {
  const before = pages.scrollHeight;
  const first = pages.firstElementChild;
  if (!first) return;
  const now = first.getBoundingClientRect().width / (Number(first.dataset.width) * POINT);
  width = factor === null ? null : Math.min(4, Math.max(0.25, now * factor));
  store("width", width ?? "");
  const place = (pages.scrollTop + pages.clientHeight / 2) / before;
  layOut();
  pages.scrollTop = place * pages.scrollHeight - pages.clientHeight / 2;
}

// Only pages that changed are replaced, once their new image is there, so that
// nothing flickers and the place where one reads stays.
async function showPages(list) {
  const top = pages.scrollTop;
  while (pages.children.length > list.length) pages.lastElementChild.remove();
  await Promise.all(list.map(async (page, index) => {
    let image = pages.children[index];
    if (!image) {
      image = new Image();
      pages.append(image);
    }
    image.dataset.width = page.width;
    image.dataset.height = page.height;
    image.alt = `${say.page} ${index + 1}\n${page.text}`;
    if (image.dataset.digest === page.digest) return;
    image.dataset.digest = page.digest;
    const address = `${root}page/${page.digest}.svg`;
    const next = new Image();
    next.src = address;
    try { await next.decode(); } catch { /* replaced meanwhile: another event follows */ }
    if (image.dataset.digest === page.digest) image.src = address;
  }));
  layOut();
  pages.scrollTop = top;
}

// Text in backticks is what stands in the note.
function rich(name, text) {
  const made = element("div", name);
  text.split("`").forEach((part, index) => made.append(index % 2 ? element("code", "", part) : part));
  return made;
}

function link(text, address) {
  const made = element("a", "", text);
  made.href = address;
  return made;
}

function place(where) {
  const line = element("div", "place");
  const name = element("span", "where");
  name.append(where.editor ? link(where.name, where.editor) : where.name);
  line.append(name);
  if (where.note) line.append(link("Obsidian", where.note));
  return line;
}

function finding(found) {
  const card = element("div", `finding ${found.severity}`);
  const rule = element("div", "rule", ` · ${found.rule}`);
  rule.prepend(element("span", "severity", say[found.severity]));
  card.append(rule, rich("message", found.message));
  if (found.place) {
    card.append(place(found.place));
    const text = found.place.text.trim();
    // What opens the properties of a note says nothing.
    if (text && text !== "---") card.append(element("code", "line", text));
  }
  for (const [where, message] of found.related) card.append(rich("help", message), place(where));
  if (found.help) card.append(rich("help", found.help));
  return card;
}

function showFindings(view) {
  const cards = view.findings.map(finding);
  at("findings").replaceChildren(...(cards.length ? cards : [element("p", "none", say.none)]));
  const overlay = at("overlay");
  overlay.hidden = !(view.stale || view.failure);
  if (overlay.hidden) {
    overlay.replaceChildren();
    return;
  }
  const box = element("section");
  box.append(element("h2", "", view.failure || (view.pages.length ? say.stale : say.missing)));
  const errors = view.findings.filter((found) => found.severity === "error");
  // What keeps pages from being made is the template's or the program's, where
  // that is known.
  const causes = errors.filter((found) => /^(typst|internal)-/.test(found.rule));
  box.append(...(causes.length ? causes : errors).map(finding));
  overlay.replaceChildren(box);
}

let first = true;
async function show(view) {
  say = words[view.lang === "fr" ? "fr" : "en"];
  document.documentElement.lang = view.lang;
  document.title = view.name.split("/").pop();
  at("name").textContent = view.name;
  at("fit").textContent = say.fit;
  at("smaller").title = say.smaller;
  at("larger").title = say.larger;
  at("toggle").textContent = say.findings;
  at("back").replaceChildren("←", element("span", "wide", ` ${say.back}`));
  at("back").title = say.back;
  at("back").href = root;
  at("back").hidden = !view.listed;
  const count = (severity) => view.findings.filter((found) => found.severity === severity).length;
  at("status").className = "";
  at("status").textContent = say.count(view.pages.length, count("error"), count("warning"));
  showFindings(view);
  at("waiting").hidden = view.pages.length > 0 || view.stale || Boolean(view.failure);
  at("waiting").textContent = say.waiting;
  await showPages(view.pages);
  if (first && view.pages.length) {
    first = false;
    pages.scrollTop = Number(stored(`top ${location.pathname}`)) || 0;
  }
}

// One connection while the page is seen: browsers allow few to one address.
let source = null;
let last = Promise.resolve();
function connect() {
  if (source || document.hidden) return;
  source = new EventSource(`${root}events/${id}`);
  source.onmessage = (event) => {
    const view = JSON.parse(event.data);
    last = last.then(() => show(view));
  };
  source.onerror = () => {
    if (!source) return;
    at("status").className = "lost";
    at("status").textContent = say.gone;
  };
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    source?.close();
    source = null;
  } else {
    connect();
  }
});

at("smaller").onclick = () => zoom(1 / 1.2);
at("larger").onclick = () => zoom(1.2);
at("fit").onclick = () => zoom(null);
at("toggle").onclick = () => {
  const panel = at("findings");
  panel.hidden = !panel.hidden;
  at("toggle").setAttribute("aria-expanded", String(!panel.hidden));
  layOut();
};
addEventListener("resize", layOut);
pages.addEventListener("scroll", () => store(`top ${location.pathname}`, pages.scrollTop), { passive: true });
connect();
