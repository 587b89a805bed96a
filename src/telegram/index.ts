export { createBot } from './bot.js';
export type { BotOptions } from './bot.js';
export type { BotDeps, JudianContext, Log } from './context.js';
export { Health } from './health.js';
export { DEFAULT_TIMES, runTelegram } from './run.js';
export type { RunTimes, TelegramDeps } from './run.js';
export { createMemoryStore, openStore } from './store.js';
export type { BotStore } from './store.js';
