// The chat page: keeps what the phones show and redraws it as events come in.

import { bubble, dayLine, el } from "./bubbles.js";
import { act, drawKeyboard, drawStart, labelComposer, replyTo, sendWords, setUpComposer, write } from "./composer.js";
import { closeFound, found } from "./inline.js";
import { get, listen, post } from "./net.js";
import { alertSheet, openSheet, toast } from "./sheet.js";
import { drawPeople, labelClock, readClock } from "./top.js";
import { LANGUAGES, chooseLanguage, currentLanguage, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const box = byId("messages");
const chats = new Map();
const waiting = new Map();
const answers = new Map();
let people = [];
let bot = { username: "", first_name: "" };
let current = 0;
let quiet = 0;
let reading = Promise.resolve();

const chatOf = (id) => {
  if (!chats.has(id)) chats.set(id, { shown: new Map(), unread: 0, keyboard: null, blocked: false, loaded: false });
  return chats.get(id);
};
const person = () => ({ ...people.find(({ id }) => id === current), id: current, chat: chatOf(current) });
const links = { follow, command: (text) => sendWords(text) };
const hands = { reply: replyTo, tap, links };

async function readState() {
  const state = await get("state");
  ({ people, bot } = state);
  for (const chat of state.chats) Object.assign(chatOf(chat.id), { keyboard: chat.keyboard, blocked: chat.blocked });
  if (!people.some(({ id }) => id === current)) current = people[0]?.id ?? 0;
  const menu = current ? await get(`people/${current}/menu?language=${currentLanguage()}`) : {};
  byId("bot-name").textContent = menu.name || bot.first_name;
  byId("bot-name").dataset.description = menu.description ?? "";
  drawTop();
}

async function readChat(id) {
  const { messages } = await get(`chats/${id}/transcript?format=json`);
  const chat = chatOf(id);
  chat.shown = new Map(messages.map((message) => [message.message_id, message]));
  chat.loaded = true;
}

async function readAll() {
  await readState();
  await Promise.all([readClock(), readChat(current)]);
  setStatus("online");
  drawChat();
}

function drawTop() {
  drawPeople(people, { current, unread: (id) => chatOf(id).unread, choose });
}

// Events wait while a chat is being read, so that none is overwritten by an older state.
// Who is chosen writes from now on, even while their chat is still being read.
function choose(id) {
  current = id;
  closeFound();
  drawTop();
  reading = reading.then(() => switchTo(id)).catch(report);
  return reading;
}

function report(error) {
  console.error(error);
  toast(`${word("failed")} ${error.message}`);
}

async function switchTo(id) {
  current = id;
  chatOf(id).unread = 0;
  sessionStorage.setItem("person", id);
  replyTo(null);
  await readState();
  await readChat(id);
  setStatus("online");
  drawChat();
}

function drawChat() {
  const chat = chatOf(current);
  const nodes = [];
  let day = "";
  for (const message of chat.shown.values()) {
    const date = new Date(message.date * 1000).toDateString();
    if (date !== day) nodes.push(dayLine(message.date));
    day = date;
    nodes.push(bubble(message, hands));
  }
  if (!nodes.length) {
    const text = byId("bot-name").dataset.description || word("empty");
    nodes.push(el("p", { className: "empty", text }));
  }
  box.replaceChildren(...nodes);
  const bottom = [...chat.shown.values()].filter((message) => message.from_bot).pop();
  drawKeyboard(chat.keyboard, bottom);
  drawStart();
  box.scrollTop = box.scrollHeight;
}

function putMessage(id, message, isNew) {
  const chat = chatOf(id);
  const known = chat.shown.size;
  chat.shown.set(message.message_id, message);
  if (id !== current) {
    if (isNew && message.from_bot) chat.unread += 1;
    drawTop();
    return;
  }
  if (message.from_bot && isNew) setStatus("online");
  const old = box.querySelector(`[data-id="${message.message_id}"]`);
  if (old) {
    keepFocus(old, () => old.replaceWith(bubble(message, hands)));
  } else if (known) {
    appendMessage(chat, message);
  } else {
    drawChat();
  }
}

function appendMessage(chat, message) {
  const dates = [...chat.shown.values()].slice(-2).map(({ date }) => new Date(date * 1000).toDateString());
  if (dates[0] !== dates[1]) box.append(dayLine(message.date));
  box.append(bubble(message, hands));
  box.scrollTop = box.scrollHeight;
}

function keepFocus(node, replace) {
  const low = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const inside = node.contains(document.activeElement);
  replace();
  if (inside) box.focus({ preventScroll: true });
  if (low) box.scrollTop = box.scrollHeight;
}

function removeMessage({ chat_id: id, message_id: number }) {
  chatOf(id).shown.delete(number);
  if (id === current) drawChat();
}

function setStatus(name) {
  byId("status").textContent = word(name);
  byId("status").dataset.state = name;
}

function showAction({ chat_id: id, action }) {
  if (id !== current) return;
  setStatus(action.startsWith("upload") || action.startsWith("record") ? "uploading" : "typing");
  clearTimeout(quiet);
  quiet = setTimeout(() => setStatus("online"), 5000);
}

async function tap(message, index, node) {
  const button = message.reply_markup.inline_keyboard.flat()[index];
  if (button.url) {
    if (!follow(button.url)) window.open(button.url, "_blank", "noopener,noreferrer");
    return;
  }
  if (button.copy_text) {
    await navigator.clipboard?.writeText(button.copy_text.text);
    return;
  }
  const search = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (search !== undefined) {
    write(`@${bot.username} ${search}`);
    return;
  }
  node.classList.add("busy");
  node.setAttribute("aria-busy", "true");
  try {
    const { callback_query_id: id } = await post(`people/${current}/tap`, { index, message_id: message.message_id });
    waiting.set(id, node);
    if (answers.has(id)) settle(answers.get(id));
    setTimeout(() => settle({ callback_query_id: id, text: "" }), 30000);
  } catch (error) {
    unspin(node);
    toast(`${word("failed")} ${error.message}`);
  }
}

function settle(answer) {
  const node = waiting.get(answer.callback_query_id);
  answers.set(answer.callback_query_id, answer);
  if (!node) return;
  waiting.delete(answer.callback_query_id);
  answers.delete(answer.callback_query_id);
  unspin(node);
  if (answer.text) (answer.show_alert ? alertSheet : toast)(answer.text);
  if (answer.url) follow(answer.url);
}

function unspin(node) {
  node.classList.remove("busy");
  node.removeAttribute("aria-busy");
}

// A link to the bot itself is followed here, by whoever is chosen; others open in a new tab.
function follow(url) {
  const link = new URL(url, "https://t.me/");
  const ours = link.protocol === "tg:"
    ? link.searchParams.get("domain") === bot.username
    : /^(t|telegram)\.(me|dog)$/.test(link.hostname) && link.pathname.slice(1).toLowerCase() === bot.username.toLowerCase();
  if (!ours) return false;
  const others = people.filter(({ id }) => id !== current);
  openSheet(word("openAs"), [person(), ...others].map(({ id, name, title }) => ({
    label: name, hint: title, testid: `open-as-${id}`, act: () => openAs(id, url),
  })));
  return true;
}

async function openAs(id, url) {
  await choose(id);
  await act("open", { url });
}

function openMore() {
  const blocked = chatOf(current).blocked;
  openSheet(word("more"), [
    ...Object.entries(LANGUAGES).map(([code, name]) => ({
      label: code === currentLanguage() ? `${name} ✓` : name,
      hint: word("language"),
      testid: `language-${code}`,
      act: () => setLanguage(code),
    })),
    { label: word(blocked ? "unblock" : "block"), testid: "block", act: () => act(blocked ? "unblock" : "block") },
  ]);
}

function setLanguage(code) {
  chooseLanguage(code);
  label();
  readState().then(drawChat);
}

function label() {
  byId("more").setAttribute("aria-label", word("more"));
  byId("more").title = word("more");
  labelClock();
  labelComposer();
}

const reactions = {
  message: ({ chat_id: id, message }) => putMessage(id, message, true),
  edit: ({ chat_id: id, message }) => putMessage(id, message, false),
  delete: removeMessage,
  action: showAction,
  answer: settle,
  inline: found,
  clock: readClock,
  people: () => readState().then(drawStart),
  commands: readState,
  keyboard: ({ chat_id: id, keyboard }) => {
    chatOf(id).keyboard = keyboard;
    const newest = [...chatOf(id).shown.values()].filter((message) => message.from_bot).pop();
    if (id === current) drawKeyboard(keyboard, newest);
  },
};

// Pictures grow when they arrive; whoever reads the newest message stays with it.
let atBottom = true;
box.addEventListener("scroll", () => { atBottom = box.scrollHeight - box.scrollTop - box.clientHeight < 80; });
const stay = () => { if (atBottom) box.scrollTop = box.scrollHeight; };
box.addEventListener("load", stay, true);
new ResizeObserver(stay).observe(box);

chooseLanguage();
label();
current = Number(sessionStorage.getItem("person")) || 0;
setUpComposer(person, () => bot);
byId("more").addEventListener("click", openMore);
listen({
  onOpen: () => { reading = readAll().catch(report); },
  onEvent: (event) => { reading.then(() => reactions[event.event]?.(event)).catch(report); },
  onLost: () => setStatus("offline"),
});
