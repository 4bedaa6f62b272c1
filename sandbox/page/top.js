// The top of the page: who is holding the phone, and what day it is.

import { el } from "./bubbles.js";
import { get, post } from "./net.js";
import { toast } from "./sheet.js";
import { currentLanguage, word } from "./words.js";

const people = document.getElementById("people");
const face = document.getElementById("clock");
const next = document.getElementById("clock-next");
let offset = 0;

export function drawPeople(everybody, { current, unread, choose }) {
  const had = document.activeElement?.dataset?.testid;
  people.setAttribute("aria-label", word("people"));
  people.replaceChildren(...everybody.map((person) => {
    const count = unread(person.id);
    const chip = el("button", {
      type: "button", className: "person", testid: `person-${person.id}`,
      "aria-pressed": String(person.id === current),
    }, el("span", { className: "person-name", text: person.name }));
    if (person.title) chip.append(el("span", { className: "person-title", text: person.title }));
    if (count) {
      chip.append(el("span", { className: "badge", text: count, "aria-label": `${count} ${word("unread")}` }));
    }
    chip.addEventListener("click", () => choose(person.id));
    return chip;
  }));
  const chip = people.querySelector('[aria-pressed="true"]');
  if (chip) people.scrollTo({ left: chip.offsetLeft - (people.clientWidth - chip.offsetWidth) / 2 });
  if (had?.startsWith("person-")) people.querySelector(`[data-testid="${had}"]`)?.focus();
}

export function drawClock() {
  const now = new Date(Date.now() + offset);
  const day = now.toLocaleDateString(currentLanguage(), { day: "numeric", month: "short", year: "numeric" });
  const time = now.toLocaleTimeString(currentLanguage(), { hour: "2-digit", minute: "2-digit" });
  face.dateTime = now.toISOString();
  face.replaceChildren(el("span", { text: day }), " ", el("strong", { text: time }));
}

export async function readClock() {
  take(await get("clock"));
}

function take(clock) {
  offset = clock.offset * 1000;
  next.hidden = !clock.next_reminder;
  drawClock();
}

function mover(button, step) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      take(await post("clock", step));
    } catch (error) {
      toast(`${word("failed")} ${error.message}`);
    } finally {
      button.disabled = false;
    }
  });
}

mover(next, { next: true });
mover(document.getElementById("clock-day"), { days: 1 });
mover(document.getElementById("clock-hour"), { hours: 1 });
setInterval(drawClock, 5000);
setInterval(() => readClock().catch(() => undefined), 15000);

export function labelClock() {
  next.textContent = word("next");
  next.title = word("nextLong");
  document.getElementById("clock-day").textContent = word("day");
  document.getElementById("clock-hour").textContent = word("hour");
  drawClock();
}
