// From the grid to the album the cover travels, and back. The album's cover has its name from the style sheet; the card in
// the grid is given the same just before the page turns.

const NAME = "cover";
const albumOf = (url) => /^\/albums\/(\d+)$/.exec(new URL(url, location.href).pathname)?.[1];

function name(id, transition) {
  const sleeve = id && document.querySelector(`.card[data-id="${id}"] .sleeve`);
  if (!sleeve || document.querySelector(".album-cover")) return;
  sleeve.style.viewTransitionName = NAME;
  transition.finished.finally(() => (sleeve.style.viewTransitionName = ""));
}

export function travel() {
  addEventListener("pageswap", (event) => {
    const to = event.activation?.entry.url;
    if (event.viewTransition && to) name(albumOf(to), event.viewTransition);
  });
  addEventListener("pagereveal", (event) => {
    // A window that is resized meanwhile breaks it off: the page is there all the same.
    event.viewTransition?.ready.catch(() => {});
    const from = globalThis.navigation?.activation?.from?.url;
    if (event.viewTransition && from) name(albumOf(from), event.viewTransition);
  });
}
