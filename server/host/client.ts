/** Files that the editor reads for us: virtual and remote workspaces, and the web. */
import type { Connection } from 'vscode-languageserver';
import { fromBase64 } from './base64';
import { clientMethods, type FindParams } from '../lsp/protocol';
import { canonical } from './uri';
import type { Host } from './host';
import { CODEBOOKS } from './matcher';

export function clientHost(connection: Connection): Host {
  return {
    async find(folder, globs) {
      const params: FindParams = { folder, globs: [...globs, CODEBOOKS] };
      const uris: string[] = await connection.sendRequest(clientMethods.find, params);
      return uris.map((uri) => ({ uri: canonical(uri) }));
    },
    async read(uri) {
      const { bytes }: { bytes: string } = await connection.sendRequest(clientMethods.read, { uri });
      return fromBase64(bytes);
    },
  };
}
