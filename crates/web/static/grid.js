// The wall of covers: it reads on as one scrolls, and takes in what a sync brings.

const fragment = (url) => {
  const target = new URL(url, location.href);
  target.searchParams.set("fragment", "grid");
  return fetch(target, { headers: { accept: "text/html" } }).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("grid");
  });
};

const wall = () => document.querySelector("#grid [data-wall]");
const known = () => new Set([...wall().children].map((card) => card.dataset.id));

let watcher = null;
let readBeyond = false;

export function readOn() {
  if (!("IntersectionObserver" in window)) return;
  watcher = new IntersectionObserver((seen) => {
    const link = seen.find((entry) => entry.isIntersecting)?.target;
    if (link) append(link);
  }, { rootMargin: "1800px" });
  if (wall()) comeBack();
  else watch();
}

export function watch() {
  const link = document.querySelector("#grid a[data-more]");
  if (link) watcher?.observe(link);
}

// A page that the browser did not keep is read as far as it was left, before it is scrolled to where it was left.
const PLACE = "place";

async function comeBack() {
  addEventListener("pagehide", () => {
    const left = { href: location.href, albums: wall()?.children.length ?? 0, height: scrollY };
    sessionStorage.setItem(PLACE, JSON.stringify(left));
  });
  const left = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  const [how] = performance.getEntriesByType("navigation");
  const returns = ["back_forward", "reload"].includes(how?.type) && left?.href === location.href;
  if (returns && left.albums > wall().children.length) {
    history.scrollRestoration = "manual";
    let link = null;
    while (left.albums > wall().children.length && (link = document.querySelector("#grid a[data-more]"))) {
      if (!(await append(link))) break;
    }
    scrollTo({ top: left.height, behavior: "instant" });
    history.scrollRestoration = "auto";
  }
  watch();
}

async function append(link) {
  watcher.unobserve(link);
  const into = wall();
  try {
    const next = await fragment(link.href);
    // Meanwhile another search may have put another wall there.
    if (into !== wall()) return false;
    const there = known();
    wall().append(...[...next.querySelectorAll(".card")].filter((card) => !there.has(card.dataset.id)));
    document.querySelector("#grid .paging").replaceWith(next.querySelector(".paging"));
    readBeyond = true;
    watch();
    return true;
  } catch {
    // The link stays and can be followed.
    return false;
  }
}

let refreshing = false;
let refreshAgain = false;

// New albums go in where they belong. Who has scrolled down is not disturbed: there the count alone changes.
export async function refresh() {
  if (!wall() || !document.querySelector("#grid[data-fresh]")) return;
  if (refreshing) {
    refreshAgain = true;
    return;
  }
  refreshing = true;
  refreshAgain = false;
  try {
    const fresh = await fragment(location.href);
    tell(fresh.dataset.label);
    if (scrollY < 320) take(fresh);
  } catch {
    // The next change asks again.
  }
  setTimeout(() => {
    refreshing = false;
    if (refreshAgain) refresh();
  }, 1000);
}

function take(fresh) {
  // The first albums of a table make it.
  if (fresh.querySelector("[data-wall]").tagName !== wall().tagName) {
    document.getElementById("grid").replaceWith(fresh);
    for (const stand of document.querySelectorAll(".ghosts, .empty")) stand.remove();
    watch();
    settle();
    return;
  }
  const there = known();
  let before = wall().firstElementChild;
  for (const card of [...fresh.querySelectorAll(".card")]) {
    if (there.has(card.dataset.id)) {
      const shown = wall().querySelector(`[data-id="${card.dataset.id}"]`);
      before = shown.nextElementSibling;
    } else {
      card.classList.add("arriving");
      wall().insertBefore(card, before);
    }
  }
  const paging = document.querySelector("#grid .paging");
  const next = fresh.querySelector(".paging");
  if (next && !paging) document.getElementById("grid").append(next);
  else if (next && !readBeyond) paging.replaceWith(next);
  const stands = document.querySelectorAll(".ghosts, .empty");
  if (wall().firstElementChild && stands.length) {
    for (const stand of stands) stand.remove();
    settle();
  }
  watch();
}

// What stands around follows when there is something new to filter by, and when a sync is over.
export async function settle() {
  const parts = [...document.querySelectorAll("[data-settle]")];
  if (!parts.length) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const shown of parts) {
      const next = fresh.querySelector(`[data-settle="${shown.dataset.settle}"]`);
      if (next && !shown.contains(document.activeElement)) shown.replaceWith(next);
    }
  } catch {
    // The next page has it.
  }
}

function tell(label) {
  const shown = document.querySelector("[data-live-total]");
  if (shown && label) shown.textContent = label;
}
