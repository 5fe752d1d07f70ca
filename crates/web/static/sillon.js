// What makes the pages live. Every page works without it; this adds, it never holds up.

import { follow } from "./live.js";
import { watchDraft } from "./draft.js";
import { readOn } from "./grid.js";
import { listen } from "./keys.js";
import { travel } from "./travel.js";
import { prefer } from "./theme.js";
import { choose } from "./choose.js";
import { search } from "./shelf.js";

document.documentElement.dataset.scripted = "";
for (const part of document.querySelectorAll("[data-scripted][hidden]")) part.hidden = false;

follow();
watchDraft();
readOn();
listen();
travel();
prefer();
choose();
search();

// A menu closes on a click beside it and on Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "Escape" && location.hash === "#filters") {
    location.hash = "main";
  }
});
