//! Who reports to whom, as a graph of places in a list: loops found, and how far
//! each place is from the top.

/// A place with no manager.
pub const NOBODY: u32 = u32::MAX;

/// What walking up every reporting line found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Each loop once: everyone reports to the next, the last to the first.
    pub loops: Vec<Vec<u32>>,
    /// 0 for whoever reports to nobody, 1 for their reports, and so on. Of no
    /// meaning where there is a loop above.
    pub depth: Vec<u32>,
}

/// `manager[place]` is the place of that one's manager, or [`NOBODY`]. Each place
/// is walked over once.
pub fn walk(manager: &[u32]) -> Lines {
    const UNSEEN: u32 = u32::MAX;
    const ON_PATH: u32 = u32::MAX - 1;
    let mut lines = Lines {
        loops: Vec::new(),
        depth: vec![UNSEEN; manager.len()],
    };
    let mut path: Vec<u32> = Vec::new();
    for start in 0..manager.len() {
        let mut at = start as u32;
        while at != NOBODY && lines.depth[at as usize] == UNSEEN {
            lines.depth[at as usize] = ON_PATH;
            path.push(at);
            at = manager[at as usize];
        }
        let mut depth = match at {
            NOBODY => 0,
            at if lines.depth[at as usize] == ON_PATH => {
                let first = path.iter().position(|&place| place == at);
                let first = first.expect("what is on the path is in it");
                lines.loops.push(path[first..].to_vec());
                0
            }
            at => lines.depth[at as usize] + 1,
        };
        while let Some(place) = path.pop() {
            lines.depth[place as usize] = depth;
            depth += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_from_the_top() {
        let lines = walk(&[NOBODY, 0, 1, 1, NOBODY]);
        assert_eq!(lines.depth, [0, 1, 2, 2, 0]);
        assert!(lines.loops.is_empty());
    }

    #[test]
    fn every_loop_is_found_once() {
        let lines = walk(&[1, 2, 1, 0, 5, 4, NOBODY]);
        assert_eq!(lines.loops, [vec![1, 2], vec![4, 5]]);
    }

    #[test]
    fn a_long_line_is_no_deep_recursion() {
        let manager: Vec<u32> = (0..200_000u32).map(|n| n.wrapping_sub(1)).collect();
        assert_eq!(walk(&manager).depth[199_999], 199_999);
    }
}
