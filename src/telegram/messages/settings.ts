/** @module A person's settings, as buttons. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { Language } from '../../errors.js';
import type { UserMemory } from '../context.js';
import type { Translate } from '../language.js';
import { button, keyboard } from './keyboard.js';
import type { Outgoing } from './outgoing.js';

const LANGUAGE_NAMES: readonly (readonly [Language, string])[] = [
  ['zh', '中文'],
  ['en', 'English'],
];

export const QUOTE_COUNTS: readonly number[] = [1, 2, 3, 4, 5];

/** The settings of `user`, a mark before what is chosen. */
export function settingsMessage(user: UserMemory, t: Translate): Outgoing {
  const marked = (label: string, chosen: boolean): string => (chosen ? `✓ ${label}` : label);
  return {
    parts: [new FormattedString(t('settings-title'))],
    ...keyboard([
      [
        button(marked(t('settings-language-client'), user.language === null), { kind: 'language', language: null }),
        ...LANGUAGE_NAMES.map(([language, name]) =>
          button(marked(name, user.language === language), { kind: 'language', language }),
        ),
      ],
      QUOTE_COUNTS.map((count) =>
        button(marked(t('settings-quotes', { count }), user.quotes === count), { kind: 'quotes', count }),
      ),
    ]),
  };
}
