import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTexts } from '../texts/start-texts.ts';
import { App } from './app.tsx';
import '../theme/base.css';

await startTexts();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
