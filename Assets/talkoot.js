// Talkoot works without this script. It adds: no second submit, saved drafts, counted characters, focus on the errors.
// It remembers nothing in the browser and draws little but what the server drew.
"use strict";

const DRAFT_EVERY = 10_000;
const SUBMIT_AGAIN_AFTER = 8_000;
const LOOK_EVERY = 1_500;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const locale = document.documentElement.lang;

// A second press of a button while the first is on its way is dropped. After a while it counts again,
// because an answer may never come; the act id in the form keeps that harmless.
function guardSubmit(form) {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < SUBMIT_AGAIN_AFTER) return event.preventDefault();
    sentAt = event.timeStamp;
    form.setAttribute("aria-busy", "true");
    setTimeout(release, SUBMIT_AGAIN_AFTER);
  });
  const release = () => {
    sentAt = -Infinity;
    form.removeAttribute("aria-busy");
  };
  // Coming back by the browser's button shows the page as it was left.
  addEventListener("pageshow", release);
}

// What stands in the form, without files: they are not part of a draft.
function written(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs).toString();
}

function saveDrafts(form) {
  const mark = form.querySelector("[data-saved]");
  let saved = written(form);
  let running = false;
  const say = (key) => {
    const time = new Date().toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
    if (mark) mark.textContent = fill(mark.dataset[key], { time });
  };
  async function save() {
    const now = written(form);
    if (running || now === saved || form.hasAttribute("aria-busy")) return;
    running = true;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: now,
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        keepalive: now.length < 60_000,
      });
      if (answer.ok) saved = now;
      say(answer.ok ? "saved" : "unsaved");
    } catch {
      say("unsaved");
    } finally {
      running = false;
    }
  }
  setInterval(save, DRAFT_EVERY);
  document.addEventListener("visibilitychange", () => document.hidden && save());
}

function countCharacters(area) {
  const note = document.getElementById(`${area.id}-note`);
  if (!note) return;
  const limit = Number(area.dataset.limit);
  const digits = new Intl.NumberFormat(locale);
  const segments = new Intl.Segmenter(locale);
  area.addEventListener("input", () => {
    const used = [...segments.segment(area.value)].length;
    note.textContent = fill(note.dataset.count, { used: digits.format(used), limit: digits.format(limit) });
    note.classList.toggle("over", used > limit);
  });
}

// A click on the map of the districts writes the place into its field at once; without a script it sends the form to the same end.
function pointAt(map) {
  const field = document.getElementById(map.dataset.point);
  const [north, east, down, right] = map.dataset.scale.split(" ").map(Number);
  const show = (latitude, longitude) => {
    field.value = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
    draw();
  };
  const draw = () => (map.src = `${map.src.split("?")[0]}?at=${encodeURIComponent(field.value)}`);
  field.addEventListener("change", draw);
  map.addEventListener("click", (event) => {
    // The enter key in another field clicks the map as well, but at no place of it: that sends the form.
    if (!event.detail) return;
    event.preventDefault();
    show(north + down * event.offsetY, east + right * event.offsetX);
  });
  const button = document.querySelector(`[data-locate="${field.id}"]`);
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => show(coords.latitude, coords.longitude),
      () => (button.nextElementSibling.textContent = button.dataset.refused),
      { timeout: 10_000 },
    ),
  );
}

// A sheet that several people fill: asks for its number, and for the sheet itself when that has changed.
function follow(sheet) {
  const said = document.querySelector("[data-live-said]");
  async function look() {
    if (document.hidden || sheet.contains(document.activeElement)) return;
    try {
      const version = await (await fetch(sheet.dataset.live)).text();
      if (version === sheet.dataset.version || !/^\d+$/.test(version)) return;
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      if (!fresh) return;
      sheet.replaceChildren(...fresh.childNodes);
      sheet.dataset.version = fresh.dataset.version;
      said.textContent = said.dataset.liveSaid;
    } catch {
      // Without a connection the sheet stays as it is; the next round asks again.
    }
  }
  setInterval(look, LOOK_EVERY);
}

document.querySelectorAll("form[method=post]").forEach(guardSubmit);
document.querySelectorAll("[data-live]").forEach(follow);
document.querySelectorAll("form[data-draft]").forEach(saveDrafts);
document.querySelectorAll("textarea[data-limit]").forEach(countCharacters);
document.querySelectorAll("[data-point]").forEach(pointAt);
document.querySelector("[data-focus]")?.focus();
