//! The arcs of the column graph, a node's at a time.

use crate::{Score, Weight};

/// Lowers the arcs out of a column to what one who sits there with `here` loses by going elsewhere,
/// where it scores at least `least`.
pub fn lower<W: Weight, S: Score>(arcs: &mut [W], scores: &[S], least: i32, here: W) {
    let Some(least) = S::lowest_from(least) else {
        return;
    };
    for (arc, &score) in arcs.iter_mut().zip(scores) {
        let loss = if score < least {
            W::FAR
        } else {
            here - W::from_score(score.allowed())
        };
        *arc = (*arc).min(loss);
    }
}

/// Copies the arcs out of `node` into the graph turned round.
pub fn copy_turned<W: Weight>(arcs: &[W], node: usize, reverse: &mut [W]) {
    let backs = reverse[node..].iter_mut().step_by(arcs.len());
    for (back, &arc) in backs.zip(arcs) {
        *back = arc;
    }
}
