/** @module Progress of a sync: a bar on a terminal, now and then a line elsewhere. */

import type { AppProgress } from '../app.js';
import type { Messages } from './messages.js';
import { clip } from './wrap.js';

export interface Progress {
  readonly update: (progress: AppProgress) => void;
  /** Takes the bar away; a later update draws it again. */
  readonly end: () => void;
}

/** The part of a stream that progress needs. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write(text: string): unknown };

const BAR = 24;
const CLEAR = '\r\u001b[2K';
const DRAW_EVERY_MS = 80;
const LINE_EVERY_MS = 5_000;
/** A rate measured for a shorter time says little. */
const RATE_AFTER_MS = 500;

/** `stream`: the error stream, so that answers stay clean. */
export function createProgress(stream: ProgressStream, messages: Messages, now: () => number = Date.now): Progress {
  let stage: AppProgress['stage'] | null = null;
  let started = 0;
  let lastDrawn = Number.NEGATIVE_INFINITY;
  let lastLine = now();
  let isDrawn = false;

  function textOf(progress: AppProgress): string {
    const text = messages.stage(progress);
    const elapsed = now() - started;
    if (progress.stage !== 'embed' || progress.done === 0 || elapsed < RATE_AFTER_MS) return text;
    const perSecond = (progress.done / elapsed) * 1000;
    return text + messages.rate(Math.round(perSecond), Math.ceil((progress.total - progress.done) / perSecond));
  }

  function draw(progress: AppProgress): void {
    const share = progress.stage === 'index' ? 1 : progress.done / Math.max(1, progress.total);
    const filled = Math.round(Math.min(1, share) * BAR);
    const line = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${textOf(progress)}`;
    stream.write(CLEAR + clip(line, Math.max(BAR, (stream.columns ?? 80) - 1)));
    isDrawn = true;
  }

  return {
    update(progress) {
      const isNewStage = progress.stage !== stage;
      if (isNewStage) {
        if (stage === null) lastLine = now();
        stage = progress.stage;
        started = now();
      }
      if (stream.isTTY) {
        if (!isNewStage && now() - lastDrawn < DRAW_EVERY_MS) return;
        lastDrawn = now();
        draw(progress);
      } else if (now() - lastLine >= LINE_EVERY_MS) {
        lastLine = now();
        stream.write(`${textOf(progress)}\n`);
      }
    },
    end() {
      if (isDrawn) stream.write(CLEAR);
      isDrawn = false;
      stage = null;
    },
  };
}
