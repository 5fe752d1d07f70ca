// Everything that the mouse does, the keyboard does.

const PLACES = { c: "/", a: "/artists", s: "/stats", w: "/wantlist", r: "/settings" };
let leader = 0;

export function listen() {
  document.addEventListener("keydown", press);
  for (const button of document.querySelectorAll("[data-help]")) {
    button.addEventListener("click", help);
  }
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const writing = event.target.closest("input:not([data-choosing] [type=checkbox]), textarea, select, [contenteditable]");
  if (writing) {
    if (event.key === "Escape") writing.blur();
    // From what is typed into what was found.
    if (event.key === "ArrowDown" && writing.id === "search" && step(1)) event.preventDefault();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (leads(event)) return;
  const act = ACTS[event.key];
  if (act && act(event) !== false) event.preventDefault();
}

// `g` and then a letter, within a second and a half.
function leads(event) {
  const led = Date.now() - leader < 1500;
  leader = event.key === "g" && !led ? Date.now() : 0;
  const place = led && PLACES[event.key];
  if (place) {
    event.preventDefault();
    location.assign(place);
  }
  return Boolean(place) || leader > 0;
}

const ACTS = {
  "/": () => {
    const field = document.getElementById("search");
    field?.focus();
    field?.select();
  },
  "?": help,
  r: () => location.assign(document.querySelector("[data-random]")?.href ?? "/albums/random"),
  e: () => document.querySelector("a[data-edit]")?.click() ?? false,
  x: choose,
  f: filters,
  v: () => {
    const menu = document.querySelector("[data-view]");
    if (!menu) return false;
    menu.parentElement.open = true;
    menu.parentElement.querySelector("[aria-pressed=true]")?.focus();
  },
  j: () => step(1),
  k: () => step(-1),
  ArrowRight: (event) => inGrid(event) && step(1),
  ArrowLeft: (event) => inGrid(event) && step(-1),
  ArrowDown: (event) => inGrid(event) && row(1),
  ArrowUp: (event) => inGrid(event) && row(-1),
};

function help() {
  document.getElementById("help")?.showModal();
}

// Where albums are chosen, the one that is looked at; else to where they are.
function choose() {
  if (!document.querySelector("[data-choosing]")) return document.querySelector("a[data-select]")?.click() ?? false;
  const box = document.activeElement.closest(".card")?.querySelector("input[name=album]");
  return box ? box.click() : step(1);
}

// The drawer, or the sheet that it is on a narrow page.
function filters() {
  const drawer = document.getElementById("filters");
  if (!drawer) return false;
  if (!drawer.checkVisibility()) location.hash = "filters";
  (drawer.querySelector("[data-facet] summary") ?? drawer).focus();
}

const CARDS = ["> a", "> th > a", "> label > input"].map((way) => `[data-wall] .card ${way}`).join();
const cards = () => [...document.querySelectorAll(CARDS)];
// Arrows scroll the page unless one is in the grid already.
const inGrid = (event) => Boolean(event.target.closest(".card"));

function step(by) {
  const all = cards();
  const at = all.indexOf(document.activeElement);
  return go(all[at < 0 ? 0 : at + by]);
}

// To the card in the next row that stands closest to the same column.
function row(by) {
  const here = document.activeElement.getBoundingClientRect();
  const others = cards().map((card) => ({ card, box: card.getBoundingClientRect() }));
  const beyond = others.filter(({ box }) => (by > 0 ? box.top > here.top + 8 : box.top < here.top - 8));
  const tops = beyond.map(({ box }) => box.top);
  const next = by > 0 ? Math.min(...tops) : Math.max(...tops);
  const line = beyond.filter(({ box }) => Math.abs(box.top - next) < 8);
  line.sort((a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left));
  return go(line[0]?.card);
}

function go(card) {
  if (!card) return false;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  return true;
}
