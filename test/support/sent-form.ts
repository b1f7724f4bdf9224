/** A form as a browser sends it: with its length said before, which limits of /ask go by. */
export type SentFields = Record<string, string | File | readonly (string | File)[]>;

export async function sentForm(fields: SentFields, headers: Record<string, string> = {}): Promise<RequestInit> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat() as (string | File)[]) form.append(name, one);
  const packed = new Response(form);
  const body = new Uint8Array(await packed.arrayBuffer());
  const said = { 'content-type': packed.headers.get('content-type') ?? '', 'content-length': String(body.length) };
  return { method: 'POST', body, headers: { ...said, ...headers } };
}
