//! The fields of what a volunteer tells, for their own form and for the
//! coordinator who writes down what somebody said.

use super::{model, zones};
use crate::forms::Form;
use crate::ui::{Choice, Combobox, NumberField, Segmented, SelectField, TextArea, TextField};
use leptos::prelude::*;
use pairwell_domain::enrolment::{
    Answers, AnswersDraft, MOMENT_LENGTH, MOMENTS_MAX, Meeting, Role, SKILLS_MAX, Style,
};
use pairwell_domain::problem::FieldProblem;

/// Labels of all fields, for [`Form::new`].
pub const LABELS: crate::forms::Labels = &[
    ("person", "Person"),
    ("offers", "Help offered"),
    ("wants", "Help wanted"),
    ("goals", "Goals"),
    ("capacity", "Mentees at a time"),
    ("hours_per_month", "Hours a month"),
    ("languages", "Languages"),
    ("time_zone", "Time zone"),
    ("moments", "Experience"),
    ("hopes", "What is hoped for"),
];

/// What is being typed. A handle, to be copied into closures.
#[derive(Clone, Copy)]
pub struct Typed {
    offers: RwSignal<Vec<String>>,
    wants: RwSignal<Vec<String>>,
    goals: RwSignal<Vec<String>>,
    capacity: RwSignal<String>,
    hours: RwSignal<String>,
    languages: RwSignal<Vec<String>>,
    time_zone: RwSignal<String>,
    meeting: RwSignal<Meeting>,
    style: RwSignal<Option<Style>>,
    moments: RwSignal<String>,
    hopes: RwSignal<String>,
}

impl Typed {
    /// Nothing told yet, with what can be known without asking filled in.
    pub fn new(minutes_per_month: u16, time_zone: Option<String>) -> Self {
        let told = AnswersDraft {
            capacity: "1".into(),
            hours_per_month: (f32::from(minutes_per_month) / 60.0).to_string(),
            languages: zones::language().into_iter().collect(),
            time_zone: time_zone
                .or_else(zones::here)
                .unwrap_or_else(|| "UTC".into()),
            ..AnswersDraft::default()
        };
        Typed::of(told)
    }

    pub fn told(answers: &Answers) -> Self {
        Typed::of(AnswersDraft::of(answers))
    }

    fn of(told: AnswersDraft) -> Self {
        Typed {
            offers: RwSignal::new(told.offers),
            wants: RwSignal::new(told.wants),
            goals: RwSignal::new(told.goals),
            capacity: RwSignal::new(told.capacity),
            hours: RwSignal::new(told.hours_per_month),
            languages: RwSignal::new(told.languages),
            time_zone: RwSignal::new(told.time_zone),
            meeting: RwSignal::new(told.meeting),
            style: RwSignal::new(told.style),
            moments: RwSignal::new(told.moments.join("\n")),
            hopes: RwSignal::new(told.hopes),
        }
    }

    fn draft(self) -> AnswersDraft {
        AnswersDraft {
            capacity: self.capacity.get_untracked(),
            hours_per_month: self.hours.get_untracked(),
            offers: self.offers.get_untracked(),
            wants: self.wants.get_untracked(),
            goals: self.goals.get_untracked(),
            languages: self.languages.get_untracked(),
            time_zone: self.time_zone.get_untracked(),
            meeting: self.meeting.get_untracked(),
            style: self.style.get_untracked(),
            moments: self
                .moments
                .with_untracked(|text| text.lines().map(str::to_owned).collect()),
            hopes: self.hopes.get_untracked(),
        }
    }

    /// The draft, if the rule that the server asks too has nothing against it.
    pub fn validated(self, role: Role, cap: u8) -> Result<AnswersDraft, Vec<FieldProblem>> {
        let draft = self.draft();
        // Which zones there are is the server's to say; ours come from a list.
        draft.validate(role, cap, |zone| !zone.is_empty())?;
        Ok(draft)
    }
}

