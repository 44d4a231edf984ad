//! Everyone who may still move, where they sit, and the prices that prove they sit best.
//!
//! Locked mentees are not here, nor the places they hold. Every operation finishes with an optimum
//! of the pool it leaves behind; each is one shortest path in the column graph. After a path of
//! length `d`, raising the price of every node nearer than `d` by the difference keeps all reduced
//! costs ≥ 0 and makes those along the path 0, so moving people along it stays optimal.

use super::change::Move;
use super::graph::ColumnGraph;
use super::search::Search;
use crate::number::Sum;
use crate::{FORBIDDEN, Problem};

#[derive(Clone)]
pub(super) struct Pool<W> {
    pub graph: ColumnGraph<W>,
    /// Per column, unmatched last: who sits there and may move.
    members: Vec<Vec<u32>>,
    /// Per mentor: places that no locked mentee holds.
    places: Vec<u32>,
    /// Per mentee its column, locked ones included.
    seats: Vec<u32>,
    /// Per column; 0 for unmatched.
    pub prices: Vec<W>,
}

impl<W: Sum> Pool<W> {
    /// Takes over an optimal assignment with its prices.
    pub fn new(problem: &Problem, assignment: &[Option<u32>], prices: &[i64]) -> Self {
        let unmatched = problem.mentors();
        let mut members = vec![Vec::new(); unmatched + 1];
        let seats: Vec<u32> = assignment
            .iter()
            .map(|seat| seat.unwrap_or(unmatched as u32))
            .collect();
        for (mentee, _) in problem
            .locks()
            .iter()
            .enumerate()
            .filter(|(_, lock)| lock.is_none())
        {
            members[seats[mentee] as usize].push(mentee as u32);
        }
        let prices = prices
            .iter()
            .copied()
            .chain([0])
            .map(W::from_wide)
            .collect();
        let graph = ColumnGraph::new(unmatched + 1);
        let mut pool = Self {
            graph,
            members,
            places: problem.open_places(),
            seats,
            prices,
        };
        for column in 0..=unmatched {
            pool.rebuild(problem, column);
        }
        pool
    }

    /// The same in wider numbers.
    pub fn widened(&self) -> Pool<i64> {
        let prices = self.prices.iter().map(|price| price.wide()).collect();
        let (members, places, seats) = (
            self.members.clone(),
            self.places.clone(),
            self.seats.clone(),
        );
        Pool {
            graph: self.graph.widened(),
            members,
            places,
            seats,
            prices,
        }
    }

    fn unmatched(&self) -> usize {
        self.places.len()
    }

    pub fn seat(&self, mentee: usize) -> usize {
        self.seats[mentee] as usize
    }

    pub fn mentor_of(&self, mentee: usize) -> Option<usize> {
        Some(self.seat(mentee)).filter(|&column| column != self.unmatched())
    }

    pub fn open_places(&self, mentor: usize) -> u32 {
        self.places[mentor]
    }

    fn has_free_place(&self, column: usize) -> bool {
        self.places
            .get(column)
            .is_some_and(|&places| self.members[column].len() < places as usize)
    }

    /// What a mentee has in a column, by its current scores.
    fn worth(problem: &Problem, mentee: usize, column: usize) -> W {
        match problem.row(mentee).get(column) {
            Some(score) => W::from_score(score),
            None => -W::from_score(problem.unmatched_penalty()),
        }
    }

    /// What a mentee has where it sits, after paying for it.
    pub fn margin(&self, problem: &Problem, mentee: usize) -> W {
        let column = self.seat(mentee);
        Self::worth(problem, mentee, column) - self.prices[column]
    }

    pub fn rebuild(&mut self, problem: &Problem, column: usize) {
        let free = self.has_free_place(column);
        let leavers = self.members[column].iter().map(|&mentee| {
            let mentee = mentee as usize;
            (Self::worth(problem, mentee, column), problem.row(mentee))
        });
        self.graph
            .rebuild(column, problem.unmatched_penalty(), free, leavers);
    }

    /// Restores the optimum after the options of a free mentee changed: it leaves its place, enters
    /// where that is best, and whoever it displaces moves on until the place it left is taken.
    pub fn settle(&mut self, problem: &Problem, mentee: usize) -> Vec<Move> {
        let seat = self.seat(mentee);
        let row = problem.row(mentee);
        let mut best = -W::from_score(problem.unmatched_penalty());
        for (score, &price) in row.iter().zip(&self.prices) {
            if score != FORBIDDEN {
                best = best.max(W::from_score(score) - price);
            }
        }
        let allowed = row.get(seat).is_none_or(|score| score != FORBIDDEN);
        if allowed && self.margin(problem, mentee) == best {
            self.rebuild(problem, seat);
            return Vec::new();
        }
        let mut labels: Vec<W> = row
            .iter()
            .map(|score| {
                if score == FORBIDDEN {
                    W::FAR
                } else {
                    best - W::from_score(score)
                }
            })
            .collect();
        labels.push(best + W::from_score(problem.unmatched_penalty()));
        let path = self
            .shortest(labels, seat)
            .expect("staying unmatched frees the old place to nobody");
        self.leave(mentee);
        self.shift(problem, &path, Some((mentee, seat)))
    }

