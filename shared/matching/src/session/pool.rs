//! Everyone who may still move, where they sit, and the prices that prove they sit best.
//!
//! Locked mentees are not here, nor the places they hold. Every operation finishes with an optimum
//! of the pool it leaves behind; each is one shortest path in the column graph. After a path of
//! length `d`, raising the price of every node nearer than `d` by the difference keeps all reduced
//! costs ≥ 0 and makes those along the path 0, so moving people along it stays optimal.

use pairwell_rows::{FAR, UNREACHABLE};

use super::change::Move;
use super::graph::{ColumnGraph, Width};
use super::scene::Scene;
use super::search::Search;

#[derive(Clone)]
pub(super) struct Pool {
    pub graph: ColumnGraph,
    /// Per column, unmatched last: who sits there and may move.
    members: Vec<Vec<u32>>,
    /// Per mentor: places that no locked mentee holds.
    places: Vec<u32>,
    /// Per mentee its column, locked ones included.
    seats: Vec<u32>,
    /// Per column; 0 for unmatched.
    pub prices: Vec<i64>,
}

impl Pool {
    /// Takes over an optimal assignment with its prices.
    #[inline(never)]
    pub fn new(scene: &Scene, width: Width, assignment: &[Option<u32>], prices: &[i64]) -> Self {
        let problem = &scene.problem;
        let unmatched = problem.mentors();
        let mut members = vec![Vec::new(); unmatched + 1];
        let seats: Vec<u32> = assignment
            .iter()
            .map(|seat| seat.unwrap_or(unmatched as u32))
            .collect();
        let locks = problem.locks().iter().enumerate();
        for (mentee, _) in locks.filter(|(_, lock)| lock.is_none()) {
            members[seats[mentee] as usize].push(mentee as u32);
        }
        let mut pool = Self {
            graph: ColumnGraph::new(width, unmatched + 1),
            members,
            places: problem.open_places(),
            seats,
            prices: prices.iter().copied().chain([0]).collect(),
        };
        for column in 0..=unmatched {
            let free = pool.has_free_place(column);
            pool.graph.weigh(column, scene, &pool.members[column], free);
        }
        pool.graph.turn();
        pool
    }

    /// Who sits where, and the mentors' prices: what a pool of another width is made from.
    pub fn state(&self) -> (Vec<Option<u32>>, Vec<i64>) {
        let unmatched = self.unmatched() as u32;
        let seats = self.seats.iter();
        let assignment = seats.map(|&seat| (seat != unmatched).then_some(seat));
        let prices = &self.prices[..self.unmatched()];
        (assignment.collect(), prices.to_vec())
    }

    /// Lets in a new last mentee, who starts unmatched.
    pub fn admit(&mut self, scene: &Scene) -> Vec<Move> {
        let mentee = self.seats.len();
        self.seats.push(self.unmatched() as u32);
        self.sit(mentee, self.unmatched());
        self.rebuild(scene, self.unmatched());
        self.settle(scene, mentee)
    }

