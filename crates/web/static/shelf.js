// The collection follows what is typed. Only the search goes into the address of this page; everything else is a link.

import { watch } from "./grid.js";

const PAUSE = 160;

const shelf = () => document.querySelector("[data-shelf]");
const form = () => document.querySelector("form.search");

let asked = null;
let shown = "";
let typing = false;

export function search() {
  if (!shelf() || !form()) return;
  shown = place(location);
  let pause = 0;
  form().addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => show(wanted(), keep), PAUSE);
  });
  form().addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    show(wanted(), keep);
    // On a phone the keyboard would hide what was found.
    if (matchMedia("(pointer: coarse)").matches) form().search.blur();
  });
  form().search.addEventListener("blur", () => (typing = false));
  addEventListener("popstate", () => {
    if (place(location) === shown) return;
    form().search.value = new URLSearchParams(location.search).get("search") ?? "";
    show(place(location), () => {});
  });
  remember();
}

const place = ({ pathname, search }) => pathname + search;

function wanted() {
  const fields = [...new FormData(form())].filter(([, value]) => value.trim());
  const query = new URLSearchParams(fields).toString();
  return form().getAttribute("action") + (query && `?${query}`);
}

// The place before one began to type stays a step back; the letters are not steps.
function keep(target) {
  if (target === place(location)) return;
  if (typing) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
  typing = true;
}

async function show(target, settled) {
  asked?.abort();
  if (target === shown) return;
  asked = new AbortController();
  const { signal } = asked;
  const slow = setTimeout(() => shelf()?.setAttribute("aria-busy", "true"), 300);
  try {
    const url = new URL(target, location.href);
    url.searchParams.set("fragment", "shelf");
    const answer = await fetch(url, { headers: { accept: "text/html" }, signal });
    if (!answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.querySelector("[data-shelf]")) throw new Error("another page");
    const folds = openFolds();
    const height = document.getElementById("filters").scrollTop;
    document.getElementById("main").replaceChildren(...fresh.body.childNodes);
    fold(folds);
    document.getElementById("filters").scrollTop = height;
    shown = target;
    settled(target);
    tell();
    watch();
    if (scrollY > 0) scrollTo(0, 0);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(target);
  } finally {
    clearTimeout(slow);
    if (!signal.aborted) shelf()?.removeAttribute("aria-busy");
  }
}

function tell() {
  const field = form().search;
  const told = document.getElementById("search-told");
  if (told) field.setAttribute("aria-describedby", told.id);
  else field.removeAttribute("aria-describedby");
  const words = [document.querySelector("[data-live-total]"), told].map((part) => part?.textContent.trim());
  document.querySelector("[data-announce]").textContent = words.filter(Boolean).join(". ");
}

const folds = () => [...document.querySelectorAll("#filters details[data-facet]")];
const openFolds = () => new Map(folds().map((part) => [part.dataset.facet, part.open]));

function fold(open) {
  for (const part of folds()) part.open = open.get(part.dataset.facet) ?? part.open;
}

// From one filter to the next the drawer stays as it stood.
const DRAWER = "drawer";

function remember() {
  const drawer = document.getElementById("filters");
  const kept = JSON.parse(sessionStorage.getItem(DRAWER) ?? "null");
  if (drawer && kept) {
    fold(new Map(kept.folds));
    drawer.scrollTop = kept.height;
  }
  addEventListener("pagehide", () => {
    const height = document.getElementById("filters")?.scrollTop ?? 0;
    sessionStorage.setItem(DRAWER, JSON.stringify({ height, folds: [...openFolds()] }));
  });
  // Below the wide drawer it is a sheet: it stays open while one chooses.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#filters a[href]:not([data-close])");
    if (link && location.hash === "#filters") link.hash = "filters";
  });
}
