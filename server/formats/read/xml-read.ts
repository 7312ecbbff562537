/** XML, read as a tree. Nothing in it can make the reader do anything: no document types, so no entities, and bounded depth and size. */
import { SaxesParser } from 'saxes';
import { decode } from '../encoding';
import { FormatError } from './reader';

export interface XmlElement {
  /** Without a prefix. */
  name: string;
  attributes: Readonly<Record<string, string | undefined>>;
  children: XmlElement[];
  text: string;
}

const DEEPEST = 100;
const MOST_ELEMENTS = 4_000_000;
const LONGEST = 1 << 28;

/**
 * The root element.
 *
 * @throws {FormatError}
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const decoded = decode(bytes);
  if ('error' in decoded) throw new FormatError(decoded.error);
  const { text } = decoded;
  if (text.length > LONGEST) throw new FormatError('The XML is longer than any project: it is not read.');
  const document: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [document];
  let count = 0;
  const parser = new SaxesParser();
  const fail = (problem: string): never => {
    throw new FormatError(`${problem} (line ${parser.line} of the XML).`);
  };
  // The parser's own messages may hold words of the file.
  parser.on('error', () => fail('This is not well-formed XML'));
  parser.on('doctype', () => fail('A document type stands in the XML, which no project has: it is not read'));
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST) fail('The XML is nested deeper than any project');
    if (++count > MOST_ELEMENTS) fail('The XML has more elements than any project');
    const element = { name: name.slice(name.indexOf(':') + 1), attributes, children: [], text: '' };
    (open.at(-1) as XmlElement).children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const addText = (words: string): void => {
    (open.at(-1) as XmlElement).text += words;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  return document.children[0] ?? fail('This is not well-formed XML');
}

/** The first child of a name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name);
}

/** The children of a name. */
export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

/** The text of a child, without blanks around it, or nothing. */
export function textOf(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text.trim() || undefined;
}

/** A GUID as it is compared: programs write them with braces or without, in capitals or not. */
export function guidAt(element: XmlElement, attribute: string): string {
  return (element.attributes[attribute] ?? '').replace(/[{}\s]/g, '').toLowerCase();
}

/** What the children of this name refer to. */
export function references(element: XmlElement, name: string): string[] {
  return children(element, name).map((each) => guidAt(each, 'targetGUID'));
}
