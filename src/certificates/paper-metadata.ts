export const PRODUCER = 'Lan Tỏa';

/** What a document tells about itself. */
export interface AboutDocument {
  title: string;
  lang: 'vi' | 'en';
  /** The day that it says it was made, `YYYY-MM-DD`. */
  day: string;
  /** What makes its identifier its own: the number of the certificate, or nothing for a print of many. */
  subject: string;
  /** Across, unless it says otherwise. */
  layout?: 'landscape' | 'portrait';
}

/** The same facts as in the document's information, in XML: PDF/A wants both, and wants them equal. */
export function metadata({ title, subject, day, lang }: AboutDocument): string {
  const at = `${day}T00:00:00Z`;
  const about = 'rdf:about=""';
  const text = (value: string): string =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(value)}</rdf:li></rdf:Alt>`;
  return [
    `<rdf:Description ${about} xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${at}</xmp:CreateDate>`,
    `<xmp:ModifyDate>${at}</xmp:ModifyDate><xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool></rdf:Description>`,
    `<rdf:Description ${about} xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${text(title)}</dc:title>`,
    `<dc:description>${text(subject)}</dc:description><dc:language><rdf:Bag><rdf:li>${lang}</rdf:li></rdf:Bag></dc:language></rdf:Description>`,
    `<rdf:Description ${about} xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${PRODUCER}</pdf:Producer></rdf:Description>`,
  ].join('\n');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
