// The collection in hand: asked at each letter, answered as the server answers (core::shop).

import { barcodeDigits, compact, fold, otherNames, spellings, words } from "./fold.js";

const VERSION = 1;
const SHOWN = 20;
const ANYWHERE = /[\u3005-\u9fff]/;
const DIGIT = /[0-9]/;
const [NUMBER, NUMBER_BEGINS, TITLE, TITLE_BEGINS, WORDS, PRESSING, NEAR] = [0, 1, 2, 3, 4, 5, 6];

// From the document at /shop/index; null where it is written in a later format than this script reads.
export function openShelf(index) {
  if (index.version !== VERSION) return null;
  const word = (said) => (typeof said === "number" ? index.words[said] : said);
  const open = ([id, master, title, artist, year, formats, label, catnos, barcodes, copies = []]) => {
    const album = { id, master, title, artist: word(artist), year, formats: word(formats), label: word(label), catnos, barcodes };
    album.copies = copies.map(([media, sleeve, absent]) => ({ media: word(media), sleeve: word(sleeve), absent: Boolean(absent) }));
    album.titleWords = ` ${words(title).join(" ")}`;
    album.ofTitle = spaced(otherNames(title));
    album.work = ` ${words(album.artist).join(" ")}${album.titleWords}${spaced(otherNames(album.artist))}${album.ofTitle}`;
    album.numbers = catnos.map(compact);
    album.key = fold(`${album.artist} ${title}`);
    return album;
  };
  const order = (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id);
  const [albums, wants] = [index.albums, index.wants].map((lines) => lines.map(open).sort(order));
  return { albums, wants, withBarcode: albums.filter((album) => album.barcodes.length).length };
}

// null where there is nothing to look for.
export function ask(shelf, text) {
  const question = parse(text);
  if (!question) return null;
  const held = look(question, shelf.albums);
  const wanted = look(question, shelf.wants);
  const have = held.asked.slice(0, SHOWN);
  const releases = held.asked.length;
  const works = new Set(have.map((album) => album.master || -album.id)).size;
  const answer = { barcode: Boolean(question.barcode), releases, works, have, pressings: [], wanted: 0, wants: [], near: [] };
  answer.verdict = releases ? "have" : held.pressings.length ? "pressing" : "not";
  tellWants(answer, wanted, shelf);
  if (releases) {
    // Where more was found than is shown, a pressing of it may be among those that are not.
    if (releases <= SHOWN) answer.pressings = otherPressings(shelf.albums, have).slice(0, SHOWN);
    return answer;
  }
  const ofWanted = wanted.asked.length ? otherPressings(shelf.albums, answer.wants) : [];
  const others = ofWanted.filter((album) => !held.pressings.slice(0, SHOWN).includes(album));
  answer.pressings = [...held.pressings.slice(0, SHOWN), ...others].slice(0, SHOWN);
  if (answer.verdict === "not" && !answer.wanted) answer.near = held.near.slice(0, SHOWN);
  if (answer.pressings.length) answer.verdict = "pressing";
  return answer;
}

// The closest first, as they answer.
function look(question, albums) {
  const found = [[], [], [], [], [], [], []];
  for (const album of albums) {
    const closeness = judge(question, album);
    if (closeness !== null) found[closeness].push(album);
  }
  return { asked: found.slice(0, PRESSING).flat(), pressings: found[PRESSING], near: found[NEAR] };
}

// `wanted` is how many of the wantlist were asked for, or "pressing".
function tellWants(answer, { asked, pressings }, shelf) {
  const { have, works } = answer;
  if (asked.length) {
    answer.wanted = asked.length;
    answer.wants = asked.slice(0, SHOWN);
    return;
  }
  // What was asked for is there: a pressing with another number was not meant, unless it is of the one work.
  const others = !have.length ? pressings : works === 1 ? otherPressings(shelf.wants, have.slice(0, 1)) : [];
  if (others.length) answer.wanted = "pressing";
  answer.wants = others.slice(0, SHOWN);
}

function otherPressings(albums, known) {
  const masters = new Set(known.map((album) => album.master).filter(Boolean));
  const pressings = masters.size ? albums.filter((album) => masters.has(album.master) && !known.includes(album)) : [];
  return pressings.sort((a, b) => a.id - b.id);
}

function parse(text) {
  const spelt = spellings(text);
  if (!spelt.length) return null;
  const asked = spelt.map(([word]) => word);
  const catno = compact(text);
  const isCatno = [...catno].length > 1 && DIGIT.test(catno);
  return {
    // Chinese and Japanese are written without spaces: there a word may begin anywhere.
    words: spelt.map((word) => word.map((spelling) => (ANYWHERE.test(spelling) ? spelling : ` ${spelling}`))),
    isNumber: tailsOfNumbers(asked),
    title: ` ${asked.join(" ")}`,
    catno: isCatno ? catno : null,
    barcode: barcodeDigits(text),
  };
}

// For each word, whether from there on it may be another pressing's catalogue number or year: `PC 8163`, `1976`.
function tailsOfNumbers(asked) {
  const mayBe = (word) => DIGIT.test(word) || [...word].length <= 4;
  return asked.map((_, at) => asked.slice(at).every(mayBe) && asked.slice(at).some((word) => DIGIT.test(word)));
}

function judge(question, album) {
  const number = judgeNumbers(question, album);
  return number !== null || question.barcode ? number : judgeWords(question, album);
}

function judgeNumbers({ catno, barcode }, album) {
  let closest = null;
  if (catno) for (const number of album.numbers) closest = closer(closest, number, catno);
  if (barcode) for (const number of album.barcodes) closest = closer(closest, number, barcode);
  return closest;
}

function closer(closest, number, asked) {
  if (!number.startsWith(asked)) return closest;
  return number === asked ? NUMBER : (closest ?? NUMBER_BEGINS);
}

// Asked of every album at every letter: nothing is made here.
function judgeWords({ words: asked, isNumber, title }, album) {
  let inWork = 0;
  let missing = 0;
  let first = -1;
  for (let at = 0; at < asked.length; at++) {
    if (has(album.work, asked[at])) inWork++;
    else if (!has(edition(album), asked[at])) {
      missing++;
      if (first < 0) first = at;
    }
    // Two are missing, and what follows is no number: nothing more can come of it.
    if (missing > 1 && !isNumber[first]) return null;
  }
  if (!missing) {
    if (album.titleWords === title) return TITLE;
    return album.titleWords.startsWith(title) ? TITLE_BEGINS : WORDS;
  }
  const isTail = first + missing === asked.length;
  const names = (word) => has(album.titleWords, word) || has(album.ofTitle, word);
  if (isTail && isNumber[first] && asked.some(names)) return PRESSING;
  return missing === 1 && inWork > 0 ? NEAR : null;
}

// Whether a text has a word in one of its spellings.
function has(text, spellings) {
  for (const spelling of spellings) if (text.includes(spelling)) return true;
  return false;
}

const spaced = (words) => words.map((word) => ` ${word}`).join("");

// What tells a pressing from another. Made when first asked for: most questions are about titles.
function edition(album) {
  album.edition ??= ` ${[album.label, album.formats, ...album.catnos]
    .flatMap(words)
    .concat(otherNames(album.label), album.numbers, album.year ? [String(album.year)] : [])
    .join(" ")}`;
  return album.edition;
}
