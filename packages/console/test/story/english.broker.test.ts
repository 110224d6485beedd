import { tellStory } from './story.ts';

tellStory('en', 'light', { source: 'old cluster', target: 'new cluster', administrator: 'wei' });
