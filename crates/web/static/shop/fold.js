// What makes two spellings the same, as on the server (core::fold); the vectors of core::shop hold both together.

const SPELT = {
  "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i",
  "’": "'", "‘": "'", "`": "'", "´": "'",
};
const PLAIN = /^[\0-\x7f]*$/;
const MARK = /\p{M}/u;
const BETWEEN_WORDS = /[^\p{Alphabetic}\p{N}]+/u;
const NOT_LETTERS = /[^\p{Alphabetic}\p{N}]+/gu;
const NOT_A_LETTER = /[^\p{Alphabetic}\p{N}]/u;
const HARD_SIGNS = /[^\p{Alphabetic}\p{N}.']+/u;
const SPACE = /\p{White_Space}+/gu;
// Chinese and Japanese, which are written without spaces.
const UNSPACED = /[\u3005-\u{10ffff}]/u;
// A sign within a word, or a single letter: else a name has one spelling.
const ODD = /\S[^\p{Alphabetic}\p{N}\s]\S|\$|(^|[^\p{Alphabetic}\p{N}])[\p{Alphabetic}\p{N}]([^\p{Alphabetic}\p{N}]|$)/u;

export function fold(text) {
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll("`", "'");
  let folded = "";
  for (const letter of text.normalize("NFKD")) {
    if (MARK.test(letter)) continue;
    // Letter by letter: a whole word would end in a final sigma.
    for (const lower of letter.toLowerCase()) folded += SPELT[lower] ?? lower;
  }
  return folded;
}

export function words(text) {
  const folded = fold(text);
  const found = folded.replace(/[.']/g, "").split(BETWEEN_WORDS).filter(Boolean);
  const signs = folded.replace(SPACE, "");
  return found.length || !signs ? found : [signs];
}

// The words that a question asks for, each with its other spellings (core::spelling).
export function spellings(text) {
  const asked = words(text).map((word) => [word]);
  const joined = cut(fold(text)).joined(2);
  joined.sort((a, b) => a.first - b.first || a.end - b.end || (a.text < b.text ? -1 : 1));
  for (const { first, end, text } of joined) {
    for (const word of asked.slice(first, end)) if (!word.includes(text)) word.push(text);
  }
  return asked;
}

// What a name is found by besides its words.
export function otherNames(text) {
  const folded = fold(text);
  if (!ODD.test(folded)) return [];
  const { atoms, joined } = cut(folded);
  return [...new Set([...atoms.flatMap((atom) => atom.parts), ...joined(1).map((other) => other.text)])].sort();
}

// A folded text in words, and what some of them are when written as one: with `short` 2 also two words of two letters.
function cut(folded) {
  const atoms = [];
  const read = [];
  for (const chunk of folded.split(SPACE).filter(Boolean)) {
    const first = atoms.length;
    for (const piece of chunk.split(HARD_SIGNS)) {
      const parts = piece.split(/[.']+/).filter(Boolean);
      const word = parts.join("");
      if (word) atoms.push({ word, parts: parts.length > 1 ? parts : [], length: [...word].length, glued: atoms.length > first });
    }
    const text = signsReadAsLetters(chunk);
    if (text && atoms.length > first) read.push({ first, end: atoms.length, text });
  }
  return { atoms, joined: (short) => join(atoms, read, short) };
}

function join(atoms, read, short) {
  const found = [...read];
  const add = (first, end) => {
    const text = atoms.slice(first, end).map((atom) => atom.word).join("");
    if (end - first > 1 && !UNSPACED.test(text)) found.push({ first, end, text });
  };
  const addRuns = (goTogether, addRun) => {
    for (let at = 1, first = 0; at <= atoms.length; at++) {
      if (at < atoms.length && goTogether(atoms[at], atoms[at - 1])) continue;
      if (at - first > 1) addRun(first, at);
      first = at;
    }
  };
  addRuns((atom) => atom.glued, (first, end) => {
    for (let at = first + 1; at < end; at++) add(at - 1, at + 1);
    if (end - first > 2) add(first, end);
  });
  addRuns((atom, before) => atom.length === 1 && before.length === 1, add);
  for (let at = 1; at < atoms.length; at++) {
    const [one, other] = [atoms[at - 1].length, atoms[at].length];
    const isSingle = (one === 1) !== (other === 1);
    if (isSingle || (short === 2 && one === 2 && other === 2)) add(at - 1, at + 1);
    if (at > 1 && one === 1 && other > 1 && atoms[at - 2].length > 1) add(at - 2, at + 1);
  }
  return found;
}

// A dollar sign beside a letter is an s; `!`, `@` and `€` between letters are i, a and e.
function signsReadAsLetters(chunk) {
  if (!/[$!@€]/.test(chunk)) return null;
  const letters = [...chunk].filter((letter) => letter !== "." && letter !== "'");
  const isLetter = (letter) => letter !== undefined && (letter === "$" || /\p{Alphabetic}/u.test(letter));
  let any = false;
  const read = letters.map((letter, at) => {
    const [before, after] = [isLetter(letters[at - 1]), isLetter(letters[at + 1])];
    const meant = letter === "$" ? (before || after) && "s" : before && after && { "!": "i", "@": "a", "€": "e" }[letter];
    any ||= Boolean(meant);
    return meant || (NOT_A_LETTER.test(letter) ? "" : letter);
  });
  return any ? read.join("") : null;
}

// Letters and digits only, as catalogue numbers are compared.
export const compact = (text) => fold(text).replace(NOT_LETTERS, "");

// The digits of a barcode without leading zeros: an EAN-13 that begins with 0 is the UPC-A it stands for.
export function barcodeDigits(text) {
  const digits = text.replace(/[\s.\-\u2010-\u2015]/gu, "");
  return /^[0-9]{6,}$/.test(digits) ? digits.replace(/^0+/, "") || null : null;
}
