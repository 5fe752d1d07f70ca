// The shop's page: one field, answered at each letter from what the page keeps. Every sentence comes with the page.

import { canScan, scan } from "./shop/camera.js";
import { ask, openShelf } from "./shop/shelf.js";

const INDEX = "/shop/index";
const lang = document.documentElement.lang;
const part = (name) => document.querySelector(`[data-shop="${name}"]`);
const field = document.getElementById("search");
const sentences = Object.fromEntries(
  [...part("words").content.children].map((said) => [said.dataset.word, said.textContent]),
);
const plurals = new Intl.PluralRules(lang);
const figures = new Intl.NumberFormat(lang);
const moments = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" });

let shelf = null;
let tag = null;

const say = (word, values = {}) =>
  Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), sentences[word]);
const count = (word, number) =>
  say(`${word}-${plurals.select(number) === "one" ? "one" : "other"}`, { shown: figures.format(number) });

// What is kept answers at once; what the server has follows.
async function begin() {
  field.form.addEventListener("submit", (event) => {
    if (!shelf) return;
    event.preventDefault();
    answer();
    field.blur();
  });
  field.addEventListener("input", answer);
  // Who comes with a question goes on typing where it ends; a page that was kept has another one's, or none.
  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  field.setSelectionRange(field.value.length, field.value.length);
  prepareCamera();
  const keeping = keepOffline();
  await take(await kept()).catch(() => undefined);
  try {
    const fresh = await fetch(INDEX);
    await take(fresh);
    const why = fresh.headers.get("x-kept");
    if (!fresh.ok || !shelf) throw new Error(fresh.status);
    tellState(why === null ? null : why === "401" ? "signed-out" : "offline");
    if (why === null && (await keeping) && (await keepIndex(fresh))) tellState("ready");
  } catch {
    tellState(shelf ? "offline" : "no-index");
  }
}

const kept = async () => ("caches" in window ? caches.match(INDEX).catch(() => undefined) : undefined);

async function take(response) {
  if (!response?.ok) return;
  const has = response.headers.get("etag");
  if (!shelf || has !== tag) {
    const text = await response.clone().text();
    shelf = openShelf(JSON.parse(text)) ?? shelf;
    tag = has;
    answer();
  }
  tellDate(response.headers.get("date"));
}

// Before the worker stands between, the page keeps the index itself.
async function keepIndex(response) {
  const cache = await caches.open("shop-index");
  if (!(await cache.match(INDEX))) await cache.put(INDEX, response);
  return true;
}

async function keepOffline() {
  if (!("serviceWorker" in navigator)) {
    part("insecure").hidden = false;
    return false;
  }
  try {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    // Without a network there is nothing to register anew; what was registered goes on.
    return false;
  }
}

function tellDate(date) {
  const albums = count("albums", shelf?.albums.length ?? 0);
  if (shelf && date) part("as-of").textContent = say("as-of", { date: moments.format(new Date(date)), albums });
}

function tellState(state) {
  const offline = state === "offline";
  document.documentElement.toggleAttribute("data-offline", offline);
  part("state").textContent = state ? say(state) : "";
  part("sign-in").hidden = state !== "signed-out";
  answer();
}

function answer() {
  if (!shelf) return;
  const found = ask(shelf, field.value);
  const verdict = part("verdict");
  const said = found ? verdictOf(found) : "";
  // The same words again are no news to whoever listens.
  if (verdict.textContent !== said) verdict.textContent = said;
  verdict.className = `verdict ${found?.verdict ?? ""}${found?.wanted ? " wanted" : ""}`;
  part("lines").replaceChildren(...(found ? linesOf(found) : []));
}

function linesOf(found) {
  const known = shelf.withBarcode;
  const all = shelf.albums.length;
  const isUnknown = found.verdict === "not" && found.barcode && known < all;
  const more = found.releases - found.have.length;
  return [
    isUnknown && hint(say("barcodes-known", { known: figures.format(known), albums: count("albums", all) })),
    list(null, found.have),
    more > 0 && hint(count("and-more", more)),
    list(found.verdict === "have" ? "pressings" : null, found.pressings),
    list(found.wanted === "pressing" ? "wants-pressings" : "wants", found.wants, addressAtDiscogs),
    list("near", found.near),
  ].filter(Boolean);
}

function hint(said) {
  const made = document.createElement("p");
  made.className = "hint";
  made.textContent = said;
  return made;
}

const verdictOf = (found) => [heldOf(found), wantedOf(found)].filter(Boolean).join(" ");

function heldOf({ verdict, releases, works }) {
  if (verdict !== "have") return say(verdict);
  if (releases === 1) return say("have");
  return count(works === 1 ? "have-pressings" : "have-many", releases);
}

// Of what is there "it" could be the wrong one: then it is counted.
function wantedOf({ verdict, wanted }) {
  if (wanted === "pressing") return say("wanted-pressing");
  if (wanted === 1 && verdict !== "have") return say("wanted");
  return wanted ? count("wanted-many", wanted) : null;
}

const addressHere = ({ id }) => `/albums/${id}`;
const addressAtDiscogs = ({ id }) => `https://www.discogs.com/release/${id}`;

function list(title, albums, address = addressHere) {
  const part = document.createDocumentFragment();
  if (!albums.length) return part;
  if (title) {
    const heading = document.createElement("h2");
    heading.textContent = say(title);
    part.append(heading);
  }
  const lines = document.createElement("ol");
  lines.className = "holdings";
  lines.setAttribute("role", "list");
  lines.append(...albums.map((album) => line(album, address)));
  part.append(lines);
  return part;
}

function line(album, address) {
  const made = part("line").content.firstElementChild.cloneNode(true);
  const fill = (name, text) => {
    const slot = made.querySelector(`[data-slot="${name}"]`);
    slot.textContent = text;
    slot.hidden = !text;
  };
  const link = made.querySelector("a");
  // Without a network an album's own page is out of reach.
  if (document.documentElement.hasAttribute("data-offline")) link.removeAttribute("href");
  else link.href = address(album);
  fill("title", album.title);
  fill("artist", album.artist);
  fill("facts", [album.year || "", album.formats].filter(Boolean).join(" · "));
  fill("numbers", [album.label, ...album.catnos].filter(Boolean).join(" · "));
  if (album.copies.length) {
    const copies = document.createElement("ul");
    copies.className = "hint";
    copies.setAttribute("role", "list");
    copies.append(...album.copies.map(copyLine));
    made.append(copies);
  }
  return made;
}

function copyLine({ media, sleeve, absent }) {
  const said = [media && say("media", { name: media }), sleeve && say("sleeve", { name: sleeve })].filter(Boolean);
  if (!said.length) said.push(say("ungraded"));
  if (absent) said.push(say("absent"));
  const item = document.createElement("li");
  item.textContent = said.join(" · ");
  return item;
}

function prepareCamera() {
  const button = part("scan");
  if (!canScan()) return;
  button.hidden = false;
  let looking = null;
  button.addEventListener("click", async () => {
    if (looking) return looking.abort();
    looking = new AbortController();
    const [view, video, said] = [part("camera"), part("video"), part("camera-said")];
    said.textContent = "";
    button.textContent = say("scan-stop");
    view.hidden = false;
    try {
      const code = await scan(video, looking.signal);
      if (code) {
        field.value = code;
        answer();
      }
    } catch (error) {
      said.textContent = say(error.name === "NotAllowedError" ? "camera-refused" : "camera-missing");
    }
    looking = null;
    view.hidden = true;
    button.textContent = say("scan");
  });
}

begin();
