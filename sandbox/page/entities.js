// Text with Telegram's entities, as DOM nodes: never as markup.

import { word } from "./words.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// `links.follow(url)` returns true when the page itself follows the link;
// `links.command(text)` sends a command.
export function renderText(text, entities, links) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  renderRange(fragment, text, sorted, { start: 0, end: text.length, links });
  return fragment;
}

function renderRange(parent, text, entities, { start, end, links }) {
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    if (entity.offset < at) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    parent.append(text.slice(at, entity.offset));
    const node = element(entity, text.slice(entity.offset, stop), links);
    const inner = entities.slice(index + 1).filter((other) => other.offset < stop);
    renderRange(node, text, inner, { start: entity.offset, end: stop, links });
    parent.append(node);
    at = stop;
  }
  parent.append(text.slice(at, end));
}

function element(entity, said, links) {
  if (entity.type === "text_link") return anchor(entity.url, links);
  if (entity.type === "url") return anchor(said.includes("://") ? said : `https://${said}`, links);
  if (entity.type === "email") return anchor(`mailto:${said}`, links);
  if (entity.type === "bot_command") return command(said, links);
  if (entity.type === "spoiler") return spoiler();
  return document.createElement(TAGS[entity.type] ?? "span");
}

function anchor(url, links) {
  const node = document.createElement("a");
  if (/^(https?|tg|mailto):/i.test(url)) node.href = url;
  node.rel = "noopener noreferrer";
  node.target = "_blank";
  node.addEventListener("click", (event) => {
    if (links.follow(url)) event.preventDefault();
  });
  return node;
}

function command(said, links) {
  const node = document.createElement("a");
  node.href = "#";
  node.addEventListener("click", (event) => {
    event.preventDefault();
    links.command(said);
  });
  return node;
}

function spoiler() {
  const node = document.createElement("span");
  node.className = "spoiler";
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.title = word("opens");
  const reveal = () => node.classList.add("shown");
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", (event) => event.key === "Enter" && reveal());
  return node;
}
