//! Numbers that look random and are not: the same seed throws the same dice,
//! on every machine and in every version of the libraries underneath.
//!
//! Every person and every topic has dice of its own, so that asking one more
//! question about one of them leaves all other answers as they were.

use pairwell_domain::time::Instant;
use uuid::{Builder, Uuid};

/// SplitMix64 (Steele, Lea & Flood, *Fast Splittable Pseudorandom Number
/// Generators*, 2014). For scenery, not for secrets.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The dice for number `index` of a `topic`.
    pub fn about(seed: u64, topic: &str, index: u64) -> Self {
        // FNV-1a, to tell topics apart.
        let topic = topic.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mut dice = Dice(seed ^ topic);
        dice.0 = dice.next() ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        dice.next();
        dice
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 up to, but not including, `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// `low` up to and including `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// True this often in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of `from`, each as often as its weight says.
    pub fn weighted<'a, T>(&mut self, from: &'a [T], weight: impl Fn(&T) -> usize) -> &'a T {
        let all: usize = from.iter().map(&weight).sum();
        let mut at = self.below(all);
        from.iter()
            .find(|entry| {
                let weight = weight(entry);
                let here = at < weight;
                at = at.saturating_sub(weight);
                here
            })
            .expect("a number below the sum falls on one of the weights")
    }

    /// Puts `of` in another order.
    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        for at in (1..of.len()).rev() {
            of.swap(at, self.below(at + 1));
        }
    }
}

/// An id like the server makes them (version 7), for number `index` of a `topic`
/// that came about `at`. Ids of one topic and moment sort by index.
pub fn id<T: From<Uuid>>(seed: u64, topic: &str, at: Instant, index: u64) -> T {
    let [.., a, b, c, d, e, f] = Dice::about(seed, topic, index).next().to_be_bytes();
    // Version and variant take the top bits of the first and third byte.
    let bytes = [
        (index >> 22) as u8 & 0x0f,
        (index >> 14) as u8,
        (index >> 8) as u8 & 0x3f,
        index as u8,
        a,
        b,
        c,
        d,
        e,
        f,
    ];
    let millis = u64::try_from(at.0).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &bytes)
        .into_uuid()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_dice_and_another_does_not() {
        let throw = |seed, topic, index| Dice::about(seed, topic, index).next();
        assert_eq!(throw(7, "person", 3), throw(7, "person", 3));
        let others = [
            throw(8, "person", 3),
            throw(7, "session", 3),
            throw(7, "person", 4),
        ];
        assert!(others.iter().all(|other| *other != throw(7, "person", 3)));
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::about(1, "weights", 0);
        let mut seen = [0usize; 3];
        for _ in 0..3000 {
            seen[*dice.weighted(&[0usize, 1, 2], |at| [1, 0, 2][*at])] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!((900..1100).contains(&seen[0]), "{seen:?}");
    }

    #[test]
    fn ids_sort_by_moment_and_then_by_index() {
        let made = |at, index| id::<Uuid>(5, "person", Instant(at), index);
        assert!(made(1_700_000_000_000, 16_383) < made(1_700_000_000_000, 16_384));
        assert!(made(1_700_000_000_000, 300_000) < made(1_700_000_000_001, 0));
        assert_eq!(made(1_700_000_000_000, 1).get_version_num(), 7);
    }
}
