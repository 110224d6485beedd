import { tellStory } from './story.ts';

tellStory('zh', 'dark', { source: '旧集群', target: '新集群', administrator: '王伟' });
