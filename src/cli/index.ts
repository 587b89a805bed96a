/** @module The same answers in a terminal. */

export { main } from './main.js';
