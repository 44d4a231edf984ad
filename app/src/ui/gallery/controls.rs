//! Buttons and fields.

use leptos::prelude::*;

use super::Part;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Checkbox, Choice, IconButton, NumberField, SelectField, Switch,
    TextArea, TextField, TextKind, icon::Glyph,
};

#[component]
pub fn Buttons() -> impl IntoView {
    let kinds = [
        (ButtonKind::Primary, "Publish 118 pairs"),
        (ButtonKind::Plain, "Compare"),
        (ButtonKind::Quiet, "Why not Omar?"),
        (ButtonKind::Danger, "End this pair"),
    ];
    let pressed = RwSignal::new(true);
    view! {
        <Part title="Buttons">
            {kinds.map(|(kind, label)| view! {
                <div class="row">
                    <Button kind>{label}</Button>
                    <Button kind small=true>{label}</Button>
                    <Button kind icon=Glyph::Check>{label}</Button>
                    <Button kind busy=true>{label}</Button>
                    <Button kind disabled=true>{label}</Button>
                    <Button kind why_not=Some("Full: 3 of 3 places".to_owned())>{label}</Button>
                    <ButtonLink kind href="#gallery" icon=Glyph::ArrowRight>"Go there"</ButtonLink>
                </div>
            }).collect_view()}
            <div class="row">
                <IconButton icon=Glyph::Undo label="Undo"/>
                <IconButton icon=Glyph::Redo label="Redo" disabled=true/>
                <IconButton icon=Glyph::Lock label="Lock" kind=ButtonKind::Plain pressed=pressed on_press=move |_| pressed.update(|on| *on = !*on)/>
                <IconButton icon=Glyph::More label="More about Noor Aziz" small=true/>
                <Button pressed=pressed on_press=move |_| pressed.update(|on| *on = !*on)>"Blind"</Button>
            </div>
        </Part>
    }
}

#[component]
pub fn Fields() -> impl IntoView {
    let text = RwSignal::new("Noor Aziz".to_owned());
    let empty = RwSignal::new(String::new());
    let email = RwSignal::new("noor@".to_owned());
    let password = RwSignal::new("correct horse".to_owned());
    let zone = RwSignal::new("Europe/Berlin".to_owned());
    let places = RwSignal::new("2".to_owned());
    let story = RwSignal::new("Took over a team that had lost its manager.".to_owned());
    let (on, off) = (RwSignal::new(true), RwSignal::new(false));
    let zones = vec![
        Choice::new("Europe/Berlin", "Berlin (UTC+1)"),
        Choice::new("Asia/Dubai", "Dubai (UTC+4)"),
        Choice::new(
            "long",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabteilung, Wien und Umgebung",
        ),
    ];
    view! {
        <Part title="Fields">
            <form class="form" novalidate=true>
                <TextField label="Name" value=text help="As colleagues know you."/>
                <TextField label="Work e-mail" value=email kind=TextKind::Email
                    error=Some("This needs a part after the @, such as example.org.".to_owned())/>
                <TextField label="Password" value=password kind=TextKind::Password autocomplete="current-password"/>
                <TextField label="Search mentors" value=empty kind=TextKind::Search placeholder="freeze when presenting"/>
                <TextField label="Preferred name" value=empty optional=true placeholder="Noor"/>
                <TextField label="Employee number" value=text disabled=true/>
                <NumberField label="Places" value=places min=0.0 max=3.0 unit="mentees at a time"/>
                <SelectField label="Time zone" value=zone options=zones.clone()/>
                <SelectField label="Unit" value=zone options=zones error=Some("Choose a unit.".to_owned())/>
                <TextArea label="I have been through" value=story optional=true help="One line. Everyone in the programme can read it."/>
                <Checkbox label="I volunteer as a mentor" checked=on help="You can pause or leave at any time."/>
                <Checkbox label="I have read what confidentiality means here" checked=off error=Some("Confirm this before you go on.".to_owned())/>
                <Checkbox label="All units" checked=off mixed=true/>
                <Checkbox label="Closed" checked=off disabled=true/>
                <Switch label="Has a place" checked=on/>
                <Switch label="Blind mode" checked=off help="Names, photos and grades stay hidden."/>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary>"Save"</Button>
                    <Button kind=ButtonKind::Quiet>"Cancel"</Button>
                </div>
            </form>
        </Part>
    }
}
