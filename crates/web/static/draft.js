// A description as a model writes it. The words are put up as they come, unchecked and marked so; when it is over, the part of
// the page that shows descriptions is taken anew from the server.

const part = () => document.getElementById("description");

let source = null;

export function watchDraft() {
  follow();
  document.addEventListener("submit", ask);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && renew());
}

function follow() {
  source?.close();
  const draft = part()?.querySelector("[data-draft]");
  if (!draft) return;
  const text = draft.querySelector("[data-draft-text]");
  const state = draft.querySelector("[data-draft-state]");
  const tell = (message) => {
    if (!message || message === state.textContent) return;
    state.textContent = message;
    say(message);
  };
  say(state.textContent);
  source = new EventSource(draft.dataset.draft);
  source.addEventListener("message", ({ data }) => {
    const now = JSON.parse(data);
    // What is over has no text: the last words stay until the checked ones are there.
    if (["waiting", "writing"].includes(now.status)) text.textContent = now.text;
    tell(now.message);
  });
  source.addEventListener("done", async ({ data }) => {
    source.close();
    await renew();
    const { message } = JSON.parse(data);
    if (message) say(message);
  });
}

// Pressed, the page stays where it is.
async function ask(event) {
  const button = event.submitter;
  if (event.defaultPrevented || button?.value !== "again" || !part()?.contains(button)) return;
  event.preventDefault();
  button.disabled = true;
  try {
    const body = new URLSearchParams({ act: "again" });
    const answer = await fetch(event.target.action, { method: "POST", body, headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    take(await answer.text());
  } catch {
    // As it goes without a script.
    button.disabled = false;
    document.removeEventListener("submit", ask);
    event.target.requestSubmit(button);
  }
}

async function renew() {
  try {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    if (answer.ok) take(await answer.text());
  } catch {
    // The server is away for a moment: the words stay as they are.
  }
}

// What is open stays open, what was typed stays typed, and the focus stays near.
function take(html) {
  const shown = part();
  const next = new DOMParser().parseFromString(html, "text/html").getElementById("description");
  if (!shown || !next) return;
  const field = shown.querySelector("textarea");
  const typed = field && field.value !== field.defaultValue ? field.value : null;
  const focused = shown.contains(document.activeElement) ? document.activeElement.id : null;
  if (shown.querySelector("details")?.open) next.querySelector("details").open = true;
  shown.replaceWith(next);
  if (typed !== null) next.querySelector("textarea").value = typed;
  if (focused !== null) (document.getElementById(focused) ?? next).focus({ preventScroll: true });
  follow();
}

function say(words) {
  document.querySelector("[data-announce]").textContent = words;
}
