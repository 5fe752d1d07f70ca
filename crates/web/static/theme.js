// The theme changes at once; the form tells the server, so that the next page begins with it.

export function prefer() {
  const themes = document.querySelector("[data-themes]");
  themes?.addEventListener("click", (event) => {
    const chosen = event.target.closest("button[name=theme]");
    if (!chosen) return;
    event.preventDefault();
    for (const button of themes.querySelectorAll("button")) button.ariaPressed = String(button === chosen);
    if (chosen.value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen.value;
    fetch("/preferences", { method: "POST", body: new URLSearchParams({ theme: chosen.value, back: "/settings" }), redirect: "manual" });
  });
}
