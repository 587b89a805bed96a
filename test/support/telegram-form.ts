/** @module The body of a Bot API call: JSON, or a multipart form with files (RFC 7578). */

import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** A file that came with a form. */
export class UploadedFile {
  constructor(
    readonly name: string,
    readonly bytes: Buffer,
  ) {}
}

const fieldsSchema = z.record(z.string(), z.unknown());

/** The fields of a call. Fields of a form that hold JSON are parsed; `attach://id` becomes the file of that part. */
export async function readPayload(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  const boundary = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary !== undefined) return readForm(body, boundary);
  return body.length === 0 ? {} : fieldsSchema.parse(JSON.parse(body.toString('utf8')));
}

function readForm(body: Buffer, boundary: string): Record<string, unknown> {
  const files = new Map<string, UploadedFile>();
  const fields: Record<string, unknown> = {};
  for (const part of partsOf(body, boundary)) {
    const split = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, split).toString('utf8');
    const content = part.subarray(split + 4);
    const name = /name="?([^";\r\n]+)"?/i.exec(head)?.[1] ?? '';
    const fileName = /filename="?([^"\r\n]*)"?/i.exec(head)?.[1];
    if (fileName === undefined) fields[name] = valueOf(content.toString('utf8'));
    else files.set(name, new UploadedFile(fileName, content));
  }
  for (const [name, value] of Object.entries(fields)) {
    const id = typeof value === 'string' ? /^attach:\/\/(.+)$/.exec(value)?.[1] : undefined;
    if (id !== undefined) fields[name] = files.get(id);
  }
  return fields;
}

function partsOf(body: Buffer, boundary: string): Buffer[] {
  const mark = Buffer.from(`--${boundary}`);
  const parts: Buffer[] = [];
  let start = body.indexOf(mark);
  while (start >= 0) {
    const end = body.indexOf(mark, start + mark.length);
    // Two characters of line break on either side.
    if (end >= 0) parts.push(body.subarray(start + mark.length + 2, end - 2));
    start = end;
  }
  return parts;
}

/** A form has only texts; Telegram reads numbers, booleans and objects out of them. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
