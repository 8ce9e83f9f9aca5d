/**
 * Bodies of rejected events that are kept of one site and day, in number and bytes. Beyond, they are only counted, so that a stranger
 * cannot fill the disk. Each collecting process keeps to it, and the store for all of them together.
 */
export const FAILED_BOUNDS = { bodies: 10_000, bytes: 16 * 1024 * 1024 } as const;

/** Of these, as much as browsers may take, for whom nobody vouches: a flood of theirs leaves room for what servers send. */
export const UNPROVEN_SHARE = 0.8;
