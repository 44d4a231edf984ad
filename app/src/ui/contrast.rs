//! Reads `style/tokens.css` and holds it to its promise: text at 4.5 : 1 and
//! marks at 3 : 1 on every surface they may stand on, in both themes, within
//! the colours every screen can show.
//!
//! Conversion from OKLCH to linear sRGB: Björn Ottosson, "A perceptual color
//! space for image processing" (2020). Contrast: WCAG 2.2, relative luminance.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../../style/tokens.css");
const SURFACES: [&str; 5] = ["paper", "card", "sunk", "raised", "tint"];
const THEMES: [&str; 2] = ["light", "dark"];

type Rgb = [f64; 3];

/// Each opaque colour, as linear sRGB in the light and the dark theme.
fn colours() -> BTreeMap<&'static str, [Rgb; 2]> {
    TOKENS
        .lines()
        .filter_map(|line| {
            let (name, value) = line
                .trim()
                .strip_prefix("--")?
                .split_once(": light-dark(oklch(")?;
            let (light, dark) = value.strip_suffix("));")?.split_once("), oklch(")?;
            Some((name, [linear_srgb(light)?, linear_srgb(dark)?]))
        })
        .collect()
}

/// From `98.5% 0.006 85`; none for a translucent colour.
fn linear_srgb(oklch: &str) -> Option<Rgb> {
    let [lightness, chroma, hue] = oklch.split(' ').collect::<Vec<_>>().try_into().ok()?;
    let number = |text: &str| {
        text.parse::<f64>()
            .expect("tokens.css writes colours as numbers")
    };
    let (lightness, chroma) = (number(lightness.strip_suffix('%')?) / 100.0, number(chroma));
    let (sine, cosine) = number(hue).to_radians().sin_cos();
    let (a, b) = (chroma * cosine, chroma * sine);
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    Some([
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ])
}

fn luminance(rgb: Rgb) -> f64 {
    let [red, green, blue] = rgb.map(|channel| channel.clamp(0.0, 1.0));
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// The pairs that fall short, each with its theme and what it reaches.
fn short_of(least: f64, pairs: impl IntoIterator<Item = (String, String)>) -> Vec<String> {
    let colours = colours();
    let colour = |name: &str| {
        *colours
            .get(name)
            .unwrap_or_else(|| panic!("tokens.css has no --{name}"))
    };
    let mut short = Vec::new();
    for (front, back) in pairs {
        for (theme, (one, other)) in THEMES
            .iter()
            .zip(colour(&front).into_iter().zip(colour(&back)))
        {
            let reached = contrast(one, other);
            if reached < least {
                short.push(format!("{front} on {back}, {theme}: {reached:.2}"));
            }
        }
    }
    short
}

fn on_every_surface(fronts: &[&str]) -> Vec<(String, String)> {
    let on = |front: &str| SURFACES.map(|back| (front.to_owned(), back.to_owned()));
    fronts.iter().flat_map(|front| on(front)).collect()
}

#[test]
fn text_reads_on_every_surface() {
    let inks = [
        "ink",
        "ink-soft",
        "accent-ink",
        "amber-ink",
        "red-ink",
        "green-ink",
    ];
    assert_eq!(short_of(4.5, on_every_surface(&inks)), Vec::<String>::new());
}

#[test]
fn text_reads_on_its_own_tint_and_on_filled_buttons() {
    let mut pairs = vec![("paper".to_owned(), "ink".to_owned())];
    for (front, back) in [
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("on-red", "red"),
        ("on-red", "red-strong"),
    ] {
        pairs.push((front.into(), back.into()));
    }
    for family in ["accent", "amber", "red", "green"] {
        for front in [&format!("{family}-ink"), "ink", "ink-soft"] {
            pairs.push((front.to_string(), format!("{family}-soft")));
        }
    }
    assert_eq!(short_of(4.5, pairs), Vec::<String>::new());
}

#[test]
fn marks_edges_and_focus_stand_off_every_surface() {
    let marks = [
        "edge",
        "accent",
        "amber",
        "red",
        "green",
        "focus",
        "fit-low",
        "fit-high",
        "chart-1",
        "chart-2",
        "chart-3",
        "chart-4",
        "chart-5",
        "chart-6",
        "chart-7",
        "chart-rest",
    ];
    let mut pairs = on_every_surface(&marks);
    pairs.extend(
        ["accent", "amber", "red", "green"]
            .map(|family| (family.to_owned(), format!("{family}-soft"))),
    );
    assert_eq!(short_of(3.0, pairs), Vec::<String>::new());
}

#[test]
fn every_colour_can_be_shown_on_an_srgb_screen() {
    let outside: Vec<_> = colours()
        .into_iter()
        .filter(|(_, themes)| {
            themes
                .iter()
                .flatten()
                .any(|channel| !(-0.002..=1.002).contains(channel))
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(outside, Vec::<&str>::new());
}
