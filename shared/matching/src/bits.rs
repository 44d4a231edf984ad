//! Comparisons of 64 numbers at a time, as the bits of a word.

/// One bit for each of up to 64 numbers that is at least `least`. Flags a byte wide first, which
/// vectorises, then eight flags at a time gathered by a multiplication.
pub(crate) fn at_least<T: Copy + Ord>(numbers: &[T], least: T) -> u64 {
    let mut flags = [0u8; 64];
    for (flag, &number) in flags.iter_mut().zip(numbers) {
        *flag = u8::from(number >= least);
    }
    let (bytes, _) = flags.as_chunks::<8>();
    let gather =
        |&flags: &[u8; 8]| u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    bytes
        .iter()
        .rev()
        .fold(0, |bits, flags| bits << 8 | gather(flags))
}

/// The lowest bit set, in the word at index `word` of a row of them.
pub(crate) fn first(bits: u64, word: usize) -> Option<usize> {
    (bits != 0).then(|| word * 64 + bits.trailing_zeros() as usize)
}
