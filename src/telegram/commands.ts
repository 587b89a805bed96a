/** @module The commands of the bot, and the menus in which Telegram shows them. */

import type { Api } from 'grammy';
import type { BotCommand, BotCommandScope } from 'grammy/types';
import type { Language } from '../errors.js';
import type { Log } from './context.js';
import { LANGUAGES, translatorOf } from './language.js';
import { describeError } from './telegram-errors.js';

const PRIVATE = ['start', 'reports', 'search', 'cite', 'settings', 'help'] as const;
const GROUP = ['ask', 'reports', 'search', 'cite', 'help'] as const;
const ADMIN = [...PRIVATE, 'status', 'reindex', 'remove'] as const;

/** Every command the bot answers to. */
export const COMMANDS: ReadonlySet<string> = new Set([...PRIVATE, ...GROUP, ...ADMIN]);

/** Shows the commands in Telegram's menus, in both languages. A menu that fails is logged and left out. */
export async function publishCommands(
  api: Api,
  { language, admins }: { readonly language: Language; readonly admins: ReadonlySet<number> },
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const menus: (readonly [BotCommandScope, readonly string[]])[] = [
    [{ type: 'all_private_chats' }, PRIVATE],
    [{ type: 'all_group_chats' }, GROUP],
    ...[...admins].map((id) => [{ type: 'chat', chat_id: id }, ADMIN] as const),
  ];
  for (const [scope, names] of menus) {
    // The menu without a language code is for clients that speak neither.
    for (const code of [undefined, ...LANGUAGES]) {
      if (signal.aborted) return;
      const commands = described(names, code ?? language);
      try {
        await api.setMyCommands(commands, code === undefined ? { scope } : { scope, language_code: code });
      } catch (error) {
        log.warn({ scope: scope.type, reason: describeError(error) }, 'commands were not published');
        break;
      }
    }
  }
}

function described(names: readonly string[], language: Language): BotCommand[] {
  const t = translatorOf(language);
  return names.map((command) => ({ command, description: t(`command-${command}`) }));
}
