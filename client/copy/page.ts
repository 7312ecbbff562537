/** The page that copies rich text. */

export interface RichText {
  /** As the server wrote it: every word in it is escaped. */
  html: string;
  text: string;
}

/** @param rich `html` has been escaped by whoever wrote it; nothing else can run here in any case, as only the script with the nonce does. */
export function richPage({ html, text }: RichText): string {
  const nonce = Array.from({ length: 32 }, () => Math.floor(Math.random() * 36).toString(36)).join('');
  // As a script it could be ended by its own text.
  const literal = (words: string): string =>
    JSON.stringify(words).replace(
      /[<\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>Rich Text</title>
<style nonce="${nonce}">
body { max-width: 44em; padding: 1em 2em; line-height: 1.6; }
blockquote { margin: 0 0 .5em; padding: 0 1em; border-left: 3px solid var(--vscode-textBlockQuote-border); background: none; }
button { padding: 4px 14px; border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; cursor: pointer;
  color: var(--vscode-button-foreground); background: var(--vscode-button-background); font: inherit; }
button:hover { background: var(--vscode-button-hoverBackground); }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
</style>
</head>
<body>
<p><button id="copy" type="button" autofocus>Copy</button></p>
<main id="quotes">${html}</main>
<script nonce="${nonce}">
(() => {
  const vscode = acquireVsCodeApi();
  const html = ${literal(html)};
  const text = ${literal(text)};
  const blob = (type, value) => new Blob([value], { type });
  const byPage = async () => {
    const item = { 'text/html': blob('text/html', html), 'text/plain': blob('text/plain', text) };
    await navigator.clipboard.write([new ClipboardItem(item)]);
    return true;
  };
  const byKey = () => {
    let done = false;
    const put = (event) => {
      event.clipboardData.setData('text/html', html);
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
      done = true;
    };
    document.addEventListener('copy', put, { once: true });
    document.execCommand('copy');
    document.removeEventListener('copy', put);
    return done;
  };
  let copied = false;
  const copy = async () => {
    if (copied) return;
    copied = await byPage().catch(() => false) || byKey();
    if (copied) vscode.postMessage('copied');
  };
  document.getElementById('copy').addEventListener('click', copy);
  // A page without the focus may not write.
  if (document.hasFocus()) copy();
  else window.addEventListener('focus', copy, { once: true });
})();
</script>
</body>
</html>`;
}
