/** The words of a page without its markup. */
export function words(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x3D;', '=')
    .replace(/\s+/g, ' ');
}

/** Where the links of a page lead. */
export function links(html: string): string[] {
  return [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'),
  );
}