    /// Takes out a mentee who is unmatched and has nowhere to go; those after it move down.
    pub fn dismiss(&mut self, scene: &Scene, mentee: usize) {
        self.leave(mentee);
        self.seats.remove(mentee);
        for member in self.members.iter_mut().flatten() {
            *member -= u32::from(*member as usize > mentee);
        }
        self.rebuild(scene, self.unmatched());
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

    pub fn has_free_place(&self, column: usize) -> bool {
        self.places
            .get(column)
            .is_some_and(|&places| self.members[column].len() < places as usize)
    }

    /// What a mentee has where it sits, after paying for it.
    pub fn margin(&self, scene: &Scene, mentee: usize) -> i64 {
        let column = self.seat(mentee);
        scene.worth(mentee, column) - self.prices[column]
    }

    #[inline(never)]
    pub fn rebuild(&mut self, scene: &Scene, column: usize) {
        let free = self.has_free_place(column);
        self.graph
            .rebuild(column, scene, &self.members[column], free);
    }

    /// Whether locked mentees hold every place of the mentor, or it has none.
    pub fn is_closed(&self, mentor: usize) -> bool {
        self.places[mentor] == 0
    }

    /// Restores the optimum after the options of a free mentee changed: it leaves its place, enters
    /// where that is best, and whoever it displaces moves on until the place it left is taken.
    pub fn settle(&mut self, scene: &Scene, mentee: usize) -> Vec<Move> {
        let seat = self.seat(mentee);
        let mut worths: Vec<i64> = scene
            .row(mentee)
            .iter()
            .map(|score| {
                if scene.usable(score) {
                    i64::from(score)
                } else {
                    -FAR
                }
            })
            .collect();
        worths.push(scene.unmatched_worth());
        if let Some((home, bonus)) = scene.home(mentee)
            && worths[home] > -UNREACHABLE
        {
            worths[home] += bonus;
        }
        let nets = worths
            .iter()
            .zip(&self.prices)
            .map(|(&worth, &price)| worth - price);
        let best = nets.fold(scene.unmatched_worth(), i64::max);
        if worths[seat] > -UNREACHABLE && self.margin(scene, mentee) == best {
            self.rebuild(scene, seat);
            return Vec::new();
        }
        let labels = worths.into_iter().map(|worth| {
            if worth > -UNREACHABLE {
                best - worth
            } else {
                FAR
            }
        });
        let labels = labels.collect();
        let path = self
            .shortest(labels, seat)
            .expect("staying unmatched frees the old place to nobody");
        self.leave(mentee);
        self.shift(scene, &path, Some((mentee, seat)))
    }

    /// Takes a mentee out to hold a place of `mentor` for good. That place goes out with it.
    pub fn withdraw(&mut self, scene: &Scene, mentee: usize, mentor: usize) -> Vec<Move> {
        let seat = self.seat(mentee);
        let path = if seat == mentor {
            vec![mentor]
        } else {
            self.shortest(self.start_at(mentor), seat)
                .expect("an open place is held by somebody or nobody")
        };
        self.leave(mentee);
        let mut moves = self.shift(scene, &path, None);
        self.places[mentor] -= 1;
        self.seats[mentee] = mentor as u32;
        self.rebuild(scene, mentor);
        if seat != mentor {
            self.rebuild(scene, seat);
            moves.push(self.a_move(mentee, seat, mentor));
        }
        moves
    }

    /// Brings a mentee back with the place it held.
    pub fn restore(&mut self, scene: &Scene, mentee: usize) -> Vec<Move> {
        let seat = self.seat(mentee);
        self.places[seat] += 1;
        self.members[seat].push(mentee as u32);
        self.settle(scene, mentee)
    }

    /// Gives a mentor another number of open places.
    pub fn set_places(&mut self, scene: &Scene, mentor: usize, places: u32) -> Vec<Move> {
        let mut moves = Vec::new();
        while self.places[mentor] != places {
            // Nobody wants more of what is free, nor misses a place nobody holds.
            let held = self.members[mentor].len() as u32;
            if held < self.places[mentor] || self.prices[mentor] == 0 && held < places {
                self.places[mentor] = places.max(held);
                self.rebuild(scene, mentor);
            } else if places > self.places[mentor] {
                moves.extend(self.add_place(scene, mentor));
            } else {
                moves.extend(self.remove_place(scene, mentor));
            }
        }
        moves
    }

    fn add_place(&mut self, scene: &Scene, mentor: usize) -> Vec<Move> {
        let unmatched = self.unmatched();
        let path = self
            .shortest(self.start_at(unmatched), mentor)
            .expect("nobody can take any place");
        self.places[mentor] += 1;
        self.shift(scene, &path, None)
    }

    /// Removes a place somebody holds.
    fn remove_place(&mut self, scene: &Scene, mentor: usize) -> Vec<Move> {
        let path = self.shortest(self.start_at(mentor), self.unmatched());
        let path = path.expect("whoever holds a place may stay unmatched");
        let moves = self.shift(scene, &path, None);
        self.places[mentor] -= 1;
        self.rebuild(scene, mentor);
        moves
    }

    /// Labels of a search that starts with one unit too many at `column`.
    pub fn start_at(&self, column: usize) -> Vec<i64> {
        let mut labels = vec![FAR; self.graph.nodes()];
        labels[column] = -self.prices[column];
        labels
    }

    /// The shortest path from where `labels` start to `goal`, with prices moved along.
    fn shortest(&mut self, labels: Vec<i64>, goal: usize) -> Option<Vec<usize>> {
        let mut search = Search::from(labels);
        let distance = search.run(&self.prices, Some(goal), self.graph.forward())?;
        for &(node, nearer) in &search.settled {
            let price = &mut self.prices[node as usize];
            *price = *price + distance - nearer;
        }
        // Only differences of prices matter, and being unmatched is free.
        let unmatched = self.prices[self.unmatched()];
        for price in &mut self.prices {
            *price -= unmatched;
        }
        Some(search.path(goal, self.graph.forward()))
    }

    /// Who moves along a path, by the columns as they are now. A nobody moves for nothing and
    /// disturbs no one, so it goes first.
    #[inline(never)]
    pub fn movers(&self, scene: &Scene, path: &[usize]) -> Vec<Move> {
        let hops = path.iter().zip(path.iter().skip(1));
        hops.filter_map(|(&from, &to)| {
            let loss = self.graph.forward().weight(from, to);
            let nobody =
                from == self.unmatched() || (to == self.unmatched() && self.has_free_place(from));
            if nobody && loss == 0 {
                return None;
            }
            let able = self.members[from].iter().copied().filter(|&mentee| {
                let mentee = mentee as usize;
                scene
                    .row(mentee)
                    .get(to)
                    .is_none_or(|score| scene.usable(score))
                    && scene.worth(mentee, from) - scene.worth(mentee, to) == loss
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
    #[inline(never)]
    fn shift(
        &mut self,
        scene: &Scene,
        path: &[usize],
        newcomer: Option<(usize, usize)>,
    ) -> Vec<Move> {
        let mut moves = self.movers(scene, path);
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
            self.rebuild(scene, column);
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
