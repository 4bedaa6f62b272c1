// What comes up from below for a moment: choices, alerts, short notices.

import { el } from "./bubbles.js";
import { word } from "./words.js";

const sheet = document.getElementById("sheet");
const toastBox = document.getElementById("toast");
let hiding = 0;

sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());

// `choices`: [{ label, hint, testid, act }]
export function openSheet(title, choices) {
  const list = el("div", { className: "choices" });
  for (const { label, hint, testid, act } of choices) {
    const button = el("button", { type: "button", className: "choice" }, el("span", { text: label }));
    if (testid) button.dataset.testid = testid;
    if (hint) button.append(el("small", { text: hint }));
    button.addEventListener("click", () => {
      sheet.close();
      act();
    });
    list.append(button);
  }
  show(el("h2", { text: title }), list);
}

export function alertSheet(text) {
  show(el("p", { className: "alert", text, dir: "auto" }));
}

function show(...content) {
  const close = el("button", { type: "button", className: "choice close", text: word("close") });
  close.addEventListener("click", () => sheet.close());
  sheet.replaceChildren(...content, close);
  if (!sheet.open) sheet.showModal();
}

export function toast(text) {
  toastBox.textContent = text;
  toastBox.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toastBox.hidden = true; }, 4000);
}
