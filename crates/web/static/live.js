// A sync, of the collection or of the wantlist, or an enrichment as it goes on. The event stream says that something changed and what; the words come from the
// server, so that they are in the reader's language and the same as after a reload.

import { refresh, settle } from "./grid.js";

const WORKS = [
  { name: "sync", events: "/api/v1/services/discogs/sync/events", fragment: "/fragments/sync", ids: ["strip", "panel"] },
  {
    name: "wantlist",
    events: "/api/v1/services/discogs/wantlist/sync/events",
    fragment: "/fragments/wantlist",
    ids: ["wantlist-panel"],
  },
  {
    name: "enrichment",
    events: "/api/v1/services/ai/enrich-all/events",
    fragment: "/fragments/enrichment",
    ids: ["enrichment-strip", "enrichment-panel"],
  },
  {
    name: "import",
    events: "/api/v1/collection/import/events",
    fragment: "/fragments/import",
    ids: ["import-panel"],
  },
];
// What brings covers to a wall.
const BRINGS = ["sync", "wantlist"];
const PACE = 200;
const ANNOUNCE = 10_000;
const FOLLOWS = 2500;

const asks = new Map();
let announcedAt = 0;

const active = (element) => ["waiting", "starting", "running"].includes(element?.dataset.sync);
// Over, and links still come in: no event says so.
const linksPending = (element) => element?.dataset.links !== undefined;

export function follow() {
  for (const work of WORKS) watch(work);
}

function watch({ name, events, fragment, ids }) {
  const parts = () => ids.map((id) => document.getElementById(id)).filter(Boolean);
  if (!parts().length) return;
  let source = null;
  let asking = false;
  let askAgain = false;
  let ticking = 0;
  let synced = Number(parts()[0].dataset.synced);

  function listen() {
    source = new EventSource(events);
    source.addEventListener("message", ask);
    source.addEventListener("progress", ask);
    source.addEventListener("done", () => {
      stop();
      ask();
    });
    // A wait is told in seconds: they pass without an event.
    ticking = setInterval(ask, 1000);
  }

  function stop() {
    source?.close();
    source = null;
    clearInterval(ticking);
  }

  // At most one question at a time, and a pause between two; the last change is never missed.
  async function ask() {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    askAgain = false;
    try {
      const answer = await fetch(fragment, { headers: { accept: "text/html" } });
      if (answer.ok) show(await answer.text());
    } catch {
      // The server is away for a moment: the next event or second asks again.
    }
    setTimeout(() => {
      asking = false;
      if (askAgain) ask();
    }, PACE);
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const shown of parts()) {
      const next = fresh.getElementById(shown.id);
      if (!next) continue;
      const wasActive = active(shown);
      const isActive = active(next);
      if (shown.classList.contains("strip")) {
        // The last word stays until the reader moves on.
        if (isActive) shown.hidden = false;
        patch(shown, next);
      } else if (wasActive !== isActive || !shown.firstElementChild) {
        shown.replaceChildren(...next.childNodes);
        for (const form of document.querySelectorAll(`[data-start="${name}"]`)) form.hidden = isActive;
      } else {
        patch(shown, next);
      }
      if (isActive && !source) listen();
      if (!isActive && source) stop();
      if (wasActive && !isActive) ended(name);
      shown.dataset.sync = next.dataset.sync;
      shown.toggleAttribute("data-links", linksPending(next));
      announce(next, wasActive && !isActive);
      if (BRINGS.includes(name) && Number(next.dataset.synced) !== synced) {
        synced = Number(next.dataset.synced);
        refresh();
      }
    }
    askLater();
  }

  function askLater() {
    if (!source && parts().some(linksPending)) setTimeout(ask, 1000);
  }

  if (parts().some(active)) listen();
  askLater();
  asks.set(name, ask);
  // A page taken back from the browser's cache shows an old state.
  addEventListener("pageshow", (event) => event.persisted && ask());
  addEventListener("pagehide", stop);
}

// An enrichment may follow a sync by itself, a moment later.
function ended(name) {
  settle();
  if (name === "sync") setTimeout(() => asks.get("enrichment")?.(), FOLLOWS);
}

// Values move into the elements that stand there, so that focus stays and bars glide.
function patch(shown, next) {
  for (const element of shown.querySelectorAll("[data-live]")) {
    const value = next.querySelector(`[data-live="${element.dataset.live}"]`);
    if (!value) continue;
    for (const { name, value: text } of value.attributes) {
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
    if (element.hasAttribute("data-unknown") && !value.hasAttribute("data-unknown")) {
      element.removeAttribute("data-unknown");
    }
    if (element.tagName !== "circle" && element.innerHTML !== value.innerHTML) {
      element.replaceChildren(...value.cloneNode(true).childNodes);
    }
  }
}

function announce(next, ended) {
  const now = Date.now();
  if (!ended && now - announcedAt < ANNOUNCE) return;
  announcedAt = now;
  const words = ["sentence", "count", "waiting"].map((name) => next.querySelector(`[data-live="${name}"]`)?.textContent.trim());
  document.querySelector("[data-announce]").textContent = words.filter(Boolean).join(" ");
}
