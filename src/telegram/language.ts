/** @module The words people see: Fluent messages in `locales/`, and the choice between them. */

import { readFileSync } from 'node:fs';
import { I18n } from '@grammyjs/i18n';
import type { I18nFlavor } from '@grammyjs/i18n';
import type { Context } from 'grammy';
import type { Language } from '../errors.js';
import { programPath } from '../root.js';

/** Gives the message of a key, its variables filled in. Numbers are for plurals; pass years and lines as strings. */
export type Translate = I18nFlavor['translate'];

export const LANGUAGES = ['zh', 'en'] as const satisfies readonly Language[];

/** The Fluent source of one language. */
export function localeSource(language: Language): string {
  return readFileSync(programPath('locales', `${language}.ftl`), 'utf8');
}

/** Loads both languages. `languageFor` decides for each update. */
export function createTranslations<C extends Context>(languageFor: (ctx: C) => Language): I18n<C> {
  const translations = new I18n<C>({
    defaultLocale: 'zh',
    localeNegotiator: languageFor,
    // Isolation marks around variables would be counted by entities and shown by old clients.
    fluentBundleOptions: { useIsolating: false },
  });
  for (const language of LANGUAGES) translations.loadLocaleSync(language, { source: localeSource(language) });
  return translations;
}

/** The translation function of one language, for what is not said in answer to an update. */
export function translatorOf(language: Language): Translate {
  return createTranslations(() => language).fluent.withLocale(language);
}

/**
 * What the person chose, else what their client speaks, else `fallback`. `clientCode` is an IETF tag (`zh-hans`,
 * `en-US`).
 */
export function chooseLanguage(chosen: Language | null, clientCode: string | undefined, fallback: Language): Language {
  if (chosen !== null) return chosen;
  const base = clientCode?.toLowerCase().split('-', 1)[0];
  return LANGUAGES.find((language) => language === base) ?? fallback;
}
