/** @module One measurement in a process of its own; see {@link measure}. */

import { build } from './build.js';
import type { Task } from './messages.js';
import { peer } from './peers.js';
import { serve } from './serve.js';

const task: Task = JSON.parse(process.argv[2] ?? '{}');
const result = task.task === 'build' ? await build(task) : task.task === 'serve' ? await serve(task) : await peer(task.task, task);
process.send?.(result, () => process.exit(0));
