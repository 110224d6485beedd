import { tellSeamlessStory } from './seamless-story.ts';

tellSeamlessStory({
  ...{ language: 'en', theme: 'light', mode: 'route', java: 'java-4.9.7' },
  names: {
    ...{ source: 'old RocketMQ', target: 'new RocketMQ', administrator: 'wei' },
    ...{ migration: 'the shop', token: 'gateways', import: 'for the shop' },
  },
});
