/** @module Progress of a sync: a bar on a terminal, now and then a line elsewhere. */

import type { SyncProgress } from '../index/index.js';
import type { Messages } from './messages.js';

export interface Progress {
  readonly update: (progress: SyncProgress) => void;
  end(): void;
}

const BAR = 24;
const LINE_EVERY_MS = 5_000;

/** `stream`: the error stream, so that answers stay clean. */
export function createProgress(stream: NodeJS.WriteStream, messages: Messages, now: () => number = Date.now): Progress {
  let started = 0;
  let stage: SyncProgress['stage'] | null = null;
  let lastLine = now();
  let drawn = false;
  const rate = (progress: SyncProgress): string => {
    if (progress.stage !== 'embed' || progress.done === 0) return '';
    const perSecond = progress.done / Math.max(0.001, (now() - started) / 1000);
    return `  ${perSecond.toFixed(0)}/s  ${Math.ceil((progress.total - progress.done) / perSecond)} s`;
  };
  return {
    update(progress) {
      if (progress.stage !== stage) {
        stage = progress.stage;
        started = now();
      }
      const text = messages.stage(progress) + rate(progress);
      if (stream.isTTY) {
        const share = progress.stage === 'index' ? 1 : progress.done / Math.max(1, progress.total);
        const filled = Math.round(share * BAR);
        stream.write(`\r\u001b[2K${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${text}`);
        drawn = true;
      } else if (now() - lastLine >= LINE_EVERY_MS) {
        lastLine = now();
        stream.write(`${text}\n`);
      }
    },
    end() {
      if (drawn) stream.write('\r\u001b[2K');
      drawn = false;
    },
  };
}
