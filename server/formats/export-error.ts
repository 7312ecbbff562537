/** What an export would be too large for, or what it cannot be made of. The message holds no words of a transcript. */
export class ExportError extends Error {}
