//! Which of a service's models to ask when none was chosen.

/// Models for something else than talk.
const UNFIT: [&str; 20] = [
    "embed",
    "rerank",
    "whisper",
    "tts",
    "speech",
    "audio",
    "transcri",
    "image",
    "dall-e",
    "flux",
    "diffusion",
    "photomaker",
    "moderation",
    "guard",
    "ocr",
    "bge",
    "minilm",
    "clip",
    "sora",
    "realtime",
];
/// Families that think before they speak.
const THINKERS: [&str; 8] = ["reason", "think", "qwq", "qwen3", "kimi", "nemotron", "magistral", "gpt-oss"];
const SHORT_THINKERS: [&str; 5] = ["r1", "o1", "o3", "o4", "deepseek"];

/// The first that is made to follow instructions and does not think first; else the first that does not; else the first
/// that talks at all.
pub(super) fn choose(models: &[String]) -> Option<&String> {
    models.iter().filter(|model| is_fit(model)).min_by_key(|model| rank(model))
}

fn is_fit(model: &str) -> bool {
    let model = model.to_ascii_lowercase();
    !UNFIT.iter().any(|unfit| model.contains(unfit))
}

fn rank(model: &str) -> u8 {
    let model = model.to_ascii_lowercase();
    let mut parts = model.split(|letter: char| !letter.is_ascii_alphanumeric());
    if THINKERS.iter().any(|thinker| model.contains(thinker))
        || parts.clone().any(|part| SHORT_THINKERS.contains(&part))
    {
        return 2;
    }
    u8::from(!parts.any(|part| matches!(part, "instruct" | "it" | "chat")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&["Qwen/Qwen3.5-122B-A10B-FP8", "mistralai/Ministral-3-14B-Instruct-2512", "google/gemma-4-31B-it"], Some("mistralai/Ministral-3-14B-Instruct-2512"))]
    #[case(&["openai/whisper-large", "BAAI/bge-m3", "moonshotai/Kimi-K2.6", "mistral3"], Some("mistral3"))]
    #[case(&["text-embedding-3", "Qwen/Qwen3.5-397B-A17B-FP8"], Some("Qwen/Qwen3.5-397B-A17B-FP8"))]
    #[case(&["o3", "gpt-4o-mini", "deepseek-r1"], Some("gpt-4o-mini"))]
    #[case(&["whisper"], None)]
    #[case(&[], None)]
    fn the_first_that_suits(#[case] models: &[&str], #[case] expected: Option<&str>) {
        let models: Vec<String> = models.iter().map(|model| (*model).to_owned()).collect();
        assert_eq!(choose(&models).map(String::as_str), expected);
    }
}
