// Searching with the bot: what `@bot words` in the composer finds, in a list above it.

import { el } from "./bubbles.js";
import { get, post } from "./net.js";
import { word } from "./words.js";

const PAUSE = 300;
const PATIENCE = 10000;

const byId = (id) => document.getElementById(id);
const box = byId("composer");
const list = byId("found");
const note = byId("found-note");
let hooks = null;
let words = null;
let turn = 0;
let asked = "";
let fresh = true;
let next = "";
let pause = 0;
let giveUp = 0;

// `given` has: bot(), person(), choose(body), open(url).
export function setUpInline(given) {
  hooks = given;
  list.addEventListener("scroll", readOn);
  list.addEventListener("keydown", (event) => walk(event, document.activeElement));
  box.addEventListener("keydown", (event) => walk(event, box));
}

// Called with every change of what is being written; what was found stays until more is.
export function lookFor(text) {
  const wanted = wordsFor(text);
  if (wanted === words) return;
  if (wanted === null) {
    closeFound();
    return;
  }
  forget();
  words = wanted;
  pause = setTimeout(ask, PAUSE);
}

function wordsFor(text) {
  const bot = hooks.bot();
  const [, name, rest] = /^@(\w+)\s([^]*)$/.exec(text) ?? [];
  const ours = bot.supports_inline_queries && name?.toLowerCase() === bot.username.toLowerCase();
  return ours ? rest : null;
}

// Words for the bot's search are never sent as they are: Enter leads to what was found.
export function enterFound() {
  list.firstElementChild?.focus();
  return words !== null;
}

export const isSearching = () => words !== null;

export function closeFound() {
  forget();
  words = null;
  show([], "");
}

function forget() {
  turn += 1;
  fresh = true;
  clearTimeout(pause);
  clearTimeout(giveUp);
  asked = next = "";
}

// Further pages leave what is there alone, and the focus in it.
function show(nodes, said) {
  if (fresh) list.replaceChildren();
  list.append(...nodes);
  list.hidden = !list.children.length;
  note.textContent = said;
}

async function ask(offset = "") {
  const mine = turn;
  fresh = !offset;
  next = "";
  if (fresh) note.textContent = word("searching");
  try {
    const { inline_query_id: id } = await post(`people/${hooks.person().id}/inline`, { query: words, offset });
    if (mine !== turn) return;
    asked = id;
    giveUp = setTimeout(() => show([], word("noAnswer")), PATIENCE);
    // The answer may have come before the question's number did.
    found(await get(`inline/${id}`));
  } catch (error) {
    if (mine === turn) show([], `${word("failed")} ${error.message}`);
  }
}

export function found({ inline_query_id: id, answer }) {
  if (!answer || id !== asked) return;
  clearTimeout(giveUp);
  asked = "";
  const nodes = answer.results.map((result) => choice(id, result));
  if (answer.button?.start_parameter) nodes.unshift(starter(answer.button));
  show(nodes, "");
  const count = list.querySelectorAll("[data-testid=result]").length;
  note.textContent = count ? `${word("results")} ${count}` : word("noResults");
  list.setAttribute("aria-label", word("results"));
  if (fresh) list.scrollTop = 0;
  next = answer.results.length ? answer.next_offset : "";
  readOn();
}

function readOn() {
  if (next && list.scrollHeight - list.scrollTop - list.clientHeight < 60) ask(next);
}

function choice(id, { id: result, title, description }) {
  const node = el("button", { type: "button", className: "choice", testid: "result", dir: "auto" },
    el("span", { text: title }));
  if (description) node.append(el("small", { text: description }));
  node.addEventListener("click", () => leave(() => hooks.choose({ inline_query_id: id, result_id: result })));
  return node;
}

function starter({ text, start_parameter: parameter }) {
  const node = el("button", { type: "button", className: "choice close", testid: "found-button", text });
  const url = `https://t.me/${hooks.bot().username}?start=${parameter}`;
  node.addEventListener("click", () => leave(() => hooks.open(url)));
  return node;
}

function leave(act) {
  box.value = "";
  box.dispatchEvent(new Event("input"));
  box.focus();
  act();
}

// Arrows go through the list and back to the words; Escape puts it away until they change.
function walk(event, from) {
  if (list.hidden || event.isComposing) return;
  if (event.key === "Escape") {
    forget();
    show([], "");
    box.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const stops = [box, ...list.children];
    const step = event.key === "ArrowDown" ? 1 : stops.length - 1;
    stops[(stops.indexOf(from) + step) % stops.length].focus();
  } else {
    return;
  }
  event.preventDefault();
}