    /// Takes a mentee out to hold a place of `mentor` for good. That place goes out with it.
    pub fn withdraw(&mut self, problem: &Problem, mentee: usize, mentor: usize) -> Vec<Move> {
        let seat = self.seat(mentee);
        let path = if seat == mentor {
            vec![mentor]
        } else {
            self.shortest(self.start_at(mentor), seat)
                .expect("an open place is held by somebody or nobody")
        };
        self.leave(mentee);
        let mut moves = self.shift(problem, &path, None);
        self.places[mentor] -= 1;
        self.seats[mentee] = mentor as u32;
        self.rebuild(problem, mentor);
        if seat != mentor {
            self.rebuild(problem, seat);
            moves.push(self.a_move(mentee, seat, mentor));
        }
        moves
    }

    /// Brings a mentee back with the place it held.
    pub fn restore(&mut self, problem: &Problem, mentee: usize) -> Vec<Move> {
        let seat = self.seat(mentee);
        self.places[seat] += 1;
        self.members[seat].push(mentee as u32);
        self.settle(problem, mentee)
    }

    /// Gives a mentor another number of open places.
    pub fn set_places(&mut self, problem: &Problem, mentor: usize, places: u32) -> Vec<Move> {
        let mut moves = Vec::new();
        while self.places[mentor] != places {
            // Nobody wants more of what is free, nor misses a place nobody holds.
            let held = self.members[mentor].len() as u32;
            if held < self.places[mentor] || self.prices[mentor] == W::default() && held < places {
                self.places[mentor] = places.max(held);
                self.rebuild(problem, mentor);
            } else if places > self.places[mentor] {
                moves.extend(self.add_place(problem, mentor));
            } else {
                moves.extend(self.remove_place(problem, mentor));
            }
        }
        moves
    }

    fn add_place(&mut self, problem: &Problem, mentor: usize) -> Vec<Move> {
        let unmatched = self.unmatched();
        let path = self
            .shortest(self.start_at(unmatched), mentor)
            .expect("nobody can take any place");
        self.places[mentor] += 1;
        self.shift(problem, &path, None)
    }

    /// Removes a place somebody holds.
    fn remove_place(&mut self, problem: &Problem, mentor: usize) -> Vec<Move> {
        let path = self.shortest(self.start_at(mentor), self.unmatched());
        let path = path.expect("whoever holds a place may stay unmatched");
        let moves = self.shift(problem, &path, None);
        self.places[mentor] -= 1;
        self.rebuild(problem, mentor);
        moves
    }

    /// Labels of a search that starts with one unit too many at `column`.
    pub fn start_at(&self, column: usize) -> Vec<W> {
        let mut labels = vec![W::FAR; self.graph.nodes()];
        labels[column] = -self.prices[column];
        labels
    }

    /// The shortest path from where `labels` start to `goal`, with prices moved along.
    fn shortest(&mut self, labels: Vec<W>, goal: usize) -> Option<Vec<usize>> {
        let mut search = Search::from(labels);
        let distance = search.run(&self.prices, Some(goal), |node| self.graph.from(node))?;
        for &(node, nearer) in &search.settled {
            let price = &mut self.prices[node as usize];
            *price = *price + distance - nearer;
        }
        // Only differences of prices matter, and being unmatched is free.
        let unmatched = self.prices[self.unmatched()];
        for price in &mut self.prices {
            *price = *price - unmatched;
        }
        Some(search.path(goal))
    }

    /// Who moves along a path, by the columns as they are now. A nobody moves for nothing and
    /// disturbs no one, so it goes first.
    pub fn movers(&self, problem: &Problem, path: &[usize]) -> Vec<Move> {
        let hops = path.iter().zip(path.iter().skip(1));
        hops.filter_map(|(&from, &to)| {
            let loss = self.graph.arc(from, to);
            let nobody =
                from == self.unmatched() || (to == self.unmatched() && self.has_free_place(from));
            if nobody && loss == W::default() {
                return None;
            }
            let able = self.members[from].iter().copied().filter(|&mentee| {
                let mentee = mentee as usize;
                problem.row(mentee).get(to) != Some(FORBIDDEN)
                    && Self::worth(problem, mentee, from) - Self::worth(problem, mentee, to) == loss
            });
            let mentee = able
                .min()
                .expect("an arc weighs what its cheapest mover loses");
            Some(self.a_move(mentee as usize, from, to))
        })
        .collect()
    }

    pub fn a_move(&self, mentee: usize, from: usize, to: usize) -> Move {
        let mentor = |column: usize| Some(column).filter(|&column| column != self.unmatched());
        Move {
            mentee,
            from: mentor(from),
            to: mentor(to),
        }
    }

    /// Moves people along `path`, and first `newcomer`, which left its seat already, into its start.
    fn shift(
        &mut self,
        problem: &Problem,
        path: &[usize],
        newcomer: Option<(usize, usize)>,
    ) -> Vec<Move> {
        let mut moves = self.movers(problem, path);
        for step in &moves {
            self.leave(step.mentee);
            self.sit(step.mentee, step.to.unwrap_or(self.unmatched()));
        }
        if let Some((mentee, left)) = newcomer {
            self.sit(mentee, path[0]);
            if left != path[0] {
                moves.push(self.a_move(mentee, left, path[0]));
            }
        }
        for &column in path {
            self.rebuild(problem, column);
        }
        moves
    }

    fn leave(&mut self, mentee: usize) {
        let column = self.seats[mentee] as usize;
        self.members[column].retain(|&member| member as usize != mentee);
    }

    fn sit(&mut self, mentee: usize, column: usize) {
        self.members[column].push(mentee as u32);
        self.seats[mentee] = column as u32;
    }
}
