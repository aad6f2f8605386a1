/** What the portal is, in one sentence. */
export const portalDescription = 'One page a topic, the best tutorials on each, and a place to keep what you have read.'
