/** Hover cards may run two commands of our own, and nothing else. */
import { MarkdownString } from 'vscode';
import type { HoverMiddleware } from 'vscode-languageclient';

/** What links in a card can run. The card holds anybody's words: nothing else is trusted, and no HTML. */
const trustedCommands = ['throughline.sameClaim', 'throughline.unrelated'] as const;

export const trustHovers: HoverMiddleware = {
  async provideHover(document, position, token, next) {
    const hover = await next(document, position, token);
    for (const content of hover?.contents ?? []) {
      if (!(content instanceof MarkdownString)) continue;
      content.isTrusted = { enabledCommands: trustedCommands };
      content.supportHtml = false;
    }
    return hover;
  },
};
