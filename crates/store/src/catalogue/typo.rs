//! Words that are one slip of the finger apart: a letter too many, too few, another, or two the wrong way round.

/// A shorter word is not taken for another: too many are one slip away.
pub(crate) const LEAST_LETTERS: usize = 4;

/// Whether two words are at most one slip apart.
pub(crate) fn is_near(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match long.len() - short.len() {
        0 => match (short, long) {
            ([], _) => true,
            ([_, short @ ..], [_, long @ ..]) if short == long => true,
            ([a, b, short @ ..], [c, d, long @ ..]) => a == d && b == c && short == long,
            _ => false,
        },
        1 => *short == long[1..],
        _ => false,
    }
}

/// Whether a beginning of `word` is at most one slip away from `typed`.
pub(crate) fn begins_near(typed: &[char], word: &[char]) -> bool {
    let lengths = typed.len().saturating_sub(1)..=typed.len() + 1;
    lengths.filter(|length| *length <= word.len()).any(|length| is_near(typed, &word[..length]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[rstest]
    #[case("beatles", "beatles", true)]
    #[case("beatels", "beatles", true)]
    #[case("baetles", "beatles", true)]
    #[case("beatle", "beatles", true)]
    #[case("beattles", "beatles", true)]
    #[case("beaxles", "beatles", true)]
    #[case("eatles", "beatles", true)]
    #[case("beatsel", "beatles", false)]
    #[case("betle", "beatles", false)]
    #[case("книо", "кино", true)]
    #[case("ab", "ba", true)]
    #[case("abc", "cba", false)]
    fn one_slip_is_forgiven(#[case] one: &str, #[case] other: &str, #[case] near: bool) {
        assert_eq!(is_near(&letters(one), &letters(other)), near);
        assert_eq!(is_near(&letters(other), &letters(one)), near);
    }

    #[rstest]
    #[case("baetl", "beatles", true)]
    #[case("batl", "beatles", true)]
    #[case("xyz", "beatles", false)]
    fn a_slip_in_a_beginning_is_forgiven(#[case] typed: &str, #[case] word: &str, #[case] near: bool) {
        assert_eq!(begins_near(&letters(typed), &letters(word)), near);
    }

    proptest! {
        #[test]
        fn agrees_with_the_textbook(one in "[ab]{0,5}", other in "[ab]{0,5}") {
            let near = strsim_distance(&letters(&one), &letters(&other)) <= 1;
            prop_assert_eq!(is_near(&letters(&one), &letters(&other)), near);
        }
    }

    /// Optimal string alignment, as every textbook has it.
    fn strsim_distance(one: &[char], other: &[char]) -> usize {
        let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 0..=one.len() {
            for j in 0..=other.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let cost = usize::from(one[i - 1] != other[j - 1]);
                    let swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                    let plain = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + cost);
                    if swapped { plain.min(table[i - 2][j - 2] + 1) } else { plain }
                };
            }
        }
        table[one.len()][other.len()]
    }
}
