/** @module Settings, read once from the environment and `.env`, validated, and handed on as one value. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';
import { JudianError, reasonOf } from './errors.js';
import type { Language } from './errors.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where Telegram posts updates to. */
export interface WebhookConfig {
  /** Address under which Telegram reaches this bot. */
  readonly url: string;
  /** What Telegram sends along, so that nobody else can post; null: derived from the token. */
  readonly secret: string | null;
}

/** Where the bot's own HTTP server listens. */
export interface HttpConfig {
  readonly host: string;
  readonly port: number;
}

/** What the Telegram bot needs to know. */
export interface TelegramConfig {
  readonly token: string;
  /** Address of the Bot API server, without a trailing slash. */
  readonly apiRoot: string;
  /** Address of an HTTP proxy that all calls go through, or null. */
  readonly proxyUrl: string | null;
  /** Null: updates are fetched by polling. */
  readonly webhook: WebhookConfig | null;
  /** Null: no HTTP server. Never null with a webhook. */
  readonly http: HttpConfig | null;
  /** Numeric ids of the people and chats that may use the bot. Both empty: everyone may. */
  readonly allowedUsers: ReadonlySet<number>;
  readonly allowedChats: ReadonlySet<number>;
  readonly admins: ReadonlySet<number>;
  /** Questions and searches one person may send in a minute. */
  readonly rateLimit: number;
  /** Language for people whose client names neither Chinese nor English. */
  readonly language: Language;
}

export interface Config {
  readonly language: Language;
  readonly logLevel: LogLevel;
  /** Absolute paths. */
  readonly reportsDirs: readonly string[];
  readonly indexDir: string;
  readonly modelDir: string;
  /** What to fetch where `modelDir` is no folder; null where the setting can only mean a folder. */
  readonly remoteModel: { readonly name: string; readonly hub: { readonly endpoint: string; readonly folder: string } } | null;
  /** Null without BOT_TOKEN. */
  readonly telegram: TelegramConfig | null;
}

/** Where relative paths start and `.env` is looked for. */
export interface ConfigPlace {
  /** Absolute path of a folder. */
  readonly cwd: string;
}

const REASONS = {
  language: { zh: '只能是 zh 或 en', en: 'must be zh or en' },
  logLevel: { zh: `只能是 ${LOG_LEVELS.join('、')} 之一`, en: `must be one of ${LOG_LEVELS.join(', ')}` },
  token: {
    zh: '应形如 123456789:AbC…，请向 @BotFather 索取',
    en: 'must look like 123456789:AbC…; get one from @BotFather',
  },
  ids: { zh: '应为数字 ID，用逗号分隔', en: 'must be numeric ids separated by commas' },
  apiRoot: { zh: '应为 http:// 或 https:// 开头的网址', en: 'must be an http:// or https:// address' },
  proxy: { zh: '应为 http://主机:端口（不支持 socks）', en: 'must be http://host:port (socks is not supported)' },
  secret: { zh: '只能含字母、数字、_ 与 -，1 到 256 个', en: 'must be 1 to 256 letters, digits, _ and -' },
  port: { zh: '应为 1 到 65535 之间的整数', en: 'must be a whole number from 1 to 65535' },
  rate: { zh: '应为 1 到 600 之间的整数', en: 'must be a whole number from 1 to 600' },
} as const satisfies Record<string, Record<Language, string>>;

type Reason = keyof typeof REASONS;

/** Separates lists of ids, also as people type them in Chinese. */
const SEPARATORS = /[\s,，、;；]+/;
const HIDDEN = '•••';

const languageSetting = z.enum(['zh', 'en'], { error: 'language' satisfies Reason });
const idsSetting = z
  .string()
  .transform((text) => text.split(SEPARATORS).filter(Boolean))
  .pipe(
    z.array(
      z
        .string()
        .regex(/^-?\d{1,16}$/, { error: 'ids' satisfies Reason })
        .transform(Number),
    ),
  )
  .transform((ids): ReadonlySet<number> => new Set(ids));

function urlSetting(protocols: readonly string[], reason: Reason) {
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), { error: reason });
}

function numberSetting(least: number, most: number, reason: Reason) {
  return z
    .string()
    .regex(/^\d{1,6}$/, { error: reason })
    .transform(Number)
    .refine((count) => count >= least && count <= most, { error: reason });
}

/** Where the HTTP server listens if a webhook needs one and no port is set. */
const DEFAULT_PORT = 8080;

const BUNDLED_MODEL = 'embeddings/model';
/** Below the working directory: models fetched from a hub. */
const FETCHED_MODELS = 'embeddings/fetched';
/** `owner/name`, as hubs name models. */
const HUB_NAME = /^[\w-][\w.-]*\/[\w-][\w.-]*$/;

