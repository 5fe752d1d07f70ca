// What makes two spellings the same, as on the server (core::fold); the vectors of core::shop hold both together.

const SPELT = {
  "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i",
  "’": "'", "‘": "'", "`": "'", "´": "'",
};
const PLAIN = /^[\0-\x7f]*$/;
const MARK = /\p{M}/u;
const BETWEEN_WORDS = /[^\p{Alphabetic}\p{N}]+/u;
const NOT_A_LETTER = /[^\p{Alphabetic}\p{N}]+/gu;

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
  const symbols = folded.trim();
  return found.length || !symbols ? found : [symbols];
}

// Letters and digits only, as catalogue numbers are compared.
export const compact = (text) => fold(text).replace(NOT_A_LETTER, "");

// The digits of a barcode without leading zeros: an EAN-13 that begins with 0 is the UPC-A it stands for.
export function barcodeDigits(text) {
  const digits = text.replace(/[\s.\-\u2010-\u2015]/gu, "");
  return /^[0-9]{6,}$/.test(digits) ? digits.replace(/^0+/, "") || null : null;
}
