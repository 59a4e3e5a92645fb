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

let notes = [];
function show() {
  const wanted = at("filter").value.toLowerCase();
  const rows = notes.filter((note) => note.name.toLowerCase().includes(wanted)).map((note) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${root}show/${note.id}`;
    const parts = note.name.split("/");
    const file = parts.pop().replace(/\.md$/, "");
    link.append(element("span", "folder", parts.length ? `${parts.join("/")}/` : ""), element("span", "name", file));
    if (note.errors) link.append(element("span", "count error", say.errors(note.errors)));
    if (note.warnings) link.append(element("span", "count warning", say.warnings(note.warnings)));
    if (!note.errors && !note.warnings) link.append(element("span", "count clean", say.clean));
    row.append(link);
    return row;
  });
  at("notes").replaceChildren(...rows);
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
