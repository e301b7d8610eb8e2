"use strict";
// The desk's own script: dropping files, opening items, correcting by keyboard, saving files.
// Everything that is shown comes from the server as escaped HTML or goes in as text.

const body = document.body;
const rows = JSON.parse(document.getElementById("rows")?.textContent ?? "[]");

function say(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ""; }, 4000);
}

async function post(address, value) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(value),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({ detail: response.statusText }));
    throw new Error(problem.detail);
  }
  return response;
}

// An item's versions: one for each language of a report, or the one of a table's row.
function versions(row) {
  const pairs = [
    [row.title_zh, row.text_zh],
    [row.title_en, row.text_en],
    [row.title, row.text],
    [row.other_title, row.other_text],
  ];
  return pairs
    .filter((pair) => pair.some(Boolean))
    .slice(0, 2)
    .map(([title, text]) => ({ title: title || null, text: String(text ?? "") }));
}

async function open(line) {
  if (line.getAttribute("aria-expanded") === "true") return close(line);
  const given = versions(rows[Number(line.dataset.at)]);
  try {
    const response = await post("/desk/item", { versions: given });
    const under = document.createElement("tr");
    under.className = "open";
    const cell = under.insertCell();
    cell.colSpan = line.cells.length;
    cell.innerHTML = await response.text();
    line.after(under);
    line.setAttribute("aria-expanded", "true");
    prepare(under.querySelector("form.correct"), line, given);
  } catch (error) {
    say(`${body.dataset.failed}: ${error.message}`);
  }
}

function close(line) {
  if (line.getAttribute("aria-expanded") !== "true") return;
  line.nextElementSibling.remove();
  line.setAttribute("aria-expanded", "false");
  line.focus();
}

function prepare(form, line, given) {
  if (!form) return;
  form.elements.who.value = localStorage.getItem("regwire-who") ?? "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    localStorage.setItem("regwire-who", said.who);
    try {
      for (const version of given) {
        await post("/corrections", { ...version, ...said, region: said.region || null });
      }
      form.querySelector("output").textContent = body.dataset.corrected;
      line.classList.add("corrected");
      say(body.dataset.corrected);
    } catch (error) {
      say(`${body.dataset.failed}: ${error.message}`);
    }
  });
}

function move(step) {
  const lines = [...document.querySelectorAll("tr.item")];
  const at = lines.indexOf(current());
  const next = lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
  next?.focus();
}

// The line that the keyboard is on: the focused one, or the one whose item is being read.
function current() {
  const place = document.activeElement?.closest("tr");
  if (place?.classList.contains("open")) return place.previousElementSibling;
  return place?.classList.contains("item") ? place : null;
}

function form() {
  const line = current() ?? document.querySelector('tr.item[aria-expanded="true"]');
  return line?.getAttribute("aria-expanded") === "true"
    ? line.nextElementSibling.querySelector("form.correct")
    : null;
}

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  if (event.key === "Escape" && current()) return close(current());
  if (typing) return;
  const line = event.target.closest("tr.item");
  if (event.key === "Enter" && line) open(line);
  else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "s" && form()) form().requestSubmit();
  else if (/^[1-9]$/.test(event.key) && form()) {
    const choice = form().querySelectorAll("[name=topic]")[Number(event.key) - 1];
    if (choice) choice.checked = true;
  } else return;
  event.preventDefault();
}

async function save(kind) {
  try {
    const response = await post(`/desk/download/${kind}`, { rows });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = `regwire.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (error) {
    say(`${body.dataset.failed}: ${error.message}`);
  }
}

function dropping(start) {
  const file = document.getElementById("file");
  const stop = (event) => { event.preventDefault(); start.classList.remove("dropping"); };
  start.addEventListener("dragover", (event) => {
    event.preventDefault();
    start.classList.add("dropping");
  });
  start.addEventListener("dragleave", stop);
  start.addEventListener("drop", (event) => {
    stop(event);
    if (event.dataTransfer.files.length === 0) return;
    file.files = event.dataTransfer.files;
    start.requestSubmit();
  });
  file.addEventListener("change", () => start.requestSubmit());
  start.addEventListener("submit", () => say(body.dataset.wait));
}

function theme(change) {
  const root = document.documentElement;
  let chosen = localStorage.getItem("regwire-theme");
  if (change) {
    const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    chosen = dark ? "light" : "dark";
    localStorage.setItem("regwire-theme", chosen);
  }
  if (chosen) root.dataset.theme = chosen;
}

theme(false);
document.getElementById("theme").addEventListener("click", () => theme(true));
document.addEventListener("keydown", pressed);
for (const line of document.querySelectorAll("tr.item")) {
  line.addEventListener("click", () => { line.focus(); open(line); });
}
for (const button of document.querySelectorAll("[data-download]")) {
  button.addEventListener("click", () => save(button.dataset.download));
}
if (document.getElementById("start")) dropping(document.getElementById("start"));
