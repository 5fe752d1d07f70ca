// Lists what is wrong with the layout of a page as it is drawn: words and controls off the screen, cut, out of their box, over each other,
// or broken within a word that has room in a line. What scrolls sideways by itself may be wider than its screen.
(() => {
    const screen = document.documentElement.clientWidth;
    const found = new Set();
    const say = (what, part, words) => {
        const kind = part.className?.baseVal ?? part.className;
        found.add(`${what}: <${part.localName}${kind ? `.${kind.trim().replace(/\s+/gu, '.')}` : ''}> «${words.trim().replace(/\s+/gu, ' ').slice(0, 48)}»`);
    };
    const root = document.documentElement;
    const dialog = document.querySelector('dialog[open]');
    if (root.scrollWidth > screen + 1) found.add(`the page is ${root.scrollWidth} px wide on ${screen} px`);
    const styles = new Map();
    const style = (part) => styles.get(part) ?? styles.set(part, getComputedStyle(part)).get(part);
    const boxes = new Map();
    const box = (part) => boxes.get(part) ?? boxes.set(part, part.getBoundingClientRect()).get(part);
    const ancestors = function* (part) { for (let at = part; at && at !== document.body; at = at.parentElement) yield at; };
    const first = (part, holds) => { for (const at of ancestors(part)) if (holds(at)) return at; return null; };
    const BOXED = 'button, .button, a.way, th, td, summary, label, dt, dd, li, p, h1, h2, h3, option, legend';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const lines = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const part = node.parentElement;
        if (!node.data.trim() || part.closest('script, style, noscript, option, textarea, .unseen, .skip, [aria-hidden=true]')) continue;
        if (!part.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        range.selectNodeContents(node);
        const rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
        if (rects.length === 0) continue;
        const clip = first(part, (at) => style(at).overflowX !== 'visible' && style(at).display !== 'inline');
        const scrolls = clip && ['auto', 'scroll'].includes(style(clip).overflowX);
        if (clip && box(clip).width <= 1) continue;
        const shortened = first(part, (at) => style(at).textOverflow === 'ellipsis' || style(at).webkitLineClamp !== 'none');
        const owner = part.closest(BOXED);
        const svg = part.closest('svg');
        for (const rect of rects) {
            if (!clip && (rect.right > screen + 1 || rect.left < -1)) say('off the screen', part, node.data);
            if (clip && !scrolls && !shortened) {
                const edge = box(clip);
                if (rect.right > edge.right + 1 || rect.left < edge.left - 1) say('cut at a side', part, node.data);
                if (style(clip).overflowY !== 'visible' && rect.bottom - rect.height * 0.2 > edge.bottom + 1) say('cut below', part, node.data);
            }
            if (owner && !scrolls && !shortened && !svg && style(owner).display !== 'inline' && style(owner).display !== 'contents') {
                const edge = box(owner);
                if (rect.right > edge.right + 1 || rect.left < edge.left - 1) say('out of its box', part, node.data);
                if (owner.matches('button, .button') && (rect.bottom > edge.bottom + 1 || rect.top < edge.top - 1)) say('out of its button', part, node.data);
            }
            if (shortened && rect.width && box(shortened).width < 40) say('shortened to nothing', part, node.data);
        }
        if (shortened || svg) continue;
        for (const run of node.data.matchAll(/[^ \n\t\u2010-\u2015-]+/gu)) {
            const word = run[0].length <= 13 && /^\P{L}*\p{Script=Latin}{2,}\P{L}*$/u.exec(run[0]);
            if (!word) continue;
            range.setStart(node, run.index);
            range.setEnd(node, run.index + run[0].length);
            const tops = new Set([...range.getClientRects()].filter((rect) => rect.width > 0).map((rect) => Math.round(rect.top)));
            if (tops.size > 1) say('broken within a word', part, run[0]);
        }
        if (scrolls && !dialog) continue;
        const layer = first(part, (at) => ['fixed', 'sticky', 'absolute'].includes(style(at).position));
        const block = first(part, (at) => !style(at).display.startsWith('inline') && style(at).display !== 'contents');
        for (const rect of rects) {
            lines.push({ layer, block, part, words: node.data, left: rect.left + 1, right: rect.right - 1,
                top: rect.top + rect.height * 0.25, bottom: rect.bottom - rect.height * 0.25 });
        }
    }
    lines.sort((one, other) => one.top - other.top);
    for (const [at, one] of lines.entries()) {
        for (let next = at + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
            const other = lines[next];
            if (one.layer === other.layer && one.block !== other.block && !one.block?.contains(other.part) && !other.block?.contains(one.part)
                && one.left < other.right && other.left < one.right) say(`over «${other.words.trim().slice(0, 30)}»`, one.part, one.words);
        }
    }
    for (const part of document.querySelectorAll('input, select, textarea, button, .button, img, progress, table')) {
        if (!part.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || part.closest('.unseen, .breath, [aria-hidden=true]')) continue;
        const edge = box(part);
        if (edge.width === 0 || part.matches('.breath')) continue;
        const clip = first(part.parentElement, (at) => style(at).overflowX !== 'visible' && style(at).display !== 'inline');
        if (!clip && (edge.right > screen + 1 || edge.left < -1)) say('off the screen', part, part.textContent || part.name || '');
        if (clip && !['auto', 'scroll'].includes(style(clip).overflowX) && edge.right > box(clip).right + 1 && !part.closest('.front, .hub')) say('cut at a side', part, part.name || '');
        if (part.matches('input:not([type=checkbox], [type=radio], [type=hidden]), select') && edge.width < 3 * parseFloat(style(part).fontSize)) say('no room to type', part, part.name || '');
    }
    return [...found];
})()