#[component]
pub fn AnswersFields(
    typed: Typed,
    role: Role,
    form: Form,
    /// Most mentees one mentor may take.
    cap: u8,
    /// What mentors here offer.
    skills: Vec<String>,
    /// In the words of whoever tells about themselves.
    #[prop(optional)]
    myself: bool,
) -> impl IntoView {
    let choices = model::skill_choices(&skills);
    let what = match role {
        Role::Mentor => view! {
            <Combobox
                label=if myself { "What can you help with?" } else { "Can help with" }
                value=typed.offers
                options=choices
                new_welcome=true
                at_most=SKILLS_MAX
                error=form.problem("offers")
                help=Some("Choose, or type something of your own. One is enough.".to_owned())
            />
        }
        .into_any(),
        Role::Mentee => view! {
            <Combobox
                label=if myself { "What do you want help with?" } else { "Wants help with" }
                value=typed.wants
                options=choices.clone()
                new_welcome=true
                at_most=SKILLS_MAX
                error=form.problem("wants")
                help=Some("The most wanted first. One is enough.".to_owned())
            />
            <Combobox
                label=if myself { "Which of these are goals of yours?" } else { "Goals" }
                value=typed.goals
                options=choices
                new_welcome=true
                optional=true
                at_most=SKILLS_MAX
                error=form.problem("goals")
            />
        }
        .into_any(),
    };
    let story = match role {
        Role::Mentor => view! {
            <TextArea
                label=if myself { "I have been through …" } else { "Has been through …" }
                value=typed.moments
                optional=true
                error=form.problem("moments")
                help=Some(format!("One line each, at most {MOMENTS_MAX}: “Took over a team that had lost its manager.”"))
            />
        }
        .into_any(),
        Role::Mentee => view! {
            <TextField
                label=if myself { "What do you hope for?" } else { "Hopes for" }
                value=typed.hopes
                optional=true
                error=form.problem("hopes")
                help=Some(format!("One line, at most {MOMENT_LENGTH} characters: “I freeze when presenting.”"))
            />
        }
        .into_any(),
    };
    let room = (role == Role::Mentor).then(|| {
        let places: Vec<Choice> = (1..=cap)
            .map(|n| Choice::new(n.to_string(), n.to_string()))
            .collect();
        view! {
            <div class="answers-pair">
                <SelectField
                    label="Mentees at a time"
                    options=places
                    value=typed.capacity
                    error=form.problem("capacity")
                />
                <NumberField
                    label="Hours a month"
                    value=typed.hours
                    min=0.5
                    max=40.0
                    step=0.5
                    error=form.problem("hours_per_month")
                />
            </div>
        }
    });
    view! {
        <fieldset class="answers">
            <legend>{match role { Role::Mentor => "What there is to give", Role::Mentee => "What it is about" }}</legend>
            {what}
            {story}
            {room}
        </fieldset>
        <fieldset class="answers">
            <legend>"How to meet"</legend>
            <Combobox
                label="Languages"
                value=typed.languages
                options=model::language_choices()
                new_welcome=true
                at_most=SKILLS_MAX
                optional=true
                error=form.problem("languages")
            />
            <SelectField
                label="Time zone"
                options=zones::choices()
                value=typed.time_zone
                error=form.problem("time_zone")
            />
            <Segmented
                label="Meeting"
                value=typed.meeting
                options=vec![
                    (Meeting::Either, "Either way"),
                    (Meeting::InPerson, "In person"),
                    (Meeting::Video, "By video"),
                ]
            />
            <Segmented
                label="Working style"
                value=typed.style
                options=vec![
                    (None, "Any"),
                    (Some(Style::Structured), "Structured"),
                    (Some(Style::Exploring), "Exploring"),
                    (Some(Style::HandsOn), "Hands-on"),
                ]
            />
        </fieldset>
    }
}
