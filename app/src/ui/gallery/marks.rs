//! What marks a thing: icons, tags, avatars, fit rings; and the colours.

use leptos::prelude::*;

use super::Part;
use crate::ui::{
    Avatar, AvatarSize, Chip, Fit, FitSize, Tag, TagTone,
    icon::{Glyph, Icon},
};

const NAMES: [&str; 6] = [
    "Ada Byrne",
    "Omar Diaz",
    "Li Wei",
    "نور عزيز",
    "Maximiliane Freifrau von Hohenstein-Wolfsburg",
    "Pelé",
];

#[component]
pub fn Marks() -> impl IntoView {
    let chosen = RwSignal::new(true);
    let tones = [
        TagTone::Neutral,
        TagTone::Outline,
        TagTone::Accent,
        TagTone::Amber,
        TagTone::Red,
        TagTone::Green,
    ];
    view! {
        <Part title="Fit">
            {[FitSize::S, FitSize::M, FitSize::L].map(|size| view! {
                <div class="row">
                    {[0u8, 1, 12, 33, 50, 64, 78, 86, 99, 100].map(|score| view! { <Fit score size/> }).collect_view()}
                </div>
            }).collect_view()}
        </Part>
        <Part title="People and tags">
            {[AvatarSize::Small, AvatarSize::Medium, AvatarSize::Large].map(|size| view! {
                <div class="row">
                    {NAMES.iter().enumerate().map(|(n, name)| view! {
                        <span class="person"><Avatar name=*name seed=[n as u8 * 5; 16] size/> <span class="name">{*name}</span></span>
                    }).collect_view()}
                </div>
            }).collect_view()}
            <div class="tags">
                {tones.map(|tone| view! { <Tag label="Giving feedback" tone/> }).collect_view()}
                <Tag label="Locked" tone=TagTone::Accent icon=Glyph::Lock/>
                <Tag label="Strategy" on_remove=|()| ()/>
                <Tag label="Verhandlungsführung in mehrsprachigen Arbeitsgruppen" on_remove=|()| ()/>
            </div>
            <div class="tags">
                <Chip label="Has a place" chosen on_toggle=move |on| chosen.set(on)/>
                <Chip label="Speaks Arabic" chosen=false on_toggle=|_| ()/>
            </div>
        </Part>
        <Part title="Icons">
            <ul class="gallery-icons">
                {Glyph::ALL.iter().map(|glyph| view! { <li><Icon of=*glyph/> <span>{format!("{glyph:?}")}</span></li> }).collect_view()}
            </ul>
        </Part>
    }
}

#[component]
pub fn Colours() -> impl IntoView {
    let names = [
        "paper",
        "card",
        "sunk",
        "raised",
        "tint",
        "ink",
        "ink-soft",
        "edge",
        "accent",
        "accent-strong",
        "accent-soft",
        "amber",
        "amber-soft",
        "red",
        "red-soft",
        "green",
        "green-soft",
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
        "focus",
    ];
    view! {
        <Part title="Colours">
            <ul class="gallery-colours">
                {names.map(|name| view! {
                    <li><span class="gallery-swatch" style:--swatch=format!("var(--{name})")></span>{name}</li>
                }).collect_view()}
            </ul>
        </Part>
    }
}
