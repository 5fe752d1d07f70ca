// The choice of many: how many are chosen, and all of the page at once.

export function choose() {
  const form = document.querySelector("[data-choosing]");
  if (!form) return;
  const boxes = () => [...form.querySelectorAll('input[name="album"]')];
  const everything = form.querySelector('input[name="everything"]');
  const count = form.querySelector("[data-count]");
  const tell = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    count.textContent = `${chosen} / ${boxes().length}`;
    count.classList.toggle("quiet-text", everything.checked);
  };
  form.querySelector("[data-check]").addEventListener("click", () => {
    const all = boxes();
    const check = all.some((box) => !box.checked);
    for (const box of all) box.checked = check;
    tell();
  });
  form.addEventListener("change", tell);
  // The list reads on as one scrolls, and what is chosen stays chosen.
  new MutationObserver(tell).observe(form.querySelector("[data-wall]"), { childList: true });
  // A page taken back from the browser's cache keeps its ticks.
  addEventListener("pageshow", tell);
  tell();
}
