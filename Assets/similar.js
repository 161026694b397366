// Only on the form for signals, which works without it: then the same is said once on sending.
"use strict";

// What the city has already, while somebody types. Who has seen it here is not asked again on sending.
function showSimilar(place) {
  const form = place.closest("form");
  const area = form.querySelector("textarea[name=text]");
  let asked = "";
  let timer;
  const ask = async () => {
    const text = area.value.trim();
    if (text.length < 12 || text === asked) return;
    asked = text;
    const body = new URLSearchParams({ _csrf: form.elements._csrf.value, text });
    const answer = await fetch(place.dataset.similar, { method: "POST", body }).catch(() => null);
    if (answer?.ok && text === asked) show((await answer.json()).signals);
  };
  const show = (signals) => {
    place.replaceChildren();
    if (!signals.length) return;
    const heading = document.createElement("p");
    heading.textContent = place.dataset.heading;
    const list = document.createElement("ul");
    list.className = "rows";
    for (const { code, text, address, state } of signals) {
      const link = document.createElement("a");
      Object.assign(link, { href: address, target: "_blank", rel: "noopener", textContent: text });
      const item = document.createElement("li");
      item.append(link, ` ${code} · ${state}`);
      list.append(item);
    }
    place.append(heading, list);
    if (!form.elements._advised) form.insertAdjacentHTML("beforeend", '<input type="hidden" name="_advised" value="similar">');
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 700);
  });
}

document.querySelectorAll("[data-similar]").forEach(showSimilar);
