/** Software of others that judges what we write, and has no types. */
declare module 'jsonld' {
  const jsonld: {
    toRDF(
      document: object,
      options: {
        documentLoader(url: string): Promise<{ contextUrl: undefined; documentUrl: string; document: object }>;
      },
    ): Promise<object[]>;
  };
  export default jsonld;
}

declare module 'webvtt-parser' {
  interface Cue {
    startTime: number;
    endTime: number;
    text: string;
    tree: { children: Node[] };
  }
  interface Node {
    type: string;
    name?: string;
    value?: string;
    children?: Node[];
  }
  export class WebVTTParser {
    parse(input: string, mode?: string): { cues: Cue[]; errors: { message: string; line: number }[] };
  }
}
