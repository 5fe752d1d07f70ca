// The collection in hand: asked at each letter, answered as the server answers (core::shop).

import { barcodeDigits, compact, fold, words } from "./fold.js";

const VERSION = 1;
const SHOWN = 20;
const ANYWHERE = /[\u3005-\u9fff]/;
const DIGIT = /[0-9]/;
const [NUMBER, NUMBER_BEGINS, TITLE, TITLE_BEGINS, WORDS, PRESSING, NEAR] = [0, 1, 2, 3, 4, 5, 6];

// From the document at /shop/index; null where it is written in a later format than this script reads.
export function openShelf(index) {
  if (index.version !== VERSION) return null;
  const word = (said) => (typeof said === "number" ? index.words[said] : said);
  const albums = index.albums.map(([id, master, title, artist, year, formats, label, catnos, barcodes, copies]) => {
    const album = { id, master, title, artist: word(artist), year, formats: word(formats), label: word(label), catnos, barcodes };
    album.copies = copies.map(([media, sleeve, absent]) => ({ media: word(media), sleeve: word(sleeve), absent: Boolean(absent) }));
    album.titleWords = ` ${words(title).join(" ")}`;
    album.work = ` ${words(album.artist).join(" ")}${album.titleWords}`;
    album.numbers = catnos.map(compact);
    album.key = fold(`${album.artist} ${title}`);
    return album;
  });
  const order = (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id);
  return { albums: albums.sort(order), withBarcode: albums.filter((album) => album.barcodes.length).length };
}

// null where there is nothing to look for.
export function ask(shelf, text) {
  const question = parse(text);
  if (!question) return null;
  const found = [[], [], [], [], [], [], []];
  for (const album of shelf.albums) {
    const closeness = judge(question, album);
    if (closeness !== null) found[closeness].push(album);
  }
  const all = found.slice(0, PRESSING).flat();
  const have = all.slice(0, SHOWN);
  const answer = { barcode: Boolean(question.barcode), releases: all.length, works: 0, have, pressings: [], near: [] };
  if (all.length) {
    answer.verdict = "have";
    answer.works = new Set(have.map((album) => album.master || -album.id)).size;
    if (all.length <= SHOWN) answer.pressings = otherPressings(shelf, have).slice(0, SHOWN);
  } else if (found[PRESSING].length) {
    answer.verdict = "pressing";
    answer.pressings = found[PRESSING].slice(0, SHOWN);
  } else {
    answer.verdict = "not";
    answer.near = found[NEAR].slice(0, SHOWN);
  }
  return answer;
}

function otherPressings(shelf, have) {
  const masters = new Set(have.map((album) => album.master).filter(Boolean));
  const pressings = masters.size ? shelf.albums.filter((album) => masters.has(album.master) && !have.includes(album)) : [];
  return pressings.sort((a, b) => a.id - b.id);
}

function parse(text) {
  const asked = words(text);
  if (!asked.length) return null;
  const catno = compact(text);
  const isCatno = [...catno].length > 1 && DIGIT.test(catno);
  return { words: asked, catno: isCatno ? catno : null, barcode: barcodeDigits(text), title: ` ${asked.join(" ")}` };
}

function judge(question, album) {
  const number = judgeNumbers(question, album);
  if (number !== null || question.barcode) return number;
  return judgeWords(question, album);
}

function judgeNumbers({ catno, barcode }, album) {
  let closest = null;
  const look = (number, asked) => {
    if (asked && number.startsWith(asked)) closest = Math.min(closest ?? NUMBER_BEGINS, number === asked ? NUMBER : NUMBER_BEGINS);
  };
  for (const number of album.numbers) look(number, catno);
  for (const number of album.barcodes) look(number, barcode);
  return closest;
}

function judgeWords({ words: asked, title }, album) {
  let missing = asked.filter((word) => !has(album.work, word));
  const inWork = asked.length - missing.length;
  if (missing.length) missing = missing.filter((word) => !has(edition(album), word));
  if (!missing.length) {
    if (album.titleWords === title) return TITLE;
    return album.titleWords.startsWith(title) ? TITLE_BEGINS : WORDS;
  }
  const isTail = missing.every((word, at) => asked[asked.length - missing.length + at] === word);
  if (isNumber(missing) && isTail && asked.some((word) => has(album.titleWords, word))) return PRESSING;
  return missing.length === 1 && inWork > 0 ? NEAR : null;
}

// Whether words may be another pressing's catalogue number or year.
const isNumber = (asked) =>
  asked.some((word) => DIGIT.test(word)) && asked.every((word) => DIGIT.test(word) || [...word].length <= 4);

// Chinese and Japanese are written without spaces: there a word may begin anywhere.
const has = (text, word) => text.includes(ANYWHERE.test(word) ? word : ` ${word}`);

// What tells a pressing from another. Made when first asked for: most questions are about titles.
function edition(album) {
  album.edition ??= [album.label, album.formats, ...album.catnos]
    .flatMap(words)
    .concat(album.numbers, album.year ? [String(album.year)] : [])
    .map((word) => ` ${word}`)
    .join("");
  return album.edition;
}
