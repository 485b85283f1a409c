/** `text` in memory of its own: one that was cut out of a longer text keeps all of that, and what is kept for long is to keep itself alone. */
export function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
