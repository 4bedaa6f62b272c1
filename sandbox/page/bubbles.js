// One message as a bubble with its buttons.

import { renderText } from "./entities.js";
import { fileUrl } from "./net.js";
import { currentLanguage, word } from "./words.js";

export function el(tag, { className, text, testid, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  if (testid) node.dataset.testid = testid;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// `hands` has: reply(message), tap(message, index, node), links.
export function bubble(message, hands) {
  const side = message.from_bot ? "theirs" : "own";
  const body = el("div", { className: "bubble" });
  if (message.forward_origin) body.append(el("p", { className: "forwarded", text: word("forwarded") }));
  if (message.via_bot) body.append(el("p", { className: "forwarded", text: `${word("via")} @${message.via_bot.username}` }));
  if (message.reply_to_message) body.append(quoteOf(message.reply_to_message));
  body.append(...media(message));
  const said = message.text ?? message.caption ?? "";
  if (said) {
    const text = el("div", { className: "text", dir: "auto" });
    text.append(renderText(said, message.entities ?? message.caption_entities, hands.links));
    body.append(text);
  }
  body.append(footer(message));
  const row = el("div", { className: "bubble-row" }, body, replyButton(message, hands));
  const node = el("article", { className: `message ${side}`, testid: "message" }, row);
  node.dataset.id = message.message_id;
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) node.append(inlineKeyboard(message, rows, hands));
  swipe(node, () => hands.reply(message));
  return node;
}

export function summary(message) {
  const said = message.text ?? message.caption;
  if (said) return said;
  if (message.photo) return word("photo");
  if (message.voice) return word("note");
  return message.document?.file_name ?? word("document");
}

function quoteOf(replied) {
  return el("blockquote", { className: "replied", text: summary(replied).slice(0, 120), dir: "auto" });
}

function media(message) {
  if (message.photo) return [photo(message.photo)];
  if (message.document) return [file(message.document)];
  if (message.voice) {
    const audio = el("audio", { controls: "", preload: "none", src: fileUrl(message.voice.file_id) });
    audio.setAttribute("aria-label", word("note"));
    return [audio];
  }
  return [];
}

function photo(sizes) {
  const largest = sizes[sizes.length - 1];
  const link = el("a", { href: fileUrl(largest.file_id), target: "_blank", rel: "noopener", className: "photo" });
  const picture = el("img", {
    src: fileUrl(largest.file_id), alt: word("photo"), width: largest.width, height: largest.height,
    loading: "lazy", testid: "photo",
  });
  link.append(picture);
  return link;
}

function file(document_) {
  const link = el("a", {
    href: fileUrl(document_.file_id), target: "_blank", rel: "noopener", className: "file", testid: "document",
  });
  const names = el("span", { className: "file-names" },
    el("span", { className: "file-name", text: document_.file_name ?? word("document"), dir: "auto" }),
    el("span", { className: "file-size", text: size(document_.file_size ?? 0) }));
  link.append(el("span", { className: "file-icon icon page", "aria-hidden": "true" }), names);
  return link;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
  return `${value.toLocaleString(currentLanguage(), { maximumFractionDigits: 1 })} ${unit}`;
}

function footer(message) {
  const moment = new Date(message.date * 1000);
  const time = el("time", {
    text: moment.toLocaleTimeString(currentLanguage(), { hour: "2-digit", minute: "2-digit" }),
    datetime: moment.toISOString(),
  });
  const node = el("span", { className: "when" }, time);
  if (message.edit_date) node.prepend(`${word("edited")} `);
  return node;
}

function replyButton(message, hands) {
  const button = el("button", {
    type: "button", className: "reply icon back", "aria-label": word("reply"), title: word("reply"), testid: "reply",
  });
  button.addEventListener("click", () => hands.reply(message));
  return button;
}

function inlineKeyboard(message, rows, hands) {
  const board = el("div", { className: "inline" });
  let index = 0;
  for (const row of rows) {
    const line = el("div", { className: "inline-row" });
    for (const button of row) {
      const number = index;
      const node = el("button", { type: "button", testid: "button", text: button.text });
      if (button.url) node.classList.add("leads-away");
      node.addEventListener("click", () => hands.tap(message, number, node));
      line.append(node);
      index += 1;
    }
    board.append(line);
  }
  return board;
}

function swipe(node, act) {
  let from = null;
  node.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  node.addEventListener("touchend", (event) => {
    if (!from) return;
    const to = event.changedTouches[0];
    if (from.clientX - to.clientX > 60 && Math.abs(from.clientY - to.clientY) < 30) act();
    from = null;
  });
}

export function dayLine(date) {
  const text = new Date(date * 1000).toLocaleDateString(currentLanguage(), {
    weekday: "long", day: "numeric", month: "long", year: "numeric",
  });
  return el("p", { className: "day", text });
}