const SETTINGS = z.object({
  JUDIAN_LANGUAGE: languageSetting.default('zh'),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: 'logLevel' satisfies Reason }).default('info'),
  REPORTS_DIR: z.string().default('seeds'),
  INDEX_DIR: z.string().default('embeddings/index'),
  EMBEDDING_MODEL: z.string().default(BUNDLED_MODEL),
  HF_ENDPOINT: urlSetting(['http:', 'https:'], 'apiRoot').default('https://huggingface.co'),
  BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, { error: 'token' satisfies Reason })
    .optional(),
  TELEGRAM_API_ROOT: urlSetting(['http:', 'https:'], 'apiRoot').default('https://api.telegram.org'),
  PROXY_URL: urlSetting(['http:'], 'proxy').optional(),
  WEBHOOK_URL: urlSetting(['http:', 'https:'], 'apiRoot').optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, { error: 'secret' satisfies Reason })
    .optional(),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: numberSetting(1, 65_535, 'port').optional(),
  ALLOWED_USERS: idsSetting.prefault(''),
  ALLOWED_CHATS: idsSetting.prefault(''),
  ADMIN_USERS: idsSetting.prefault(''),
  RATE_LIMIT: numberSetting(1, 600, 'rate').prefault('20'),
});

/** Every setting by name, in the order of `.env.example`. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS.shape);

/**
 * Reads the settings from `env` and, below it, from `.env` in `cwd`. An empty value counts as unset.
 *
 * @throws JudianError CONFIG_INVALID for the first setting that is wrong, naming setting, value and reason; secrets are
 * not shown.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, { cwd }: ConfigPlace): Config {
  const values = settingsFrom({ ...readEnvFile(cwd), ...withoutEmpty(env) });
  const parsed = SETTINGS.safeParse(values);
  if (!parsed.success) throw invalid(parsed.error, values);
  const settings = parsed.data;
  const language = settings.JUDIAN_LANGUAGE;
  return {
    language,
    logLevel: settings.LOG_LEVEL,
    reportsDirs: listOfPaths(settings.REPORTS_DIR).map((folder) => path.resolve(cwd, folder)),
    indexDir: path.resolve(cwd, settings.INDEX_DIR),
    modelDir: path.resolve(cwd, settings.EMBEDDING_MODEL),
    remoteModel: remoteModel(settings, cwd),
    telegram:
      settings.BOT_TOKEN === undefined
        ? null
        : {
            token: settings.BOT_TOKEN,
            apiRoot: settings.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
            proxyUrl: settings.PROXY_URL ?? null,
            ...receiving(settings),
            allowedUsers: settings.ALLOWED_USERS,
            allowedChats: settings.ALLOWED_CHATS,
            admins: settings.ADMIN_USERS,
            rateLimit: settings.RATE_LIMIT,
            language,
          },
  };
}

function receiving({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret, HTTP_HOST: host, HTTP_PORT: port }: z.output<typeof SETTINGS>): Pick<TelegramConfig, 'webhook' | 'http'> {
  const hasServer = url !== undefined || port !== undefined;
  return {
    webhook: url === undefined ? null : { url, secret: secret ?? null },
    http: hasServer ? { host, port: port ?? DEFAULT_PORT } : null,
  };
}

function remoteModel({ EMBEDDING_MODEL: name, HF_ENDPOINT: endpoint }: z.infer<typeof SETTINGS>, cwd: string): Config['remoteModel'] {
  if (name === BUNDLED_MODEL || !HUB_NAME.test(name)) return null;
  return { name, hub: { endpoint: endpoint.replace(/\/+$/, ''), folder: path.resolve(cwd, FETCHED_MODELS) } };
}

function readEnvFile(cwd: string): Record<string, string> {
  const file = path.join(cwd, '.env');
  try {
    return withoutEmpty(parse(readFileSync(file)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new JudianError('CONFIG_INVALID', { name: '.env', value: file, reason: reasonOf(error) });
  }
}

function withoutEmpty(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const trimmed = value?.trim();
    if (trimmed) kept[name] = trimmed;
  }
  return kept;
}

function settingsFrom(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => SETTING_NAMES.includes(name)));
}

function listOfPaths(text: string): string[] {
  const folders = text.split(path.delimiter).flatMap((part) => part.split(/[,，]/));
  return folders.map((folder) => folder.trim()).filter(Boolean);
}

function invalid(error: z.ZodError, values: Readonly<Record<string, string>>): JudianError {
  const issue = error.issues[0];
  const name = String(issue?.path[0] ?? '?');
  const language = languageSetting.safeParse(values['JUDIAN_LANGUAGE']).data ?? 'zh';
  const reason = isReason(issue?.message) ? REASONS[issue.message][language] : (issue?.message ?? '');
  return new JudianError('CONFIG_INVALID', { name, value: shownValue(name, values[name] ?? ''), reason });
}

function isReason(message: string | undefined): message is Reason {
  return message !== undefined && Object.hasOwn(REASONS, message);
}

/** Secrets are never shown; a proxy address loses its password. */
function shownValue(name: string, value: string): string {
  if (name === 'BOT_TOKEN' || name === 'WEBHOOK_SECRET') return HIDDEN;
  return value.replace(/\/\/[^/@]*@/, `//${HIDDEN}@`);
}
