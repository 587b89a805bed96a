/** @module One measurement in a process of its own; see {@link measure}. */

import { keepHeapSmall } from '../../src/heap.js';
import { build } from './build.js';
import type { Task } from './messages.js';
import { peer } from './peers.js';
import { serve } from './serve.js';

const task: Task = JSON.parse(process.argv[2] ?? '{}');
// As the command line does; peers are left as they are.
if (task.task === 'build' || task.task === 'serve') keepHeapSmall();
const result = task.task === 'build' ? await build(task) : task.task === 'serve' ? await serve(task) : await peer(task.task, task);
process.send?.(result, () => process.exit(0));
