// Texts that several folders of components show.

/** Says that a request got no response. */
export const unreachable = 'The portal can’t be reached; you may be offline.'
