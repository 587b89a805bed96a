/** @module Leads the press of a button to its handler. */

import type { Composer } from 'grammy';
import { decodeAction } from './callback-data.js';
import type { Action, ActionKind } from './callback-data.js';
import type { JudianContext } from './context.js';

type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;

/** Calls `handler` for buttons of one kind. The press has been acknowledged before. */
export function onAction<K extends ActionKind>(
  composer: Composer<JudianContext>,
  kind: K,
  handler: (ctx: JudianContext, action: ActionOf<K>) => Promise<void>,
): void {
  composer.on('callback_query:data', async (ctx, next) => {
    const action = decodeAction(ctx.callbackQuery.data);
    if (action !== null && isOfKind(action, kind)) await handler(ctx, action);
    else await next();
  });
}

function isOfKind<K extends ActionKind>(action: Action, kind: K): action is ActionOf<K> {
  return action.kind === kind;
}
