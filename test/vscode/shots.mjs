// Takes pictures in a real VS Code: {editor,outline,hover,related,walk,calls,tag,coding,label}-{light,dark}.png. Those of the README go to docs/images,
// the others to the folder named, or dist/shots.
//   npm run package && node test/vscode/shots.mjs [folder]
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { launchBrowser, root, serveWorkbench } from './workbench.mjs';

const inReadme = new Set(['hover-dark', 'related-dark', 'editor-light', 'tag-light']);
const others = resolve(process.argv[2] ?? join(root, 'dist/shots'));
const target = (name) => join(inReadme.has(name) ? join(root, 'docs/images') : others, `${name}.png`);
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' };
const size = { width: 1280, height: 800 };
const settings = {
  'breadcrumbs.enabled': true,
  'editor.fontFamily': 'DejaVu Sans Mono',
  'editor.fontSize': 13,
  'editor.lineHeight': 21,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'editor.scrollbar.verticalScrollbarSize': 8,
  'explorer.openEditors.visible': 0,
  'outline.collapseItems': 'alwaysExpand',
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
};

const interview = '02-no-river-no-boats.transcript';
/** Words on the line that a picture is about. */
const places = {
  hover: 'Sixty days. You can’t run day boats on that.',
  problem: 'before the winter surveys',
  claim: 'announced at 140 million',
};

const run = mkdtempSync(join(tmpdir(), 'throughline-shots-'));
const folder = join(run, 'seeds');
cpSync(join(root, 'seeds'), folder, { recursive: true, dereference: true });

/** Line and column from 1, where VS Code's "Go to Line" counts. */
function find(name, words) {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes(words));
  if (line < 0) throw new Error(`${name} has no such words: ${words}`);
  return { line: line + 1, column: lines[line].indexOf(words) + 1 };
}

/** What a person does, by the keyboard. */
function hands(page) {
  /** A command that asks something. */
  const ask = async (title) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${title}`);
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
  };
  const command = async (title) => {
    await ask(title);
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  };
  const goTo = async ({ line, column }) => {
    await page.keyboard.press('Control+g');
    await page.locator('.quick-input-widget input').first().fill(`:${line},${column}`);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  };
  const open = async (name) => {
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget input').first().fill(name);
    // The list is older than the field for a moment, and Enter takes its first line.
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await page.locator('.tab.active', { hasText: name }).waitFor();
  };
  return { ask, command, goTo, open };
}

/** The pictures of one theme. */
async function take(browser, [theme, colorTheme]) {
  const vscode = await serveWorkbench({
    folder,
    vsix: join(root, 'dist/throughline.vsix'),
    open: [join(folder, interview)],
    settings: { ...settings, 'workbench.colorTheme': colorTheme },
  });
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: 1.25,
    colorScheme: theme === 'dark' ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const shoot = async (name) => {
    // Carets blink, and notifications tell of things that have no place in a picture.
    await page.mouse.move(size.width / 2, size.height - 40);
    await page.addStyleTag({ content: '.cursors-layer, .notifications-toasts { display: none !important }' });
    await page.waitForTimeout(700);
    const path = target(`${name}-${theme}`);
    mkdirSync(dirname(path), { recursive: true });
    await page.screenshot({ path });
    console.log(path);
  };
  try {
    const { ask, command, goTo, open } = hands(page);
    await page.goto(vscode.url);
    await page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 60_000 });
    await page.locator('.tab.active', { hasText: interview }).waitFor();

    // The outline has the whole side bar.
    await page.locator('.explorer-folders-view').waitFor();
    await page.locator('.pane-header', { hasText: 'seeds' }).click();
    await command('Explorer: Focus on Outline View');
    await page.locator('.outline-tree .monaco-list-row').nth(5).waitFor({ timeout: 30_000 });
    await page
      .locator('.monaco-editor .view-lines')
      .first()
      .click({ position: { x: 400, y: 300 } });
    await goTo(find(interview, 'Who holds the tap'));
    await shoot('outline');

    await command('View: Toggle Primary Side Bar Visibility');
    await goTo(find(interview, places.hover));
    await command('Show or Focus Hover');
    await page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor({ timeout: 20_000 });
    await shoot('hover');
    await page.keyboard.press('Escape');

    await command('Throughline: Focus on Related View');
    await command('View: Focus Active Editor Group');
    await goTo(find(interview, places.claim));
    await page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row').nth(8).waitFor({ timeout: 20_000 });
    await shoot('related');
    await ask('Throughline: Go to Related Passage');
    await page.locator('.quick-input-title', { hasText: 'Related Passages' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor();
    await page.keyboard.press('ArrowDown');
    await shoot('walk');
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.locator('.tab.active', { hasText: interview }).waitFor();
    await goTo(find(interview, 'shut-sixty-days #water'));
    await command('Calls: Show Call Hierarchy');
    await page
      .locator('.call-hierarchy, .tree-explorer-viewlet-tree-view')
      .locator('.monaco-list-row')
      .nth(3)
      .waitFor();
    await shoot('calls');
    await command('View: Focus Active Editor Group');

    await command('View: Show Explorer');
    await open('01-the-mayor-in-brief.transcript');
    await goTo(find('01-the-mayor-in-brief.transcript', places.problem));
    await page
      .locator('.monaco-editor .squiggly-warning, .monaco-editor .squiggly-info')
      .first()
      .waitFor({ timeout: 20_000 });
    await command('Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await shoot('editor');

    await command('View: Toggle Panel Visibility');
    await command('View: Focus Active Editor Group');
    await open(interview);
    await goTo(find(interview, 'I’d like to know who wrote'));
    await page.keyboard.press('Alt+Enter');
    await page.locator('.quick-input-list .monaco-list-row').nth(3).waitFor({ timeout: 20_000 });
    await shoot('tag');
    await page.keyboard.press('Escape');
    await ask('Throughline: Coding Walk');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'open' }).first().waitFor();
    await shoot('coding');
    await page.keyboard.press('Escape');

    // As it came: nobody is named in it.
    cpSync(join(folder, '04-two-more-winters.txt'), join(folder, 'as-it-came.transcript'));
    await command('File: Refresh Explorer');
    await open('as-it-came.transcript');
    await ask('Throughline: Label Speakers');
    await page.locator('.quick-input-title', { hasText: 'Label Speakers' }).waitFor();
    await page.locator('.quick-input-widget input').first().fill('CW = Cass Whitlow, IK = Imre Kestrow');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    for (const key of ['Enter', 'Enter', 'Enter']) {
      await page.waitForTimeout(400);
      await page.keyboard.press(key);
    }
    await shoot('label');
    await page.keyboard.press('Escape');
  } finally {
    await context.close();
    await vscode.stop();
  }
}

let browser;
try {
  browser = await launchBrowser();
  for (const theme of Object.entries(themes)) await take(browser, theme);
} finally {
  await browser?.close();
  rmSync(run, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
