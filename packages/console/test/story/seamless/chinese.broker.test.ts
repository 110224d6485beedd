import { tellSeamlessStory } from './seamless-story.ts';

tellSeamlessStory({
  ...{ language: 'zh', theme: 'dark', mode: 'proxy', java: 'java-5.5.0' },
  names: {
    ...{ source: '旧集群', target: '新集群', administrator: '王伟' },
    ...{ migration: '商城迁移', token: '网关', import: '商城' },
  },
});
