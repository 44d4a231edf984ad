//! The faces of something that is loaded: on its way, empty, refused, failed,
//! there.

use super::{Latest, Loadable};
use crate::ui::{Banner, Button, Drawing, Empty, Glyph, Skeleton, Tone};
use leptos::prelude::*;
use pairwell_domain::problem::Problem;
use std::sync::Arc;

#[derive(Clone, PartialEq)]
enum Face {
    Loading,
    Ready,
    Empty,
    Refused(Box<Problem>),
    Unreachable(String),
}

/// Shows what `latest` has, in the face that fits.
///
/// The children are built once, when there is something to show, and get it as a
/// signal: a reload changes the signal, not the elements, so focus and scroll
/// stay where they are.
///
/// ```ignore
/// view! {
///     <Load latest=people is_empty=|people| people.is_empty() empty=|| view! { <NobodyYet /> } let:people>
///         <For each=move || people.get().to_vec() key=|person| person.id let:person>…</For>
///     </Load>
/// }
/// ```
#[component]
pub fn Load<T, Content, V>(
    latest: Latest<T>,
    /// Shaped like the content; seen only when waiting takes longer than an instant.
    #[prop(into, default = ViewFn::from(|| view! { <Skeleton label="Loading" /> }))]
    skeleton: ViewFn,
    /// Whether there is nothing to show in what came.
    #[prop(optional)]
    is_empty: Option<fn(&T) -> bool>,
    /// What to say then, with the next step.
    #[prop(optional, into)]
    empty: ViewFn,
    children: Content,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    Content: Fn(Signal<Arc<T>>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let face = Memo::new(move |_| {
        latest.with(|state| match state {
            Loadable::Loading => Face::Loading,
            Loadable::Ready(value) if is_empty.is_some_and(|is_empty| is_empty(value)) => {
                Face::Empty
            }
            Loadable::Ready(_) => Face::Ready,
            Loadable::Refused(problem) => Face::Refused(problem.clone()),
            Loadable::Unreachable(why) => Face::Unreachable(why.clone()),
        })
    });
    let kept = StoredValue::new(None::<Arc<T>>);
    let value = Signal::derive(move || {
        // While the face changes away, the old content may look once more.
        let value = latest.ready().or_else(|| kept.get_value());
        kept.set_value(value.clone());
        value.expect("content is built once there is something to show")
    });
    let ready = move || children(value).into_any();
    faces(
        face.into(),
        Callback::new(move |()| latest.reload()),
        Signal::derive(move || latest.stale()),
        skeleton,
        empty,
        ViewFn::from(ready),
    )
}

/// Everything that does not depend on what is loaded, so compiled once.
fn faces(
    face: Signal<Face>,
    retry: Callback<()>,
    stale: Signal<Option<String>>,
    skeleton: ViewFn,
    empty: ViewFn,
    ready: ViewFn,
) -> AnyView {
    let shown = move || match face.get() {
        Face::Loading => view! {
            <div class="loading" aria-busy="true">{skeleton.run()}</div>
        }
        .into_any(),
        Face::Ready => ready.run(),
        Face::Empty => empty.run(),
        Face::Refused(problem) => refused(*problem, retry),
        Face::Unreachable(why) => unreachable(why, retry),
    };
    let stale = move || {
        stale.get().map(|why| {
            view! {
                <Banner tone=Tone::Warning announce=true action=try_again(retry)>
                    {why}
                </Banner>
            }
        })
    };
    view! { {stale} {shown} }.into_any()
}

fn refused(problem: Problem, retry: Callback<()>) -> AnyView {
    let title = problem.title;
    match problem.status {
        // The frame is about to show the sign-in page.
        401 => ().into_any(),
        403 => view! { <Empty drawing=Drawing::Gate title>{problem.detail}</Empty> }.into_any(),
        404 => view! { <Empty drawing=Drawing::Signpost title>{problem.detail}</Empty> }.into_any(),
        _ => view! {
            <Banner tone=Tone::Refusal announce=true title action=try_again(retry)>
                {problem.detail}
            </Banner>
        }
        .into_any(),
    }
}

fn unreachable(why: String, retry: Callback<()>) -> AnyView {
    view! {
        <Banner tone=Tone::Warning announce=true action=try_again(retry)>
            {why}
        </Banner>
    }
    .into_any()
}

fn try_again(retry: Callback<()>) -> ViewFn {
    ViewFn::from(move || {
        view! {
            <Button icon=Glyph::Retry small=true on_press=retry>
                "Try again"
            </Button>
        }
    })
}
