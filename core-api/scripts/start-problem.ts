/** Why a start is not possible, and what to do, in one sentence. */
export class StartProblem extends Error {}
