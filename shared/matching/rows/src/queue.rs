//! A radix heap: the priority queue for keys that never fall below the last one taken.
//!
//! Bucket `k` holds keys whose highest bit differing from the last one taken is bit `k − 1`; bucket 0
//! holds its equals. Taking the least empties the lowest bucket into lower ones, so an entry moves
//! down at most once per bit (Ahuja, Mehlhorn, Orlin & Tarjan, *Faster Algorithms for the Shortest
//! Path Problem*, 1990). Distances here are small numbers, so that is a handful of moves at most,
//! whatever the scores.

const BUCKETS: usize = 65;

pub struct RadixHeap {
    buckets: [Vec<(u64, u32)>; BUCKETS],
    /// One bit per bucket from 1 up that holds something.
    occupied: u64,
    last: u64,
}

impl Default for RadixHeap {
    fn default() -> Self {
        Self {
            buckets: [const { Vec::new() }; BUCKETS],
            occupied: 0,
            last: 0,
        }
    }
}

impl RadixHeap {
    /// Empties the queue; keys start from 0 again.
    pub fn clear(&mut self) {
        self.buckets[0].clear();
        while self.occupied != 0 {
            self.buckets[self.occupied.trailing_zeros() as usize + 1].clear();
            self.occupied &= self.occupied - 1;
        }
        self.last = 0;
    }

    /// Adds an entry; a key below the last one taken counts as equal to it.
    #[inline(never)]
    pub fn push(&mut self, key: i64, item: u32) {
        let key = (key.max(0) as u64).max(self.last);
        let bucket = self.bucket_of(key);
        self.buckets[bucket].push((key, item));
        if bucket > 0 {
            self.occupied |= 1 << (bucket - 1);
        }
    }

    /// Takes an entry with the least key, the newest first, unless that is `limit` or more.
    #[inline(never)]
    pub fn pop_below(&mut self, limit: i64) -> Option<(i64, u32)> {
        if self.last >= limit.max(0) as u64 {
            return None;
        }
        if self.buckets[0].is_empty() {
            if self.occupied == 0 {
                return None;
            }
            let lowest = self.occupied.trailing_zeros() as usize + 1;
            let least = self.buckets[lowest].iter().map(|&(key, _)| key).min()?;
            if least >= limit as u64 {
                return None;
            }
            self.last = least;
            self.occupied &= self.occupied - 1;
            let mut entries = std::mem::take(&mut self.buckets[lowest]);
            for (key, item) in entries.drain(..) {
                let bucket = self.bucket_of(key);
                self.buckets[bucket].push((key, item));
                if bucket > 0 {
                    self.occupied |= 1 << (bucket - 1);
                }
            }
            self.buckets[lowest] = entries;
        }
        self.buckets[0].pop().map(|(key, item)| (key as i64, item))
    }

    fn bucket_of(&self, key: u64) -> usize {
        (u64::BITS - (key ^ self.last).leading_zeros()) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_out_in_order_while_new_ones_go_in() {
        let mut heap = RadixHeap::default();
        let mut seed = 7u64;
        let mut random = move || {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (seed >> 40) as i64
        };
        for round in 0..3 {
            heap.clear();
            (0..50).for_each(|item| heap.push(random(), item));
            let (mut last, mut taken) = (0, 0);
            while let Some((key, item)) = heap.pop_below(i64::MAX) {
                assert!(key >= last, "round {round}: {key} after {last}");
                last = key;
                taken += 1;
                if taken < 200 {
                    heap.push(key + random() % 1000, item);
                }
            }
            assert_eq!(taken, 249);
        }
    }

    #[test]
    fn entries_at_the_limit_stay() {
        let mut heap = RadixHeap::default();
        heap.push(5, 1);
        assert_eq!(heap.pop_below(5), None);
        assert_eq!(heap.pop_below(6), Some((5, 1)));
    }
}
