// Where one writes: text, files, a voice note, the bot's commands and suggested answers.

import { el, summary } from "./bubbles.js";
import { closeFound, enterFound, isSearching, lookFor, setUpInline } from "./inline.js";
import { get, post, postFiles } from "./net.js";
import { openSheet, toast } from "./sheet.js";
import { currentLanguage, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const form = byId("form");
const box = byId("composer");
const file = byId("file");
const keyboard = byId("keyboard");
let replied = null;
let person = () => null;

export function setUpComposer(current, bot) {
  person = current;
  setUpInline({ bot, person, choose: (body) => act("choose", body), open: (url) => act("open", { url }) });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendText();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      sendText();
    }
  });
  box.addEventListener("input", fit);
  file.addEventListener("change", sendFiles);
  byId("voice").addEventListener("click", () => act("voice", { seconds: 3 }));
  byId("start").addEventListener("click", start);
  byId("menu").addEventListener("click", openMenu);
  byId("quote-close").addEventListener("click", () => replyTo(null));
}

export function labelComposer() {
  const labels = { send: "send", voice: "voice", menu: "menu", "quote-close": "cancel" };
  for (const [id, name] of Object.entries(labels)) {
    byId(id).setAttribute("aria-label", word(name));
    byId(id).title = word(name);
  }
  file.setAttribute("aria-label", word("attach"));
  byId("file-label").title = word("attach");
  box.setAttribute("aria-label", word("message"));
  box.placeholder = word("message");
}

export async function act(path, body = {}) {
  const reply = replied?.message_id;
  replyTo(null);
  try {
    await post(`people/${person().id}/${path}`, { reply_to: reply, ...body });
  } catch (error) {
    toast(`${word("failed")} ${error.message}`);
  }
}

export function sendWords(text) {
  return act("send", { text });
}

function sendText() {
  const text = box.value.trim();
  if (!text || enterFound()) return;
  box.value = "";
  fit();
  sendWords(text);
}

async function sendFiles() {
  const files = [...file.files];
  file.value = "";
  if (!files.length) return;
  const pictures = files.every((one) => /^image\/(png|jpeg)$/.test(one.type));
  const fields = { kind: pictures ? "photo" : "document", caption: box.value.trim(), reply_to: replied?.message_id };
  box.value = "";
  fit();
  replyTo(null);
  try {
    await postFiles(`people/${person().id}/file`, fields, files);
  } catch (error) {
    toast(`${word("failed")} ${error.message}`);
  }
}

async function start() {
  if (person().chat.blocked) await act("unblock");
  if (!person().chat.shown.size) await sendWords("/start");
}

async function openMenu() {
  const menu = await get(`people/${person().id}/menu`);
  if (!menu.commands.length) {
    toast(word("noCommands"));
    return;
  }
  openSheet(word("menu"), menu.commands.map(({ command, description }) => ({
    label: `/${command}`, hint: description, testid: `command-${command}`, act: () => sendWords(`/${command}`),
  })));
}

export function replyTo(message) {
  replied = message;
  byId("quote").hidden = !message;
  if (!message) return;
  byId("quote-who").textContent = message.from_bot ? byId("bot-name").textContent : word("you");
  byId("quote-said").textContent = summary(message);
  box.focus();
}

// Puts words into the composer as if they had been typed.
export function write(text) {
  box.value = text;
  fit();
  box.focus();
}

function fit() {
  lookFor(box.value);
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
  const empty = !box.value.trim();
  byId("send").hidden = empty || isSearching();
  byId("voice").hidden = !empty;
}

// The bot's own keyboard: rows of answers, or a wish that the next message be a reply.
export function drawKeyboard(markup, newest) {
  keyboard.replaceChildren();
  keyboard.hidden = !markup?.keyboard;
  box.placeholder = markup?.input_field_placeholder || word("message");
  if (markup?.force_reply && newest) replyTo(newest);
  for (const row of markup?.keyboard ?? []) {
    const line = el("div", { className: "inline-row" });
    for (const button of row) {
      const node = el("button", { type: "button", testid: "answer", text: button.text });
      node.addEventListener("click", () => {
        if (markup.one_time_keyboard) keyboard.hidden = true;
        sendWords(button.text);
      });
      line.append(node);
    }
    keyboard.append(line);
  }
}

export function drawStart() {
  const { chat } = person();
  const button = byId("start");
  button.hidden = !(chat.blocked || !chat.shown.size);
  button.textContent = chat.blocked ? word("unblock") : word("start");
  form.hidden = !button.hidden;
  if (form.hidden) closeFound();
  else fit();
  document.documentElement.lang = currentLanguage();
}
