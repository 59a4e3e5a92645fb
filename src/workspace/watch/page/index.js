"use strict";

const root = location.pathname;
const at = (name) => document.getElementById(name);
const french = navigator.language.startsWith("fr");
const say = french
  ? { filter: "Filtrer…", gone: "L'aperçu est terminé : relancez propose watch", all: (n) => `${n} proposition${n > 1 ? "s" : ""}`, clean: "rien à signaler", errors: (n) => `${n} erreur${n > 1 ? "s" : ""}`, warnings: (n) => `${n} avertissement${n > 1 ? "s" : ""}` }
  : { filter: "Filter…", gone: "The preview has ended: run propose watch again", all: (n) => `${n} proposal${n === 1 ? "" : "s"}`, clean: "nothing to report", errors: (n) => `${n} error${n === 1 ? "" : "s"}`, warnings: (n) => `${n} warning${n === 1 ? "" : "s"}` };
document.documentElement.lang = french ? "fr" : "en";
at("filter").placeholder = say.filter;
at("filter").setAttribute("aria-label", say.filter);

function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

function entry(note, file) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${root}show/${note.id}`;
  const name = element("span", "name", file.replace(/\.md$/, ""));
  const about = [note.title, note.client].filter(Boolean).join(" · ");
  if (about) name.append(element("span", "about", about));
  link.append(name);
  const counts = element("span", "counts", "");
  if (note.errors) counts.append(element("span", "count error", say.errors(note.errors)));
  if (note.warnings) counts.append(element("span", "count warning", say.warnings(note.warnings)));
  if (!note.errors && !note.warnings) counts.append(element("span", "count clean", say.clean));
  link.append(counts);
  row.append(link);
  return row;
}

// Notes stand under the name of their folder, folders and notes in order.
let notes = [];
function show() {
  const wanted = at("filter").value.toLowerCase();
  const folders = new Map();
  for (const note of notes) {
    const words = [note.name, note.title, note.client].join(" ");
    if (!words.toLowerCase().includes(wanted)) continue;
    const [, folder, file] = note.name.match(/^(?:(.*)\/)?([^/]*)$/);
    if (!folders.has(folder)) folders.set(folder, []);
    folders.get(folder).push(entry(note, file));
  }
  const sorted = [...folders.entries()].sort(([a], [b]) => (a ?? "").localeCompare(b ?? ""));
  at("notes").replaceChildren(...sorted.flatMap(([folder, rows]) => {
    const list = document.createElement("ul");
    list.append(...rows);
    return folder ? [element("h2", "folder", folder), list] : [list];
  }));
  at("status").className = "";
  at("status").textContent = say.all(notes.length);
}

let source = null;
function connect() {
  if (source || document.hidden) return;
  source = new EventSource(`${root}events/index`);
  source.onmessage = (event) => {
    notes = JSON.parse(event.data);
    show();
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
at("filter").addEventListener("input", show);
connect();
