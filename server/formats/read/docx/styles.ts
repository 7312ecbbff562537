/** What the styles of a Word document say of a paragraph. */
import { STYLES } from '../../word-styles';
import { child, children, type XmlElement } from '../xml-read';
import { attribute } from './xml';

export type Kind = 'text' | 'heading' | 'title' | 'contents' | 'facts' | 'aside' | 'turn';

export interface Style {
  name: string;
  kind: Kind;
  /** Of a heading, 1 to 6. */
  level: number;
}

const PLAIN: Style = { name: '', kind: 'text', level: 0 };
/** Styles that are made of others that are made of others. */
const DEEPEST = 20;
const OURS = new Map<string, Kind>([
  [STYLES.facts, 'facts'],
  [STYLES.aside, 'aside'],
  [STYLES.turn, 'turn'],
]);

export type Styles = (id: string | undefined) => Style;

/** Looks styles up by their ids. */
export function readStyles(root: XmlElement | undefined): Styles {
  const elements = new Map(children(root, 'style').map((style) => [attribute(style, 'styleId') ?? '', style]));
  const known = new Map<string, Style>();
  const find = (id: string, depth: number): Style => {
    const element = elements.get(id);
    const name = attribute(child(element, 'name'), 'val') ?? id;
    const heading = /^heading ?([1-9])$/i.exec(name)?.[1];
    if (heading !== undefined) return { name, kind: 'heading', level: Math.min(6, Number(heading)) };
    if (/^title$/i.test(name)) return { name, kind: 'title', level: 0 };
    if (/^toc ?(?:[1-9]|heading)$/i.test(name)) return { name, kind: 'contents', level: 0 };
    const ours = OURS.get(name);
    if (ours) return { name, kind: ours, level: 0 };
    const outline = outlineLevel(child(element, 'pPr'));
    if (outline !== undefined) return { name, ...outline };
    const base = attribute(child(element, 'basedOn'), 'val');
    const { kind, level } = base !== undefined && depth < DEEPEST ? find(base, depth + 1) : PLAIN;
    return { name, kind, level };
  };
  return (id) => {
    if (id === undefined) return PLAIN;
    let style = known.get(id);
    if (!style) known.set(id, (style = find(id, 0)));
    return style;
  };
}

/** What `w:outlineLvl` says: 0 to 8 are headings, 9 is none. */
export function outlineLevel(properties: XmlElement | undefined): Pick<Style, 'kind' | 'level'> | undefined {
  const value = attribute(child(properties, 'outlineLvl'), 'val');
  if (value === undefined || !/^\d$/.test(value)) return undefined;
  return value === '9' ? { kind: 'text', level: 0 } : { kind: 'heading', level: Math.min(6, Number(value) + 1) };
}
