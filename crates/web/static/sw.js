// Keeps the shop's page, its assets and its index for where there is no network; nothing else, ever.
// The server puts two lines before this: VERSION, which changes with the assets, and ASSETS, their addresses.

const PAGE = "/shop";
const INDEX = "/shop/index";
const PAGES = `shop-page-${VERSION}`;
const INDEXES = "shop-index";
// Whoever leaves, or goes to another collection, leaves nothing here.
const LEAVING = ["/logout", "/demo", "/demo/leave"];
const PATIENCE = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(prepare().then(() => self.skipWaiting()));
});

async function prepare() {
  const cache = await caches.open(PAGES);
  await cache.addAll(ASSETS);
  const page = await fetch(PAGE);
  if (page.ok && !page.redirected) await cache.put(PAGE, page);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(dropFormer().then(() => self.clients.claim()));
});

async function dropFormer() {
  const former = (await caches.keys()).filter((name) => name.startsWith("shop-") && name !== PAGES && name !== INDEXES);
  await Promise.all(former.map((name) => caches.delete(name)));
}

// The assets stay: they are anybody's.
async function forget() {
  await caches.delete(INDEXES);
  await (await caches.open(PAGES)).delete(PAGE);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && LEAVING.includes(url.pathname)) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(event, url));
  else if (url.pathname === INDEX) event.respondWith(index());
  else if (ASSETS.includes(url.pathname)) event.respondWith(asset(request));
});

// From the server if it answers soon; a weak signal is no signal. An answer to a question is not kept.
async function page(event, url) {
  const kept = await caches.match(PAGE, { cacheName: PAGES });
  try {
    // Where nothing is kept, the browser goes as if nobody stood between: to the password too.
    const fresh = await (kept ? fetch(url, { signal: AbortSignal.timeout(PATIENCE) }) : fetch(event.request));
    if (kept && (!fresh.ok || fresh.redirected)) return kept;
    if (fresh.ok && !url.search) event.waitUntil(keepPage(fresh.clone()));
    return fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// Only with the assets that are kept beside it.
async function keepPage(fresh) {
  const html = await fresh.text();
  if (!html.includes(`/assets/${VERSION}/`)) return;
  await (await caches.open(PAGES)).put(PAGE, new Response(html, { headers: fresh.headers }));
}

// From the server, which sends it only when it changed; else as it was kept, and why.
async function index() {
  const cache = await caches.open(INDEXES);
  const kept = await cache.match(INDEX);
  const tag = kept?.headers.get("etag");
  let why = "offline";
  try {
    const fresh = await fetch(INDEX, { headers: tag ? { "if-none-match": tag } : {} });
    if (fresh.ok) {
      await cache.put(INDEX, fresh.clone());
      return fresh;
    }
    if (fresh.status === 304) {
      const checked = withHeader(kept, "date", fresh.headers.get("date"));
      await cache.put(INDEX, checked.clone());
      return checked;
    }
    if (!kept) return fresh;
    why = String(fresh.status);
  } catch (error) {
    if (!kept) throw error;
  }
  return withHeader(kept, "x-kept", why);
}

function withHeader(response, name, value) {
  const headers = new Headers(response.headers);
  if (value) headers.set(name, value);
  return new Response(response.body, { headers });
}

const asset = async (request) => (await caches.match(request, { cacheName: PAGES, ignoreVary: true })) ?? fetch(request);
