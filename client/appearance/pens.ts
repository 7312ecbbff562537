/** Decorations for quotes, one for each colour and lane, made when they are first needed and for the theme as it is. */
import * as vscode from 'vscode';
import { line, tint, type ThemeKind } from './color';

/** What tells one pen from another. */
export interface Pen {
  /** `#rrggbb`; undefined for quotes without a colour. */
  color: string | undefined;
  /** Of quotes that overlap others. */
  lane: number | undefined;
}

export interface Pens extends vscode.Disposable {
  /** The same type for the same pen. */
  of(pen: Pen): vscode.TextEditorDecorationType;
  all(): Iterable<vscode.TextEditorDecorationType>;
}

/** The line of each lane: two find room below the letters, the third lies above them. */
const RULES = [
  { width: '0 0 2px 0', height: '100%' },
  { width: '0 0 2px 0', height: 'calc(100% - 3px)' },
  { width: '2px 0 0 0', height: 'calc(100% - 6px)' },
];

export function createPens(): Pens {
  const kind = themeKind();
  const made = new Map<string, vscode.TextEditorDecorationType>();
  return {
    of(pen) {
      const key = `${pen.color ?? ''} ${pen.lane ?? ''}`;
      const known = made.get(key);
      if (known) return known;
      const type = vscode.window.createTextEditorDecorationType(look(pen, kind));
      made.set(key, type);
      return type;
    },
    all: () => made.values(),
    dispose() {
      for (const type of made.values()) type.dispose();
      made.clear();
    },
  };
}

/** A tint; with a line below where quotes overlap, and in high contrast the line alone. */
function look({ color, lane }: Pen, kind: ThemeKind): vscode.DecorationRenderOptions {
  const rule = color === undefined ? new vscode.ThemeColor('throughline.quoteBorder') : line(color, kind);
  const shared = {
    overviewRulerColor: rule,
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  };
  const isHigh = kind === 'hc-dark' || kind === 'hc-light';
  const backgroundColor = isHigh
    ? undefined
    : color === undefined
      ? new vscode.ThemeColor('throughline.quoteBackground')
      : tint(color, kind);
  if (lane === undefined && !isHigh) return { ...shared, backgroundColor, borderRadius: '2px' };
  return {
    ...shared,
    backgroundColor,
    borderColor: rule,
    borderStyle: 'solid',
    borderWidth: RULES[lane ?? 0]?.width,
    // VS Code has no options for the size of the box, so they ride along behind a semicolon. Without them the lines lie on each other.
    borderRadius: `0; box-sizing: border-box; height: ${RULES[lane ?? 0]?.height} !important`,
  };
}

export function themeKind(): ThemeKind {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return 'light';
    case vscode.ColorThemeKind.HighContrast:
      return 'hc-dark';
    case vscode.ColorThemeKind.HighContrastLight:
      return 'hc-light';
    default:
      return 'dark';
  }
}
