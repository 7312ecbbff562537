/** The texts among the sources of a project: texts proper, the text of PDFs, and transcripts of recordings. */
import { child, children, guidAt, type XmlElement } from '../read/xml-read';

export interface SelectionElement {
  element: XmlElement;
  start: number;
  end: number;
  name: string;
}

export interface TextElement {
  /** What holds path or content, codings and variables. */
  element: XmlElement;
  name: string;
  selections: SelectionElement[];
}

export interface Texts {
  texts: TextElement[];
  /** Sources that have no text. */
  others: number;
  /** Points in time, for which transcripts have no place yet. */
  timed: number;
}

export function isText({ name }: XmlElement): boolean {
  return name === 'TextSource' || name === 'Transcript' || name === 'Representation';
}

export function textsOf(sources: XmlElement | undefined): Texts {
  const found: Texts = { texts: [], others: 0, timed: 0 };
  for (const source of sources?.children ?? []) {
    const name = source.attributes.name ?? '';
    const before = found.texts.length;
    if (source.name === 'TextSource') found.texts.push(textElement(source, name));
    else if (source.name === 'PDFSource') {
      const text = child(source, 'Representation');
      if (text) found.texts.push(textElement(text, name));
    } else {
      for (const transcript of children(source, 'Transcript')) {
        found.timed += children(transcript, 'SyncPoint').length;
        found.texts.push(transcriptElement(transcript, transcript.attributes.name ?? name));
      }
    }
    if (found.texts.length === before) found.others++;
  }
  return found;
}

function textElement(element: XmlElement, name: string): TextElement {
  return { element, name, selections: selectionsOf(element) };
}

function selectionsOf(element: XmlElement): SelectionElement[] {
  return children(element, 'PlainTextSelection').map((selection) => ({
    element: selection,
    start: number(selection, 'startPosition'),
    end: number(selection, 'endPosition'),
    name: selection.attributes.name ?? '',
  }));
}

/** Selections of a transcript reach from one point in time to another, each of which has a place in the text. */
function transcriptElement(element: XmlElement, name: string): TextElement {
  const places = new Map(
    children(element, 'SyncPoint').map((point) => [guidAt(point, 'guid'), number(point, 'position')]),
  );
  return {
    element,
    name,
    selections: children(element, 'TranscriptSelection').map((selection) => ({
      element: selection,
      start: places.get(guidAt(selection, 'fromSyncPoint')) ?? NaN,
      end: places.get(guidAt(selection, 'toSyncPoint')) ?? NaN,
      name: selection.attributes.name ?? '',
    })),
  };
}

function number(element: XmlElement, attribute: string): number {
  const written = element.attributes[attribute] ?? '';
  return /^[+-]?\d{1,15}$/.test(written.trim()) ? Number(written) : NaN;
}
