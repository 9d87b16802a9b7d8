/** A description without the accession before its colon; the accession is shown beside it. */
export function bareDescription(text: string): string {
  return text.slice(text.lastIndexOf(":") + 1);
}
