/** What a status means for whoever is on call; each has a shape of its own, so that no colour is needed to tell them apart. */
export type Tone = 'good' | 'busy' | 'idle' | 'paused' | 'warn' | 'bad' | 'unknown';
