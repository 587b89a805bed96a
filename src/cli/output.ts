/** @module Writes answers to standard output, each handed on before the next is made. */

import type { Messages } from './messages.js';
import type { View } from './render.js';

/** Resolves once `text` has left the process, so that nothing is lost at its end and a slow reader is waited for. */
export function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** How a person sees answers on standard output: bold and wrapped on a terminal, plain and unwrapped elsewhere. */
export function viewOn(stream: NodeJS.WriteStream, messages: Messages): View {
  const colour = stream.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return { messages, colour, width: stream.isTTY ? (stream.columns ?? null) : null };
}
